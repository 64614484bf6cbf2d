"""The last days of what is expected and of what the law allows, and how they move while no time passes."""

from calendar import monthrange
from datetime import date, timedelta

from tidtam.thai.working_days import add_working_days, is_working_day, working_days_between

from .definitions import Appeal, Deadline, DeadlineUnit, Return, Step

ONE_DAY = timedelta(days=1)


def due(since: date, limit: Step | Return) -> date | None:
    """The last of the working days that whoever holds the matter is expected to need."""
    return add_working_days(since, limit.working_days) if limit.working_days else None


def deadline(since: date, limit: Deadline | None) -> date | None:
    """The last day of the statutory limit, counted from the day after, as the Civil and Commercial Code counts.

    Months end on the day that bears the number of the first one; what would end on a holiday ends on the next
    working day (sections 193/3, 193/5 and 193/8).
    """
    if limit is None:
        return None
    match limit.unit:
        case DeadlineUnit.MONTHS:
            return _working_day_from(_add_months(since, limit.number))
        case DeadlineUnit.DAYS:
            return _working_day_from(since + timedelta(days=limit.number))
        case DeadlineUnit.WORKING_DAYS:
            return add_working_days(since, limit.number)


def due_later(limit_on: date | None, stopped_on: date, continued_on: date) -> date | None:
    """The limit after a time in which no working day counted."""
    return limit_on and add_working_days(limit_on, working_days_between(stopped_on, continued_on))


def deadline_later(limit_on: date | None, limit: Deadline | None, stopped_on: date, continued_on: date) -> date | None:
    if limit is None or limit_on is None or limit.unit is DeadlineUnit.WORKING_DAYS:
        return due_later(limit_on, stopped_on, continued_on)
    return _working_day_from(limit_on + (continued_on - stopped_on))


def appeal_until(ended_on: date, appeal: Appeal) -> date:
    """The last day on which one may object to how a matter ended."""
    return _working_day_from(ended_on + timedelta(days=appeal.days))


def bells(limit_on: date, limit: Deadline) -> list[tuple[date, int]]:
    """The days on which the clock speaks, in order, with how many days before the limit that is; 0: it has passed."""
    warnings = [(limit_on - timedelta(days=days), days) for days in limit.warn]
    return [*warnings, (limit_on + ONE_DAY, 0)]


def _add_months(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_day_from(day: date) -> date:
    while not is_working_day(day):
        day += ONE_DAY
    return day
