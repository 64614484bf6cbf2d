"""What the pages of imports show."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.exporting import harmless
from tidtam.tracking.versions import definition_of
from tidtam.web.pagination import paginate

from . import queries
from .choices import ImportState
from .mistakes import say
from .models import CaseImport, ImportMistake
from .sealing import unseal
from .sheets.columns import columns_of

_PAGE = 50
_RUNNING = frozenset({ImportState.CHECKING, ImportState.IMPORTING})
_KINDS = {
    ImportState.CHECKING: "progress",
    ImportState.IMPORTING: "progress",
    ImportState.CHECKED: "waiting",
    ImportState.IMPORTED: "done",
    ImportState.UNREADABLE: "late",
    ImportState.DISCARDED: "closed",
}


@dataclass(frozen=True, slots=True)
class MistakeRow:
    """One mistake, ready to be read."""

    row: int
    column: str
    found: str
    reason: str


def import_row(case_import: CaseImport) -> dict[str, Any]:
    return {
        "import": case_import,
        "process_name": definition_of(case_import.process_version_id).name,
        "kind": _KINDS[ImportState(case_import.state)],
        "is_running": case_import.state in _RUNNING,
    }


def import_page(actor: Actor, case_import: CaseImport, cursor: str | None) -> dict[str, Any]:
    page = paginate(queries.mistakes_of(actor, case_import), order=("row", "id"), cursor=cursor, size=_PAGE)
    return {
        **import_row(case_import),
        "page": page,
        "rows": list(mistake_rows(case_import, page.items)),
        "failure": say(case_import.failure, case_import.failure_facts) if case_import.failure else "",
    }


def mistake_rows(case_import: CaseImport, mistakes: Iterable[ImportMistake]) -> Iterator[MistakeRow]:
    names = {column.key: str(column.name) for column in columns_of(definition_of(case_import.process_version_id))}
    for mistake in mistakes:
        yield MistakeRow(
            row=mistake.row,
            column=names.get(mistake.column, _("the whole row")),
            found=unseal(case_import.pk, mistake.sealed_found),
            reason=say(mistake.message, mistake.facts),
        )


def mistakes_as_csv(actor: Actor, case_import: CaseImport) -> Iterator[bytes]:
    """The list to mend the table by, piece by piece; what stands in a cell is made harmless for spreadsheets."""
    lines = partial(_line, io.StringIO(newline=""))
    # The mark at the beginning tells a spreadsheet that the Thai is Unicode.
    yield "\ufeff".encode()
    yield lines([_("Row"), _("Column"), _("What stands there"), _("What is wrong, and how to mend it")])
    for each in mistake_rows(case_import, queries.mistakes_of(actor, case_import).order_by("row", "id")):
        yield lines([str(each.row), *map(harmless, (each.column, each.found, each.reason))])


def _line(target: io.StringIO, cells: list[str]) -> bytes:
    target.seek(0)
    target.truncate()
    csv.writer(target).writerow(cells)
    return target.getvalue().encode()
