"""The fiscal year of Thai offices: from the first of October, named after the year in which it ends."""

from datetime import date


def fiscal_year(day: date) -> int:
    return day.year + (day.month >= 10)


def first_day(year: int) -> date:
    return date(year - 1, 10, 1)


def months_until(day: date, number: int) -> list[date]:
    """The first days of so many months, that of `day` the last."""
    count = day.year * 12 + day.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(count - number + 1, count + 1)]


def last_day(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
