"""Working days of a Thai office: Monday to Friday, without the holidays the caller names."""

from collections.abc import Container
from datetime import date, timedelta

from .holidays import GOVERNMENT_HOLIDAYS

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, holidays: Container[date] = GOVERNMENT_HOLIDAYS) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(start: date, number: int, *, holidays: Container[date] = GOVERNMENT_HOLIDAYS) -> date:
    """The day on which `number` working days have passed; the first day is not counted."""
    if number < 0:
        raise ValueError("working days are counted forwards")
    day = start
    while number:
        day += _ONE_DAY
        number -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, *, holidays: Container[date] = GOVERNMENT_HOLIDAYS) -> int:
    """How many working days have passed at `end`; the first day is not counted, the last one is."""
    if end < start:
        raise ValueError("the end is before the start")
    return sum(is_working_day(start + timedelta(days=passed), holidays) for passed in range(1, (end - start).days + 1))
