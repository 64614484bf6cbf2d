"""Would it have been right? Past days are gone back to, and what one would have told then is held against what came.

On each of these days only what was recorded by then is known, and every matter that was open then is asked about: to
ask each one only once, on a day on which it was open, would favour the short ones. A promise of so many days is judged
once these days have passed, whatever came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import fmean

from tidtam.tracking.choices import EventKind

from .calibration import Calibration
from .choices import Measure
from .estimating import Estimated, Place, Sample, curves_of, places
from .histories import Matter, Shape, Stay, Time, known_on, stays_of
from .ranges import chance_within, fitting, range_of
from .working_time import number_of

WINDOWS = (0, 2, 1)
"""Years to look back; 0 is all there is, and stays unless another one does better."""
_DATES = 12
_BETWEEN = timedelta(weeks=13)
_HORIZONS = (10, 30, 60, 120, 250)


@dataclass(slots=True)
class Tested:
    """One way to look back, tried."""

    years: int
    calibrations: dict[Measure, Calibration] = field(default_factory=lambda: {m: Calibration() for m in Measure})
    misses: list[float] = field(default_factory=list)
    """The squared distance between each chance that was stated and what came."""

    @property
    def miss(self) -> float:
        return fmean(self.misses) if self.misses else 0.0


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one question: where the matter was, how long it still took, and how long one has watched since."""

    stay: Stay
    time: Time
    watched: int

    def is_judged(self, days: int) -> bool:
        """Once the days have passed; of what was withdrawn before, nobody knows."""
        return self.watched >= days and (self.time.is_known or self.time.days >= days)

    def is_within(self, days: int) -> bool:
        return self.time.is_known and self.time.days <= days


def back_test(shape: Shape, matters: Sequence[Matter], today: date) -> Tested:
    """The way to look back that would have told best, with what would have become of its promises."""
    tested = [Tested(years) for years in WINDOWS]
    for day in (today - _BETWEEN * back for back in range(1, _DATES + 1)):
        courses = [(matter, stays_of(shape, matter, day)) for matter in matters]
        known = places(stay for _matter, stays in courses for stay in stays)
        for place, came in _came(shape, _open_stays(courses), day, today).items():
            for tried in tested:
                _judge(tried, place, known[place], came, day)
    return min(tested, key=lambda tried: (round(tried.miss, 3), WINDOWS.index(tried.years)))


def _open_stays(courses: Iterable[tuple[Matter, list[Stay]]]) -> Iterator[tuple[Matter, Stay]]:
    """The matters that were in hand, and where: those of which something could have been told."""
    for matter, stays in courses:
        if stays and not (stays[-1].is_over or stays[-1].waits or stays[-1].is_paused):
            yield matter, stays[-1]


def _came(shape: Shape, asked: Iterable[tuple[Matter, Stay]], day: date, today: date) -> Mapping[Place, list[Came]]:
    found: defaultdict[Place, list[Came]] = defaultdict(list)
    watched = number_of(today) - number_of(day)
    for matter, stay in asked:
        for measure in Measure:
            time = _time_from(shape, matter, day, today, measure)
            found[Place(stay.step, stay.waits, measure)].append(Came(stay, time, watched))
    return found


def _judge(tried: Tested, place: Place, sample: Sample, came: Sequence[Came], day: date) -> None:
    curves = list(curves_of(place, sample, today=number_of(day), years=tried.years))
    mean = float(sample.time[sample.is_known].mean()) if sample.is_known.any() else None
    calibration = tried.calibrations[place.measure]
    for one in came:
        curve = fitting(curves, one.stay.waited)
        told = range_of(curve, one.stay.waited) if curve else None
        if curve is None or told is None:
            continue
        naive = None if mean is None else max(1, round(mean - one.stay.waited))
        for days, promises in (
            (told.half, calibration.half),
            (told.most, calibration.most),
            (naive, calibration.naive),
        ):
            if days is not None and one.is_judged(days):
                promises.add(one.stay.matter, is_kept=one.is_within(days))
        tried.misses += _misses(curve, one)


def _misses(curve: Estimated, came: Came) -> Iterator[float]:
    for days in _HORIZONS:
        chance = chance_within(curve, came.stay.waited, days)
        if chance is not None and came.is_judged(days):
            yield (chance - came.is_within(days)) ** 2


def _time_from(shape: Shape, matter: Matter, day: date, today: date, measure: Measure) -> Time:
    """How long it took from that day on, as is known today."""
    seen = known_on(day, matter.happenings)[-1].sequence
    start, paused, since = number_of(day), 0, None
    for happening in known_on(today, matter.happenings):
        if happening.sequence <= seen:
            continue
        number = max(number_of(happening.happened_on), start)
        if happening.kind == EventKind.SUSPENDED:
            since = number
            continue
        if since is not None:
            paused, since = paused + number - since, None
        is_end = happening.kind == EventKind.FINISHED and happening.leads_to not in shape.steps
        if is_end or (happening.kind == EventKind.FINISHED and measure is Measure.STEP):
            return Time(number - start - paused, is_known=True)
        if happening.kind in {EventKind.CLOSED, EventKind.WITHDRAWN}:
            return Time(number - start - paused, is_known=False)
    return Time((number_of(today) if since is None else since) - start - paused, is_known=False)
