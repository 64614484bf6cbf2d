"""Every way through a process from its first step to an ending, as far as they can be counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from .model import DeadlineUnit, Definition, Step

MOST_MOVES = 200_000
"""After so many moves the search ends: what was found until then is told as “at least”."""


@dataclass(frozen=True, slots=True)
class Course:
    """One way through the process and the working days it is expected to take."""

    steps: tuple[str, ...]
    ending: str
    days: int


@dataclass(frozen=True, slots=True)
class Courses:
    """All courses on which no outcome is taken twice, so that every loop is gone round at most once."""

    count: int
    is_complete: bool
    shortest: Course
    longest: Course
    """With every limit used up, and every return that is possible on the way made once."""


def courses_of(definition: Definition) -> Courses:
    search = _Search(definition)
    shortest = longest = None
    count = 0
    for steps, ending in search.found():
        count += 1
        quick = Course(steps, ending, sum(expected_days(definition.step(key)) for key in steps))
        stays = sum(_most_days(definition.step(key)) for key in steps)
        slow = Course(steps, ending, stays + sum(_return_days(definition.step(key)) for key in set(steps)))
        if shortest is None or quick.days < shortest.days:
            shortest = quick
        if longest is None or slow.days > longest.days:
            longest = slow
    if shortest is None or longest is None:
        raise ValueError("a definition that was read has a way to an ending")
    return Courses(count=count, is_complete=not search.gave_up, shortest=shortest, longest=longest)


def expected_days(step: Step) -> int:
    """What the definition expects of a step; its limit where it expects nothing else; nothing where it has neither."""
    return step.working_days or limit_days(step) or 0


def limit_days(step: Step) -> int | None:
    """The limit that rules set, in working days: about 21 a month, 5 a week."""
    if step.deadline is None:
        return None
    share = {DeadlineUnit.MONTHS: 21.0, DeadlineUnit.DAYS: 5 / 7, DeadlineUnit.WORKING_DAYS: 1.0}[step.deadline.unit]
    return max(1, round(step.deadline.number * share))


def _most_days(step: Step) -> int:
    return max(expected_days(step), limit_days(step) or 0)


def _return_days(step: Step) -> int:
    """A return takes its own days, and the step's days begin anew."""
    return (step.returns.working_days or 0) + _most_days(step) if step.returns else 0


class _Search:
    """Depth first, the nearest ending first, so that even a search that gives up has found one."""

    def __init__(self, definition: Definition) -> None:
        self._ways = _nearest_first(definition)
        self._first = definition.first.key
        self.gave_up = False

    def found(self) -> Iterator[tuple[tuple[str, ...], str]]:
        path, taken = [self._first], dict[tuple[str, int], None]()
        open_ways = [iter(range(len(self._ways[self._first])))]
        moves = 0
        while path:
            way = next(open_ways[-1], None)
            if way is None or moves >= MOST_MOVES:
                self.gave_up = self.gave_up or way is not None
                path.pop()
                open_ways.pop()
                if taken:
                    taken.popitem()
                continue
            if (path[-1], way) in taken:
                continue
            moves += 1
            target = self._ways[path[-1]][way]
            if target not in self._ways:
                yield tuple(path), target
                continue
            taken[path[-1], way] = None
            path.append(target)
            open_ways.append(iter(range(len(self._ways[target]))))


def _nearest_first(definition: Definition) -> dict[str, list[str]]:
    """The ways out of each step, those first that come to an ending in the fewest moves."""
    ways = definition.graph.ways
    distance = dict.fromkeys(definition.graph.ends, 0)
    while len(distance) < len(ways) + len(definition.graph.ends):
        reached = {
            key: 1 + min(distance[target] for target in targets if target in distance)
            for key, targets in ways.items()
            if key not in distance and not distance.keys().isdisjoint(targets)
        }
        distance |= reached
    return {key: sorted(targets, key=distance.__getitem__) for key, targets in ways.items()}
