"""The calendar as the database keeps it: each day with how many working days there were up to it."""

from collections.abc import Iterator
from datetime import date, timedelta

from tidtam.thai.working_days import is_working_day

FIRST, LAST = date(2000, 1, 1), date(2079, 12, 31)
"""No matter is older; whoever adds years at the end lets `keep_calendar` run once."""


def numbered_days() -> Iterator[tuple[date, int]]:
    number, day = 0, FIRST
    while day <= LAST:
        number += is_working_day(day)
        yield day, number
        day += timedelta(days=1)
