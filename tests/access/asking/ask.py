"""One way to ask a route: what stands in its address, and a form that would be accepted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.access.world import World

NOBODY = UUID("01900000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class Ask:
    kwargs: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


Asking = Callable[[World], Ask]


def plain(**form: Any) -> dict[str, Asking]:
    return {"": lambda world: Ask(form=form)}


def each(make: Callable[[World, str], Ask], *labels: str) -> dict[str, Asking]:
    def of(label: str) -> Asking:
        return lambda world: make(world, label)

    return {label: of(label) for label in labels}
