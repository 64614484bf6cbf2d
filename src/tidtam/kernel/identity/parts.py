"""What the shelves above show on the pages of signing in. The account knows them only through this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpRequest

Place = Literal["sign_in", "confirm"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page: its template gets the context as `part`, and where the person goes on to as `next`."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


Maker = Callable[[HttpRequest], Part | None]
_makers: list[tuple[Place, Maker]] = []


def register(place: Place, make: Maker) -> None:
    """Called once from the shelf's `AppConfig.ready`."""
    _makers.append((place, make))


def parts_of(place: Place, request: HttpRequest) -> list[Part]:
    return [part for where, make in _makers if where == place and (part := make(request)) is not None]
