"""Whose a table is, what its pages show, and when it is forgotten (TRK-15)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.access.actions import end_role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.files.models import StoredFile
from tidtam.tracking.batches import actions, queries, tasks
from tidtam.tracking.batches.choices import ImportMode, ImportState
from tidtam.tracking.batches.models import CaseImport, ImportMistake
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.browsing import Browser

from .factories import Desk, examined, mistakes, run_jobs, table

pytestmark = pytest.mark.requirement("TRK-15")


def test_rows_of_other_organisations_are_mistakes_that_leak_nothing(desk: Desk) -> None:
    rows = [desk.row(organization=office) for office in ("uni-b", "mhesi", "no-such-office")]
    found = examined(desk, table(rows), actor=desk.institution)
    assert found.bad == 3
    assert len({reason for _row, _column, _found, reason in mistakes(found)}) == 1


def test_an_office_with_one_organisation_need_not_name_it(desk: Desk) -> None:
    rows = [desk.row(organization="")]
    assert examined(desk, table(rows), actor=desk.institution).good == 1
    assert examined(desk, table(rows)).bad == 1


def test_a_role_that_ended_before_the_job_ran_brings_nothing_in(desk: Desk) -> None:
    found = examined(desk, table([desk.row()]))
    with acting_as(desk.officer):
        actions.order_import(desk.officer, found, mode=ImportMode.ALL)
    with acting_as(SYSTEM):
        end_role(SYSTEM, RoleGrant.objects.get(pk=desk.officer.grants[0].id), reason="ย้ายหน่วยงาน")
    run_jobs()
    with acting_as(SYSTEM):
        over = CaseImport.objects.get(pk=found.pk)
    assert (over.state, over.failure, Case.objects.count()) == (ImportState.UNREADABLE, tasks.NOT_YOURS, 0)


def test_an_import_is_its_owners_alone_in_the_database_too(desk: Desk) -> None:
    found = examined(desk, table([desk.row(given_name="")]))
    for other in (desk.second_officer, desk.institution, desk.member):
        with acting_as(other), pytest.raises(Http404):
            queries.get_import(other, found.pk)
        with acting_as(other):
            assert ImportMistake.objects.count() == 0
    with acting_as(desk.officer):
        assert ImportMistake.objects.count() == 1


def test_what_stands_in_a_wrong_cell_is_sealed_where_it_is_kept(desk: Desk) -> None:
    found = examined(desk, table([desk.row(national_id="1234567890123")]))
    with acting_as(SYSTEM):
        kept = ImportMistake.objects.get(case_import=found)
    assert "1234567890123" not in f"{kept.sealed_found}{kept.message}{kept.facts}"


def test_what_nobody_decides_on_is_discarded_and_forgotten(desk: Desk) -> None:
    found = examined(desk, table([desk.row(given_name="")]))
    with acting_as(SYSTEM):
        CaseImport.objects.filter(pk=found.pk).update(made_at=SYSTEM.now() - timedelta(days=8))
        actions.clear_imports(SYSTEM)
        assert ImportMistake.objects.count() == 0
        assert CaseImport.objects.get(pk=found.pk).state == ImportState.DISCARDED
        assert StoredFile.objects.get(pk=found.file_id).ended_at is not None


def test_the_pages_lead_from_the_template_to_the_matters(desk: Desk, browse: Callable[..., Browser]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = browse(desk.officer)
    headings = browser.get("/work/import/template/sample.csv").content.decode("utf-8-sig")
    assert "National ID number,Passport number,Title" in headings
    text = table([desk.row(), desk.row(given_name="=1+1")]).encode("cp874")
    file = SimpleUploadedFile("งานค้าง.csv", text)
    begun = browser.post("/work/import/", {"process": "sample", "file": file})
    address = begun["Location"]
    running = browser.get(address)
    assert running.headers["Refresh"] == "5"
    run_jobs()
    page = browser.get(address)
    assert "Refresh" not in page.headers
    assert "=1+1" in page.content.decode()
    listed = browser.get(f"{address}mistakes.csv").content.decode("utf-8-sig")
    assert "'=1+1" in listed
    refused = browser.post(f"{address}order/", {"mode": "all"})
    assert "Some rows have mistakes" in refused.content.decode()
    browser.post(f"{address}order/", {"mode": "good"})
    run_jobs()
    assert "One matter was brought in." in browser.get(address).content.decode()
    assert address in browser.get("/work/import/").content.decode()
    kept = browser.post(f"{address}discard/")
    assert kept["Location"] == address


def test_a_template_filled_in_is_read_back(desk: Desk, browse: Callable[..., Browser]) -> None:
    """In both languages and both forms the headings are those that are understood."""
    from tidtam.tracking.batches.sheets.columns import columns_of, understand
    from tidtam.tracking.batches.sheets.rows import read_rows
    from tidtam.tracking.queries import published_processes

    with acting_as(desk.officer):
        columns = columns_of(published_processes(desk.officer)[0].definition)
    for language in ("th", "en"):
        for form in ("csv", "xlsx"):
            content = browse(desk.officer, language).get(f"/work/import/template/sample.{form}").content
            row = next(iter(read_rows(content, form)))
            heading = understand(columns, row.number, row.cells)
            assert heading is not None
            assert list(heading.places) == [column.key for column in columns]


def test_discarding_forgets_the_table(desk: Desk) -> None:
    found = examined(desk, table([desk.row(given_name="")]))
    with acting_as(desk.officer):
        actions.discard_import(desk.officer, found)
        assert ImportMistake.objects.count() == 0
        assert not queries.my_imports(desk.officer).exists()
    assert CaseEvent.objects.count() == 0


@pytest.mark.requirement("QLT-07")
def test_a_table_is_judged_and_brought_in_with_the_same_number_of_questions_whatever_its_rows(desk: Desk) -> None:
    asked = []
    for rows in (1, 40):
        begun = desk.upload(table([desk.row() for _ in range(rows)]).encode())
        with CaptureQueriesContext(connection) as examining:
            run_jobs()
        with acting_as(desk.officer):
            actions.order_import(desk.officer, begun, mode=ImportMode.GOOD)
        with CaptureQueriesContext(connection) as importing:
            run_jobs()
        asked.append((len(examining), len(importing)))
    assert asked[0] == asked[1]
    assert Case.objects.count() == 41


def test_an_import_that_fails_to_the_last_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = desk.upload(table([desk.row()]).encode())

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tidtam.tracking.batches.tasks.examine", fails)
    run_jobs(attempts=tasks.ATTEMPTS)
    begun.refresh_from_db()
    assert (begun.state, begun.failure) == (ImportState.UNREADABLE, tasks.FAULT)
