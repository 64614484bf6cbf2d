"""TRK-15: a table of running matters is examined to the last cell, and brought in whole, in part or not at all."""

import pytest

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.tracking.batches import actions, queries
from tidtam.tracking.batches.choices import ImportMode, ImportState
from tidtam.tracking.batches.import_pages import mistake_rows
from tidtam.tracking.batches.models import CaseImport
from tidtam.tracking.models import Case

from .factories import Desk, run_jobs, table

pytestmark = pytest.mark.requirement("TRK-15")


def examined(desk: Desk, text: str | bytes) -> CaseImport:
    begun = desk.upload(text if isinstance(text, bytes) else text.encode())
    run_jobs()
    with acting_as(SYSTEM):
        return CaseImport.objects.get(pk=begun.pk)


def mistakes(case_import: CaseImport) -> list[tuple[int, str, str, str]]:
    with acting_as(SYSTEM):
        rows = mistake_rows(case_import, queries.mistakes_of(SYSTEM, case_import).order_by("row", "id"))
        return [(each.row, each.column, each.found, each.reason) for each in rows]


def brought_in(desk: Desk, case_import: CaseImport, mode: ImportMode = ImportMode.ALL) -> CaseImport:
    with acting_as(desk.officer):
        actions.order_import(desk.officer, case_import, mode=mode)
    run_jobs()
    with acting_as(SYSTEM):
        return CaseImport.objects.get(pk=case_import.pk)


def test_a_table_is_examined_then_brought_in(desk: Desk) -> None:
    found = examined(desk, table([desk.row() for _ in range(3)]))
    assert (found.state, found.good, found.bad, found.rows_read) == (ImportState.CHECKED, 3, 0, 3)
    assert Case.objects.count() == 0
    done = brought_in(desk, found)
    assert (done.state, done.imported) == (ImportState.IMPORTED, 3)
    assert Case.objects.count() == 3
