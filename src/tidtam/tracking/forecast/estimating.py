"""Kaplan and Meier's estimate: of those still under way on each day, which share gets there on that day.

A matter that is still open, or was withdrawn, is counted as under way for as long as it was watched, and no longer:
it is never taken for a short one. Times are those of `histories`, in whole working days.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .choices import Measure
from .histories import Stay
from .ranges import ENOUGH

WORKING_DAYS_A_YEAR = 245
STEADY = 10
"""A curve is not believed where, before its middle, a day was decided by fewer matters than these."""
_THINNED = 0.75
_MOST_CURVES = 8

Days = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a matter waits, and for what: each has curves of its own."""

    step: str
    waits: bool
    measure: Measure


@dataclass(frozen=True, slots=True)
class Estimated:
    """One curve; the fields are those of `models.Curve`."""

    waited: int
    finished: int
    going: int
    days: Sequence[int]
    share: Sequence[float]
    at_risk: Sequence[int]
    longest: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The stays at one place as columns."""

    matter: Days
    began: Days
    waited: Days
    is_over: Marks
    time: Days
    is_known: Marks

    @classmethod
    def of(cls, stays: Sequence[Stay], measure: Measure) -> "Sample":
        times = [stay.times[measure] for stay in stays]
        return cls(
            matter=np.array([stay.matter for stay in stays], dtype=object),
            began=np.array([stay.began for stay in stays], dtype=np.int64),
            waited=np.array([stay.waited for stay in stays], dtype=np.int64),
            is_over=np.array([stay.is_over for stay in stays], dtype=np.bool_),
            time=np.array([time.days for time in times], dtype=np.int64),
            is_known=np.array([time.is_known for time in times], dtype=np.bool_),
        )

    def after(self, waited: int) -> "Sample":
        """Those that were still in the same hands after so many days, counted from there."""
        kept = np.where(self.is_over, self.waited > waited, self.waited >= waited)
        return Sample(
            matter=self.matter[kept],
            began=self.began[kept] + waited,
            waited=self.waited[kept],
            is_over=self.is_over[kept],
            time=self.time[kept] - waited,
            is_known=self.is_known[kept],
        )


def places(stays: Iterable[Stay]) -> dict[Place, Sample]:
    found: defaultdict[Place, list[Stay]] = defaultdict(list)
    for stay in stays:
        for measure in stay.times:
            found[Place(stay.step, stay.waits, measure)].append(stay)
    return {place: Sample.of(there, place.measure) for place, there in found.items()}


def curves_of(place: Place, sample: Sample, *, today: int, years: int) -> Iterator[Estimated]:
    """One curve for those that just arrived, and further ones for those that have waited, while there are enough."""
    for waited in _waits(place, sample):
        there = sample.after(waited) if waited else sample
        curve = recent_curve(there, waited, today=today, years=years)
        if waited and curve.finished < ENOUGH:
            return
        yield curve


def _waits(place: Place, sample: Sample) -> list[int]:
    """How long to have waited: each next one leaves three quarters of those there were."""
    if place.waits or not place.step:
        return [0]
    found = [0]
    remaining = np.sort(sample.waited[sample.is_over])
    while len(found) < _MOST_CURVES and remaining.size >= ENOUGH:
        waited = int(remaining[int(remaining.size * (1 - _THINNED))])
        if waited > found[-1]:
            found.append(waited)
        remaining = remaining[remaining > waited]
    return found


def recent_curve(sample: Sample, waited: int, *, today: int, years: int) -> Estimated:
    """By what happened in the last years only, where that is enough to say something steady."""
    if years:
        first = today - years * WORKING_DAYS_A_YEAR
        curve, is_steady = _curve(sample, waited, np.maximum(first - sample.began, 0) - 1)
        if is_steady and curve.finished >= ENOUGH:
            return curve
    return _curve(sample, waited, np.full(sample.time.size, -1))[0]


def _curve(sample: Sample, waited: int, unwatched: Days) -> tuple[Estimated, bool]:
    """`unwatched`: up to which day of its time each matter was not watched yet, because that was too long ago."""
    kept = sample.time > unwatched
    time, is_known, matter = sample.time[kept], sample.is_known[kept], sample.matter[kept]
    days, share, at_risk = survival(time, is_known, unwatched[kept])
    finished = set(matter[is_known])
    early = np.concatenate(([1.0], share[:-1]))[: share.size] > 0.5
    estimated = Estimated(
        waited=waited,
        finished=len(finished),
        going=len(set(matter) - finished),
        days=days.tolist(),
        share=share.tolist(),
        at_risk=at_risk.tolist(),
        longest=int(time.max(initial=0)),
    )
    return estimated, bool((at_risk[early] >= STEADY).all())


def survival(time: Days, is_known: Marks, unwatched: Days) -> tuple[Days, npt.NDArray[np.float64], Days]:
    """The days on which something ended, the share still under way after each, and how many there were before it."""
    size = int(time.max(initial=-1)) + 2
    ended = np.bincount(time[is_known], minlength=size)
    gone = np.bincount(time, minlength=size)
    come = np.bincount(unwatched + 1, minlength=size)
    at_risk = np.cumsum(come) - (np.cumsum(gone) - gone)
    days = np.flatnonzero(ended).astype(np.int64)
    share = np.cumprod(1 - ended[days] / at_risk[days])
    return days, share.astype(np.float64), at_risk[days].astype(np.int64)
