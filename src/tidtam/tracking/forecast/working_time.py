"""Working days as numbers on one line, so that the time between two days is a difference."""

from datetime import date, timedelta
from functools import cache

from tidtam.thai.working_days import is_working_day

_FIRST_YEAR = 2000


@cache
def _year(year: int) -> tuple[int, ...]:
    """For each day of the year, how many working days have passed since the line begins; the day itself counts."""
    if year < _FIRST_YEAR:
        raise ValueError("no matter is older than the line of working days")
    passed = _year(year - 1)[-1] if year > _FIRST_YEAR else 0
    day, numbers = date(year, 1, 1), []
    while day.year == year:
        passed += is_working_day(day)
        numbers.append(passed)
        day += timedelta(days=1)
    return tuple(numbers)


def number_of(day: date) -> int:
    """`number_of(end) - number_of(start)` is what `working_days_between(start, end)` counts."""
    return _year(day.year)[day.timetuple().tm_yday - 1]
