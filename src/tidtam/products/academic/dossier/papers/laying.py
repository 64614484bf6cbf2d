"""Any part of the dossier on paper, as its structure declares it: answers in rows, lists as tables, places to sign."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.structure import (
    Applicant,
    EarlierAppointment,
    Expert,
    Piece,
    Qualification,
    Request,
    ServicePost,
    Signature,
    Teaching,
    Widget,
)
from tidtam.products.academic.rulebook.structure.documents import SummaryStep
from tidtam.products.academic.rulebook.structure.teaching import Assessor, Course

from . import blocks
from .blocks import Block, Row
from .pen import IDS, Pen, ask_of
from .signing import place_to_sign

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: several answers stand below one another."""

    fields: tuple[str, ...]
    width: float = 1
    title: Promise | None = None
    """Otherwise that of the first field."""


TABLES: Mapping[type[Piece], tuple[Column, ...]] = {
    Qualification: (
        Column(("degree", "degree_en"), 3),
        Column(("field_name",), 2),
        Column(("institution", "country"), 3, _("Institution and country")),
        Column(("completed",), 1.2, _("Year")),
    ),
    ServicePost: (
        Column(("position",), 2.6),
        Column(("agency",), 2.8),
        Column(("began_on",), 2.3),
        Column(("ended_on", "gap_reason"), 2.3, _("Until")),
    ),
    EarlierAppointment: (
        Column(("position", "method"), 2.4),
        Column(("field_name", "field_code"), 2.6, _("Field of study and code")),
        Column(("appointed_on",), 2.3),
        Column(("institution", "order_number"), 2.7, _("Institution and number of the order")),
    ),
    Course: (
        Column(("code",), 1.4),
        Column(("name",), 3.4),
        Column(("level",), 1.6),
        Column(("semester",), 1.6),
        Column(("own_hours",), 1.2),
    ),
    Assessor: (Column(("name",), 1), Column(("position",), 1)),
    Expert: (
        Column(("name",), 3),
        Column(("position",), 2.4),
        Column(("institution",), 3),
        Column(("is_chair",), 1.2, _("Chair")),
    ),
    SummaryStep: (Column(("name",), 3), Column(("done_on",), 2), Column(("remark",), 2)),
}

_LEFT_OUT_IF_EMPTY: Mapping[type[Piece], frozenset[str]] = {
    Applicant: frozenset(
        {"academic_title", "rank", "doctorate_title", "middle_name", "middle_name_en"}
        | {"given_name_en", "family_name_en", "identity_kind", "nationality", "birth_date"}
    ),
    Request: frozenset({"institution_kind", "subfield_name", "elected_rules", "elected_on"}),
    Teaching: frozenset({"evidence"}),
}
"""Not everybody has them. Everything else that is empty becomes a line to write on."""


def answers(pen: Pen, piece: Piece, names: Iterable[str]) -> Iterator[Row]:
    may_lack = _LEFT_OUT_IF_EMPTY.get(type(piece), frozenset())
    for name in names:
        ask = ask_of(piece, name)
        text = pen.of(piece, name)
        if text.strip() or not (name in may_lack or ask.widget == Widget.FILES):
            yield str(ask.title), text.strip()


def laid_out(pen: Pen, piece: Piece, *, without: frozenset[str] = frozenset()) -> list[Block]:
    """The whole piece: first what is answered in one row each, then its lists, then where it is signed."""
    asks = {name: ask_of(piece, name) for name in type(piece).model_fields if name not in without}
    plain = [
        name
        for name, ask in asks.items()
        if ask.widget not in (Widget.GROUP, Widget.LIST, Widget.WORK) and ask.source not in IDS
    ]
    laid = blocks.rows(answers(pen, piece, plain))
    for name, ask in asks.items():
        if ask.widget == Widget.LIST:
            laid += listed(pen, getattr(piece, name), type(piece), name)
    for name, ask in asks.items():
        if ask.widget == Widget.GROUP:
            laid += _inner(pen, getattr(piece, name), str(ask.title))
    return laid


def listed(pen: Pen, entries: tuple[Piece, ...], holder: type[Piece], name: str) -> list[Block]:
    """A list under its title: as a table where one is declared, otherwise entry after entry."""
    ask = ask_of(holder, name)
    laid = [blocks.heading(str(ask.title))]
    if not entries:
        return [*laid, blocks.paragraph(NOTHING)]
    if columns := TABLES.get(type(entries[0])):
        return [*laid, table_of(pen, entries, columns)]
    for number, entry in enumerate(entries, 1):
        item = str(ask.item) % {"number": pen.figures(number)}
        laid.append(blocks.entry("", item, laid_out(pen, entry)))
    return laid


def table_of(pen: Pen, entries: tuple[Piece, ...], columns: tuple[Column, ...]) -> Block:
    kind = type(entries[0])
    head = [str(column.title or ask_of(kind, column.fields[0]).title) for column in columns]
    lines = [[_cell(pen, entry, column) for column in columns] for entry in entries]
    return blocks.table(head, [column.width for column in columns], lines)


def _cell(pen: Pen, entry: Piece, column: Column) -> str:
    if "ended_on" in column.fields and isinstance(entry, ServicePost) and entry.is_current:
        return str(_("Now"))
    said = (pen.of(entry, name).strip() for name in column.fields if getattr(entry, name) is not False)
    return "\n".join(text for text in said if text) or NOTHING


def _inner(pen: Pen, piece: Piece, title: str) -> list[Block]:
    if isinstance(piece, Signature):
        return [place_to_sign(pen, piece, title)]
    return [blocks.heading(title), *laid_out(pen, piece)]
