"""Entries as a table, one row a level. Numbers are masked; nothing is kept in memory."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import masked_numbers
from tidtam.tracking.exporting import harmless, write_table

from . import content as contents
from .content import Content
from .facts import ABOUT_HOLDER, ABOUT_LEVEL, HOLDER, Fact, Value, levels_of
from .models import Entry
from .queries.entries import Filters, entries

PIECE = 500
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(actor: Actor, filters: Filters, form: str) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 - the answer that sends it closes it
    write_table(file, _lines(actor, filters), form)
    file.seek(0)
    return file


def _lines(actor: Actor, filters: Filters) -> Iterator[list[str]]:
    facts = [*ABOUT_HOLDER, *ABOUT_LEVEL]
    yield [_("Number"), _("Institution"), _("State"), _("Position"), *(str(fact.label) for fact in facts)]
    found = entries(actor, filters).order_by("pk").iterator(chunk_size=PIECE)
    while piece := list(islice(found, PIECE)):
        yield from _rows(actor, piece)


def _rows(actor: Actor, piece: Sequence[Entry]) -> Iterator[list[str]]:
    numbers = masked_numbers(actor, [entry.person_id for entry in piece])
    opened = contents.unseal_all((entry.person_id, entry.sealed) for entry in piece)
    for entry, content in zip(piece, opened, strict=True):
        office = entry.organization.name_en if get_language() == "en" else entry.organization.name_th
        head = [numbers.get(entry.person_id, ""), office, str(entry.get_state_display())]
        for position in (*levels_of(content.facts),) or (None,):
            part = position.value if position else ""
            said = [*_cells(content, HOLDER, ABOUT_HOLDER), *_cells(content, part, ABOUT_LEVEL)]
            yield [harmless(cell) for cell in (*head, str(position.label) if position else "", *said)]


def _cells(content: Content, part: str, facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield _cell(fact, content.facts.get(f"{part}.{fact.key}", ""))


def _cell(fact: Fact, value: Value) -> str:
    if isinstance(value, list):
        return "\n".join("|".join(row.get(column.key, "") for column in fact.columns) for row in value)
    return str(fact.choices(value).label) if fact.choices and value in fact.choices.values else value
