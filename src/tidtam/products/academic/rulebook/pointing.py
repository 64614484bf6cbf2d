"""What stands at a place of the dossier, and what kind of thing it is; a place is a JSON pointer."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from django.db.models import Choices

from .structure import Ask, Dossier, Piece, Widget, asked

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that the structure knows, whether or not anything was said there."""

    place: str
    ask: Ask
    annotation: Any
    entry: int | None = None
    """Its number, if it is one entry of a list."""

    @property
    def title(self) -> str:
        if self.entry is not None:
            return str(self.ask.item) % {"number": self.entry + 1}
        return str(self.ask.title)

    @property
    def hint(self) -> str:
        return str(self.ask.hint or "")

    @property
    def wanted(self) -> str:
        """The evidence that is asked for here."""
        return str(self.ask.wanted or "")

    @property
    def part(self) -> str:
        return self.place.split("/")[1]

    @property
    def is_list(self) -> bool:
        return self.ask.widget == Widget.LIST and self.entry is None

    @property
    def piece(self) -> type[Piece] | None:
        """Whose fields are asked here, or in each entry."""
        return _piece_in(self.annotation)

    @property
    def takes_many(self) -> bool:
        return get_origin(self.annotation) is tuple

    @property
    def choices(self) -> type[Choices] | None:
        inner = (self.annotation, *get_args(self.annotation))
        return next((each for each in inner if isinstance(each, type) and issubclass(each, Choices)), None)


class Inner(NamedTuple):
    name: str
    annotation: Any
    ask: Ask


@cache
def fields_of(kind: type[Piece]) -> tuple[Inner, ...]:
    """What a piece asks for, in its order."""
    return tuple(Inner(name, field.annotation, asked(field)) for name, field in kind.model_fields.items())


def inner_spots(kind: type[Piece], place: str) -> Iterator[Spot]:
    return (Spot(f"{place}/{name}", ask, annotation) for name, annotation, ask in fields_of(kind))


def spot_at(place: str) -> Spot | None:
    """Nothing for a place that no dossier has."""
    trail = trail_to(place)
    return trail[-1] if trail else None


def trail_to(place: str) -> list[Spot]:
    """The place and all that it lies in, from the outside in; empty for a place that no dossier has."""
    found: list[Spot] = []
    holder: type[Piece] | None = Dossier
    for step in place.split("/")[1:]:
        here = found[-1] if found else None
        if here is not None and here.is_list:
            if not step.isdecimal() or len(step) > 4 or not step.isascii():
                return []
            found.append(Spot(f"{here.place}/{step}", here.ask, here.annotation, int(step)))
            continue
        inner = next((field for field in fields_of(holder) if field.name == step), None) if holder else None
        if inner is None:
            return []
        found.append(Spot(f"{here.place if here else ''}/{step}", inner.ask, inner.annotation))
        holder = _piece_in(inner.annotation)
    return found


def value_at(values: Values, place: str) -> Any:
    """What was said there; None where nothing was."""
    stood: Any = values
    for step in place.split("/")[1:]:
        if isinstance(stood, list):
            stood = stood[int(step)] if step.isdecimal() and int(step) < len(stood) else None
        elif isinstance(stood, dict):
            stood = stood.get(step)
        else:
            return None
    return stood


def with_value(values: Values, place: str, value: Any) -> Values:
    """The same with another value there; LookupError for an entry that is not there."""
    changed: Values = _with(values, place.split("/")[1:], value)
    return changed


def is_within(place: str, holder: str) -> bool:
    return place == holder or place.startswith(f"{holder}/")


def said(value: object) -> object:
    """Nothing typed and not typed at all are the same."""
    return None if value in ("", [], {}) else value


def digest_of(value: object) -> str:
    """By which a form says what it was made from, without saying it again."""
    return hashlib.sha256(json.dumps(said(value), ensure_ascii=False).encode()).hexdigest()[:16]


def _with(holder: Any, steps: list[str], value: Any) -> Any:
    step, further = steps[0], steps[1:]
    if isinstance(holder, list):
        index = int(step)
        changed = _with(holder[index], further, value) if further else value
        return [*holder[:index], changed, *holder[index + 1 :]]
    inner = holder.get(step)
    if further:
        # Entries are added to a list by an act of its own, never by typing into one that is not there.
        return {**holder, step: _with({} if inner is None else inner, further, value)}
    if said(value) is None:
        return {name: each for name, each in holder.items() if name != step}
    return {**holder, step: value}


def _piece_in(annotation: Any) -> type[Piece] | None:
    if isinstance(annotation, type) and issubclass(annotation, Piece):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType, Annotated):
        return next((piece for inner in get_args(annotation) if (piece := _piece_in(inner))), None)
    return None
