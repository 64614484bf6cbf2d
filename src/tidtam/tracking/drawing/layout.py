"""Where everything of the picture stands: one column, as wide as a phone, the first step on top.

Every step is a box. Below it stands a line for each outcome that has a name, and from that line its way leads on:
straight down to the next box, along the right side ahead, along the left side back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from tidtam.tracking.definitions import Definition, Outcome, Step
from tidtam.tracking.explaining import deadline_words, expected_words

from .lettering import lines_of

WIDTH = 350
LANE = 13
EDGE = 9
INDENT = 16
PADDING = 12
NAME_SIZE, NAME_LINE = 16, 25
SMALL_SIZE, SMALL_LINE = 14, 22
GAP = 30
_NARROWEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome with a name, below the box of its step."""

    name: str
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    facts: str
    has_clock: bool
    top: int
    height: int
    lines: tuple[Line, ...] = ()
    is_ending: bool = False
    is_early: bool = False

    @property
    def middle(self) -> int:
        return self.top + self.height // 2

    @property
    def bottom(self) -> int:
        last = self.lines[-1] if self.lines else self
        return last.top + last.height


@dataclass(frozen=True, slots=True)
class Way:
    """From a row to another one, past the boxes between them in a lane of its own, or straight down to the next."""

    start: int
    place: int
    """Which of its step's outcomes, in the order they are drawn."""
    end: int
    lane: int = 0

    @property
    def is_straight(self) -> bool:
        return self.lane == 0

    @property
    def is_back(self) -> bool:
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class Sheet:
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    left: int
    """Where the boxes begin: the lanes back lie before it."""
    box_width: int
    width: int
    height: int

    @property
    def has_ways_ahead(self) -> bool:
        return any(not way.is_straight and not way.is_back for way in self.ways)

    @property
    def has_ways_back(self) -> bool:
        return any(way.is_back for way in self.ways)


def arrange(definition: Definition) -> Sheet:
    ways = tuple(_ways(definition))
    left = EDGE + LANE * max((way.lane for way in ways if way.is_back), default=0)
    right = EDGE + LANE * max((way.lane for way in ways if not way.is_back), default=0)
    box_width = max(_NARROWEST, WIDTH - left - right)
    boxes = tuple(_boxes(definition, box_width))
    return Sheet(boxes, ways, left, box_width, left + box_width + right, boxes[-1].bottom + EDGE)


def drawn_order(definition: Definition, step: Step) -> list[Outcome]:
    """An outcome that leads to the next row comes last, so that nothing lies between."""
    row = _rows(definition)
    return sorted(step.outcomes, key=lambda outcome: row[outcome.leads_to] == row[step.key] + 1)


def _rows(definition: Definition) -> dict[str, int]:
    keys = [step.key for step in definition.steps] + [ending.key for ending in definition.endings]
    return {key: row for row, key in enumerate(keys)}


def _ways(definition: Definition) -> Iterator[Way]:
    row = _rows(definition)
    bent: list[Way] = []
    for step in definition.steps:
        outcomes = drawn_order(definition, step)
        for place, outcome in enumerate(outcomes):
            way = Way(row[step.key], place, row[outcome.leads_to])
            if way.end == way.start + 1 and place == len(outcomes) - 1:
                yield way
            else:
                bent.append(way)
    lanes = _lanes(bent)
    for way in bent:
        yield Way(way.start, way.place, way.end, lanes[way.end, way.is_back])


def _lanes(bent: list[Way]) -> dict[tuple[int, bool], int]:
    """All ways to one row share a lane on their side; short lanes lie inside, and two never run over each other."""
    spans: dict[tuple[int, bool], set[int]] = {}
    for way in bent:
        spans.setdefault((way.end, way.is_back), {way.end}).add(way.start)
    lanes: dict[tuple[int, bool], int] = {}
    for key in sorted(spans, key=lambda key: (max(spans[key]) - min(spans[key]), key)):
        low, high = min(spans[key]), max(spans[key])
        taken = {
            lane
            for other, lane in lanes.items()
            if other[1] == key[1] and low <= max(spans[other]) and min(spans[other]) <= high
        }
        lanes[key] = next(lane for lane in count(1) if lane not in taken)
    return lanes


def _boxes(definition: Definition, width: int) -> Iterator[Box]:
    top = EDGE
    for step in definition.steps:
        box = _step_box(definition, step, top, width)
        yield box
        top = box.bottom + GAP
    for ending in definition.endings:
        name = str(ending.name)
        height = _height(name, width - 2 * PADDING - 16, NAME_SIZE, NAME_LINE) + 2 * PADDING
        yield Box(name, "", False, top, height, is_ending=True, is_early=ending.early)
        top += height + GAP // 2


def _step_box(definition: Definition, step: Step, top: int, width: int) -> Box:
    name = f"{definition.number(step.key)}. {step.name}"
    facts = " · ".join(filter(None, (expected_words(step), deadline_words(step))))
    room = width - 2 * PADDING
    height = _height(name, room, NAME_SIZE, NAME_LINE) + 2 * PADDING
    if facts:
        height += _height(facts, room - 24, SMALL_SIZE, SMALL_LINE)
    lines = tuple(_lines(definition, step, top + height, width - INDENT)) if step.asks_outcome else ()
    return Box(name, facts, bool(deadline_words(step)), top, height, lines)


def _lines(definition: Definition, step: Step, top: int, width: int) -> Iterator[Line]:
    for outcome in drawn_order(definition, step):
        name = str(outcome.name)
        height = _height(name, width - 2 * PADDING, SMALL_SIZE, SMALL_LINE) + 8
        yield Line(name, top, height)
        top += height


def _height(text: str, width: float, size: int, line: int) -> int:
    return line * len(lines_of(text, width, size))
