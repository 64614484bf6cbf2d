"""What the neighbours on this floor show on the engine's pages. The engine knows them only through this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, overload

from tidtam.kernel.actor import Actor

from .models import Case

CasePlace = Literal["subject", "officer"]
ListPlace = Literal["work_list"]
ProcessPlace = Literal["process"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page: its template gets the context as `part`, and nothing else of the page."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


_makers: dict[tuple[str, int], Callable[..., Part | None]] = {}


@overload
def register(place: CasePlace, order: int, make: Callable[[Actor, Case], Part | None]) -> None: ...
@overload
def register(place: ListPlace, order: int, make: Callable[[Actor], Part | None]) -> None: ...
@overload
def register(place: ProcessPlace, order: int, make: Callable[[Actor, str], Part | None]) -> None: ...
def register(place: CasePlace | ListPlace | ProcessPlace, order: int, make: Callable[..., Part | None]) -> None:
    """Called once from the neighbour's `AppConfig.ready`; a page shows its parts from the lowest order on."""
    if _makers.setdefault((place, order), make) is not make:
        raise ValueError(f"two parts of the page stand at {place} {order}")


def parts_of_case(place: CasePlace, actor: Actor, case: Case) -> list[Part]:
    return _made(place, actor, case)


def parts_of_list(actor: Actor) -> list[Part]:
    return _made("work_list", actor)


def parts_of_process(actor: Actor, key: str) -> list[Part]:
    return _made("process", actor, key)


def _made(place: str, *about: object) -> list[Part]:
    makers = [make for (where, _order), make in sorted(_makers.items(), key=lambda item: item[0]) if where == place]
    return [part for make in makers if (part := make(*about)) is not None]
