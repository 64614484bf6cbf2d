"""Histories whose truth is known, because they are drawn from it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random

from tidtam.thai.working_days import is_working_day
from tidtam.tracking.choices import EventKind
from tidtam.tracking.forecast.histories import Happening, Matter, Shape

TODAY = date(2026, 11, 20)
SHAPE = Shape(steps=frozenset({"check", "decide", "amend"}), subject_steps=frozenset({"amend"}))
Draw = Callable[[Random], int]


@cache
def _working_days() -> tuple[date, ...]:
    days = (date(2016, 1, 1) + timedelta(days=passed) for passed in range(16 * 366))
    return tuple(day for day in days if is_working_day(day))


def later(day: date, number: int) -> date:
    """The working day so many after the day."""
    days = _working_days()
    return days[_place(day) + number]


@cache
def _place(day: date) -> int:
    return next(place for place, known in enumerate(_working_days()) if known >= day)


def happenings(*told: tuple[str, str, str, date] | tuple[str, str, str, date, date]) -> list[Happening]:
    """(kind, step, leads to, happened on[, recorded on]), numbered from one."""
    return [
        Happening(number, kind, step, leads_to, happened_on, recorded[0] if recorded else happened_on)
        for number, (kind, step, leads_to, happened_on, *recorded) in enumerate(told, 1)
    ]


def opened(day: date) -> tuple[str, str, str, date]:
    return (EventKind.OPENED, "check", "check", day)


def course(began: date, check: int, decide: int, today: date = TODAY) -> list[Happening]:
    """Checked, decided, ended; of what lies ahead nobody knows."""
    checked = later(began, check)
    told = happenings(
        opened(began),
        (EventKind.FINISHED, "check", "decide", checked),
        (EventKind.FINISHED, "decide", "approved", later(checked, decide)),
    )
    return [happening for happening in told if happening.happened_on <= today]


def chance_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a story, not a secret


def matters(count: int, check: Draw, decide: Draw, *, seed: int, first: date = date(2022, 1, 4)) -> list[Matter]:
    """Received evenly from the first day until today."""
    chance, days = chance_of(seed), _working_days()[_place(first) : _place(TODAY)]
    return [
        Matter(chance.getrandbits(24), course(chance.choice(days), check(chance), decide(chance))) for _ in range(count)
    ]


def around(mean: float) -> Draw:
    """Many short ones and a long tail, as offices have them."""
    return lambda chance: max(1, round(chance.gammavariate(2, mean / 2)))
