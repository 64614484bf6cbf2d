"""Dates are kept as they were typed; one that cannot be read is found where it stands, whatever other rules ask."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.dossier.choices import Part, Stage
from tidtam.products.academic.dossier.structure import Piece, Widget, asked

from .findings import Said, fails
from .look import Look, read_day
from .registry import rule


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


def dates_in(piece: Piece, place: str = "") -> Iterator[tuple[str, str]]:
    """Every date that was typed, with its place."""
    plan = _plan(type(piece))
    said = piece.model_fields_set
    for name in plan.dates:
        if name in said and (text := getattr(piece, name)).strip():
            yield f"{place}/{name}", text
    for name in plan.inner:
        if name in said:
            held = getattr(piece, name)
            if isinstance(held, Piece):
                yield from dates_in(held, f"{place}/{name}")
            else:
                for index, entry in enumerate(held):
                    yield from dates_in(entry, f"{place}/{name}/{index}")


@rule("DOC-000", _("Every date can be read"), part=Part.WHOLE, stage=Stage.APPLICANT)
def every_date_can_be_read(look: Look) -> Iterator[Said]:
    for place, text in dates_in(look.dossier):
        if read_day(text) is None:
            yield fails(
                place,
                _("“%(typed)s” cannot be read as a date, or could be more than one."),
                _("Write day, month and the whole year, such as 21 Nov 2569."),
                typed=text,
            )
