"""The steps of a process as a graph: what can be reached, what can end, what is certain to come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graph:
    ways: Mapping[str, tuple[str, ...]]
    """From each step to the steps and endings its outcomes lead to; the first step comes first."""
    ends: tuple[str, ...]

    def reachable(self) -> set[str]:
        """All steps and endings that some path from the first step meets."""
        found: set[str] = set()
        waiting = [next(iter(self.ways))]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting.extend(self.ways.get(key, ()))
        return found

    def can_reach(self, targets: Collection[str]) -> set[str]:
        """All steps from which some path leads to one of the targets, and the targets themselves."""
        found = set(targets)
        grew = True
        while grew:
            more = {key for key, ways in self.ways.items() if key not in found and not found.isdisjoint(ways)}
            found |= more
            grew = bool(more)
        return found

    def certain_ways(self, early: Collection[str]) -> dict[str, tuple[str, ...]]:
        """For each step the steps that lie on every path from it to an ending that is not early.

        These are the step's post-dominators, in the order in which they are met. A step from which only
        early endings can be reached counts those.
        """
        regular = self.can_reach([end for end in self.ends if end not in early])
        after: dict[str, set[str]] = {key: set(self.ways) for key in self.ways}
        changed = True
        while changed:
            changed = False
            for key, ways in self.ways.items():
                kept = [way for way in ways if way in regular] or list(ways)
                common = set.intersection(*(after[way] | {way} if way in after else set() for way in kept))
                if common != after[key]:
                    after[key], changed = common, True
        # Of two steps on every path the earlier one has the later one after itself, never the other way round.
        return {
            key: tuple(sorted(later - {key}, key=lambda step: len(after[step] - {step}), reverse=True))
            for key, later in after.items()
        }
