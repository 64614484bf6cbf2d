"""What the pages of imports show."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.keys import decrypt
from tidtam.products.registry.choices import ImportState
from tidtam.products.registry.models import RegistryImport, RegistryMistake
from tidtam.products.registry.queries.imports import field_of_mistake, mistakes_of
from tidtam.products.registry.sheets.columns import columns
from tidtam.tracking.batches.mistakes import say
from tidtam.tracking.exporting import harmless
from tidtam.web.pagination import paginate

RUNNING = frozenset({ImportState.CHECKING, ImportState.IMPORTING})
KINDS = {
    ImportState.CHECKING: "progress",
    ImportState.IMPORTING: "progress",
    ImportState.CHECKED: "waiting",
    ImportState.IMPORTED: "done",
    ImportState.UNREADABLE: "late",
    ImportState.DISCARDED: "closed",
}


@dataclass(frozen=True, slots=True)
class MistakeRow:
    row: int
    column: str
    found: str
    reason: str


def import_row(registry_import: RegistryImport) -> tuple[RegistryImport, str]:
    return registry_import, KINDS[ImportState(registry_import.state)]


def import_page(actor: Actor, registry_import: RegistryImport, cursor: str | None) -> dict[str, Any]:
    page = paginate(mistakes_of(actor, registry_import), order=("row", "id"), cursor=cursor, size=50)
    failure = registry_import.failure
    return {
        "import": registry_import,
        "kind": KINDS[ImportState(registry_import.state)],
        "is_running": registry_import.state in RUNNING,
        "is_checked": registry_import.state == ImportState.CHECKED,
        "page": page,
        "rows": list(_rows(page.items)),
        "failure": say(failure, registry_import.failure_facts) if failure else "",
        "numbers": [
            (_("Rows read"), registry_import.rows_read),
            (_("Rows without mistakes"), registry_import.good),
            (_("Rows with mistakes"), registry_import.bad),
            (_("Rows of persons who have an entry already"), registry_import.known),
            (_("Holders newly entered"), registry_import.new),
        ],
    }


def _rows(mistakes: Iterable[RegistryMistake]) -> Iterator[MistakeRow]:
    names = {column.key: str(column.name) for column in columns()}
    for mistake in mistakes:
        found = decrypt(mistake.sealed_found, field_of_mistake(mistake)) if mistake.sealed_found else ""
        if mistake.column in {"national_id", "passport"}:
            found = _masked(found)
        reason = say(mistake.message, mistake.facts)
        yield MistakeRow(mistake.row, names.get(mistake.column, _("the whole row")), found, reason)


def _masked(text: str) -> str:
    """A number is never shown whole, not even a wrong one."""
    return f"{'•' * max(0, len(text) - 3)}{text[-3:]}" if len(text) > 3 else text


def mistakes_as_csv(actor: Actor, registry_import: RegistryImport) -> bytes:
    """The list to mend the table by; what stands in a cell is made harmless for spreadsheets."""
    target = io.StringIO(newline="")
    lines = csv.writer(target)
    lines.writerow([_("Row"), _("Column"), _("What stands there"), _("What is wrong, and how to mend it")])
    for each in _rows(mistakes_of(actor, registry_import).order_by("row", "id").iterator()):
        lines.writerow([str(each.row), *map(harmless, (each.column, each.found, each.reason))])
    return target.getvalue().encode("utf-8-sig")
