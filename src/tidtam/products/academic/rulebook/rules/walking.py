"""Goes through a dossier as its structure declares it."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from tidtam.products.academic.rulebook.structure import Piece, Widget, asked

Kind = TypeVar("Kind", bound=Piece)


class _Plan(NamedTuple):
    dates: tuple[str, ...]
    inner: tuple[str, ...]


@cache
def _plan(kind: type[Piece]) -> _Plan:
    """Where a kind of piece has dates, and where it holds other pieces."""
    widgets = {name: asked(field).widget for name, field in kind.model_fields.items()}
    return _Plan(
        tuple(name for name, widget in widgets.items() if widget == Widget.DATE),
        tuple(name for name, widget in widgets.items() if widget in (Widget.GROUP, Widget.LIST)),
    )


def pieces_in(piece: Piece, place: str = "") -> Iterator[tuple[str, Piece]]:
    """The piece itself and every piece in it of which something was said, with its place."""
    yield place, piece
    said = piece.model_fields_set
    for name in _plan(type(piece)).inner:
        if name in said:
            held = getattr(piece, name)
            if isinstance(held, Piece):
                yield from pieces_in(held, f"{place}/{name}")
            else:
                for index, entry in enumerate(held):
                    yield from pieces_in(entry, f"{place}/{name}/{index}")


def pieces_of(piece: Piece, kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
    return ((place, one) for place, one in pieces_in(piece) if isinstance(one, kind))


def dates_in(piece: Piece) -> Iterator[tuple[str, str]]:
    """Every date that was typed, with its place."""
    for place, one in pieces_in(piece):
        for name in _plan(type(one)).dates:
            if name in one.model_fields_set and (text := getattr(one, name)).strip():
                yield f"{place}/{name}", text
