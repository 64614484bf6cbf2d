"""How a rule's faults and near misses, one entry each in `faults/`, are planted into a valid dossier."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .generating import Values


@dataclass(frozen=True)
class Change:
    """Something done to a valid dossier: a fault of a rule, or a near miss that is none."""

    rule: str
    what: str
    plant: Callable[[Values], object] = field(repr=False)
    place: str = ""
    """Where the fault is to be found."""
    with_it: frozenset[str] = frozenset()
    """The rules that break with it, each of them declared as implied."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


def put(place: str, value: object) -> Callable[[Values], None]:
    """Plants a value at a JSON pointer."""

    def plant(values: Values) -> None:
        *steps, last = place.split("/")[1:]
        holder: Any = values
        for step in steps:
            holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
        holder[int(last) if isinstance(holder, list) else last] = value

    return plant
