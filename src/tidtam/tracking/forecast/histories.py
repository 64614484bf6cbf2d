"""The course of a matter as it was known on a day, cut into stays: each with how long it took from there.

All times are working days on the matter's own clock, which stands still while the matter is suspended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tidtam.tracking.choices import EventKind

from .choices import Measure
from .working_time import number_of

_LEFT_UNDECIDED = frozenset({EventKind.CLOSED, EventKind.WITHDRAWN})
"""The matter ended before its course was run: nobody knows how long it would have taken."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What of an event matters for time."""

    sequence: int
    kind: str
    step: str
    leads_to: str
    happened_on: date
    recorded_on: date
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a process's definitions matters for time: the steps of all its versions."""

    steps: frozenset[str]
    subject_steps: frozenset[str]
    """Steps at which it is the subject's own move."""


@dataclass(frozen=True, slots=True)
class Matter:
    number: int
    """Its place among those counted, to know it again; it says nothing else."""
    happenings: Sequence[Happening]


@dataclass(frozen=True, slots=True)
class Time:
    days: int
    is_known: bool
    """Whether it got there; otherwise it took longer than this, and nobody knows how long."""


@dataclass(slots=True)
class Stay:
    """The time a matter is in one pair of hands at one step, and what came of it."""

    matter: int
    step: str
    waits: bool
    """Its clock begins when the stay is over: the person's side has first to make a move."""
    began: int
    """On the line of working days."""
    waited: int = 0
    """How long it was in these hands, until it left them or until now."""
    is_over: bool = False
    is_paused: bool = False
    times: dict[Measure, Time] = field(default_factory=dict)


@dataclass(slots=True)
class _Clock:
    """The working days of one matter, without those on which it was suspended."""

    paused: int = 0
    since: int | None = None

    def at(self, day: date) -> int:
        return (number_of(day) if self.since is None else self.since) - self.paused

    def follow(self, happening: Happening) -> None:
        if happening.kind == EventKind.SUSPENDED:
            self.since = number_of(happening.happened_on)
        elif self.since is not None:
            self.paused += number_of(happening.happened_on) - self.since
            self.since = None


@dataclass(slots=True)
class _Open:
    stay: Stay
    start: int


def known_on(day: date, happenings: Iterable[Happening]) -> list[Happening]:
    """What was recorded by then, each entry as the last correction made by then restates it."""
    standing: dict[int, Happening] = {}
    for happening in happenings:
        if happening.recorded_on > day:
            continue
        if happening.corrects is None:
            standing[happening.sequence] = happening
        else:
            first = standing[happening.corrects]
            standing[happening.corrects] = Happening(
                first.sequence,
                first.kind,
                first.step,
                happening.leads_to,
                happening.happened_on,
                happening.recorded_on,
            )
    return list(standing.values())


class _Course:
    """Walks through one matter and hands out its stays as they are decided."""

    def __init__(self, shape: Shape, matter: Matter) -> None:
        self.shape, self.matter = shape, matter
        self.clock = _Clock()
        self.stays: list[Stay] = []
        self.present: _Open | None = None
        self.undecided: dict[Measure, list[_Open]] = {Measure.STEP: [], Measure.WHOLE: []}

    def follow(self, happening: Happening) -> None:
        if happening.kind in {EventKind.SUSPENDED, EventKind.CONTINUED}:
            self.clock.follow(happening)
            return
        if happening.kind == EventKind.VERSION_CHANGED and self.is_at(happening.leads_to):
            return
        moment = self.clock.at(happening.happened_on)
        self.leave(moment, is_over=True)
        is_end = happening.kind == EventKind.FINISHED and happening.leads_to not in self.shape.steps
        if happening.kind not in {EventKind.RETURNED, EventKind.RESUMED}:
            self.decide(Measure.STEP, moment, is_known=happening.kind == EventKind.FINISHED)
        if is_end or happening.kind in _LEFT_UNDECIDED:
            self.decide(Measure.WHOLE, moment, is_known=is_end)
            self.clock = _Clock()
            return
        if happening.kind == EventKind.OPENED:
            self.begin("", moment, happening, waits=False)
        waits = happening.kind == EventKind.RETURNED
        step = happening.leads_to or happening.step
        self.begin(step, moment, happening, waits=waits or step in self.shape.subject_steps)

    def is_at(self, step: str) -> bool:
        return self.present is not None and self.present.stay.step == step and not self.present.stay.waits

    def begin(self, step: str, moment: int, happening: Happening, *, waits: bool) -> None:
        stay = Stay(self.matter.number, step, waits, number_of(happening.happened_on))
        self.stays.append(stay)
        opened = _Open(stay, moment)
        if step:
            self.present = opened
        if not waits:
            self.count(opened)

    def count(self, opened: _Open) -> None:
        self.undecided[Measure.WHOLE].append(opened)
        if opened.stay.step:
            self.undecided[Measure.STEP].append(opened)

    def leave(self, moment: int, *, is_over: bool) -> None:
        if self.present is None:
            return
        opened, self.present = self.present, None
        opened.stay.waited, opened.stay.is_over = moment - opened.start, is_over
        if opened.stay.waits and is_over:
            # From here on it is counted: the person's side has made its move.
            opened.start = moment
            self.undecided[Measure.WHOLE].append(opened)
            if opened.stay.step not in self.shape.subject_steps:
                self.undecided[Measure.STEP].append(opened)

    def decide(self, measure: Measure, moment: int, *, is_known: bool) -> None:
        for opened in self.undecided[measure]:
            opened.stay.times[measure] = Time(moment - opened.start, is_known)
        self.undecided[measure].clear()

    def stop(self, day: date) -> list[Stay]:
        """Whatever is undecided by this day took longer than it has taken so far."""
        moment = self.clock.at(day)
        if self.present is not None:
            self.present.stay.is_paused = self.clock.since is not None
        self.leave(moment, is_over=False)
        for measure in Measure:
            self.decide(measure, moment, is_known=False)
        return self.stays


def stays_of(shape: Shape, matter: Matter, day: date) -> list[Stay]:
    """The stays of a matter by what was known on the day."""
    course = _Course(shape, matter)
    for happening in known_on(day, matter.happenings):
        course.follow(happening)
    return course.stop(day)


def all_stays(shape: Shape, matters: Iterable[Matter], day: date) -> Iterator[Stay]:
    for matter in matters:
        yield from stays_of(shape, matter, day)
