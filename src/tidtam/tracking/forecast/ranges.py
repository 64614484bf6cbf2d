"""From a curve and how long a matter has waited to what a person can be told. Plain arithmetic: pages do it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

ENOUGH = 20
"""Fewer finished matters than these tell nothing."""
ROUNDED_TO = 10
TOO_FEW_LEFT = 5
"""So few still under way say nothing of one more."""
HALF, MOST = 0.5, 0.8


class Counted(Protocol):
    """A curve as it is counted or stored; see `models.Curve`."""

    @property
    def waited(self) -> int: ...
    @property
    def finished(self) -> int: ...
    @property
    def going(self) -> int: ...
    @property
    def days(self) -> Sequence[int]: ...
    @property
    def share(self) -> Sequence[float]: ...
    @property
    def at_risk(self) -> Sequence[int]: ...
    @property
    def longest(self) -> int: ...


AnyCurve = TypeVar("AnyCurve", bound=Counted)


@dataclass(frozen=True, slots=True)
class Range:
    """Working days from today."""

    half: int | None
    """Half of such matters get there within so many; None: more than `beyond`."""
    most: int | None
    beyond: int
    finished: int
    going: int


def fitting(curves: Iterable[AnyCurve], waited: int) -> AnyCurve | None:
    """The curve of those that had waited as long as this matter, as nearly as there are enough of them."""
    usable = [curve for curve in curves if curve.waited <= waited and curve.finished >= ENOUGH]
    return max(usable, key=lambda curve: curve.waited, default=None)


def share_left(curve: Counted, days: int) -> float:
    """The share still under way when so many days have passed since the curve begins."""
    place = bisect_right(curve.days, days)
    return curve.share[place - 1] if place else 1.0


def left(curve: Counted, days: int) -> int:
    """How many matters say something about what comes after so many days."""
    place = bisect_right(curve.days, days)
    return curve.at_risk[place] if place < len(curve.days) else 0


def chance_within(curve: Counted, waited: int, days: int) -> float | None:
    """How likely it gets there within so many further days, having waited so long; None where nothing is known."""
    passed = waited - curve.waited
    before = share_left(curve, passed)
    if left(curve, passed) < TOO_FEW_LEFT or passed + days > curve.longest:
        return None
    return 1 - share_left(curve, passed + days) / before


def days_until(curve: Counted, passed: int, part: float) -> int | None:
    wanted = share_left(curve, passed) * (1 - part) + 1e-9
    for day, share in zip(curve.days, curve.share, strict=True):
        if day > passed and share <= wanted:
            return day - passed
    return None


def range_of(curve: Counted, waited: int) -> Range | None:
    """None where the matter has waited longer than nearly all before it, so that nothing can be said of it."""
    passed = waited - curve.waited
    if left(curve, passed) < TOO_FEW_LEFT:
        return None
    return Range(
        half=days_until(curve, passed, HALF),
        most=days_until(curve, passed, MOST),
        beyond=curve.longest - passed,
        finished=curve.finished,
        going=curve.going,
    )
