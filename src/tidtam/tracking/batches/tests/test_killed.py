"""A worker is killed in the middle of a bulk action or an import: another one goes on, and nothing happens twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.notifications.tests.test_worker import retry_what_stands_still
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.batches import actions
from tidtam.tracking.batches.actions import FilledIn
from tidtam.tracking.batches.choices import BulkAct, ImportMode, ImportState, ItemState
from tidtam.tracking.batches.models import BulkItem, CaseImport
from tidtam.tracking.models import Case, CaseEvent

from .factories import Desk, examined, table

LONG = 60
PIECE = 2
SMALL_PIECES = f"from tidtam.tracking.batches import carrying\ncarrying.PIECE = {PIECE}"
_WORKER = """
import django
django.setup()
{before}
from django.core.management import call_command
call_command("procrastinate", "worker", "--one-shot", "--queues", "batches")
"""


def start_worker(database: str, before: str = SMALL_PIECES) -> "subprocess.Popen[bytes]":
    """One that does the jobs there are and ends; it takes tables in small pieces."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    environment = {**os.environ, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}"))}
    command = [sys.executable, "-c", _WORKER.format(before=before)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def wait_until_it_waits() -> None:
    """Until the worker stands before something that this test holds."""
    with connection.cursor() as cursor:
        for _attempt in range(LONG * 20):
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.05)")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("the worker never came to the middle")


class Undone(Exception):
    """Takes back what the test held."""


@contextmanager
def killed_in_the_middle(database: str, before: str = SMALL_PIECES) -> Iterator[None]:
    """Inside, the test holds something; then the worker runs into it and is killed there."""
    with pytest.raises(Undone), acting_as(SYSTEM):  # noqa: PT012 - what is held is let go by the exception
        yield
        worker = start_worker(database, before)
        wait_until_it_waits()
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=LONG)
        raise Undone


def finish(database: str, before: str = SMALL_PIECES) -> None:
    assert retry_what_stands_still() == 1
    assert start_worker(database, before).wait(timeout=LONG) == 0


@pytest.mark.requirement("TRK-14", "QLT-03")
def test_a_bulk_action_goes_on_where_its_worker_was_killed(own_database: str) -> None:
    desk = Desk()
    cases = desk.cases(3)
    with acting_as(desk.officer):
        bulk = actions.begin_bulk(desk.officer, act=BulkAct.FINISH, case_ids={case.pk for case in cases})
        filled_in = FilledIn(happened_on=desk.today, letter_no="อว 0601/9")
        actions.order_bulk(desk.officer, actions.fill_in_bulk(desk.officer, bulk, filled_in))

    def states() -> list[str]:
        with acting_as(SYSTEM):
            return list(BulkItem.objects.order_by("pk").values_list("state", flat=True))

    with acting_as(SYSTEM):
        middle = BulkItem.objects.order_by("pk")[1].case_id
    with killed_in_the_middle(own_database):
        Case.objects.select_for_update().get(pk=middle)
    assert states() == [ItemState.DONE, ItemState.WAITING, ItemState.WAITING]
    finish(own_database)
    assert states() == [ItemState.DONE] * 3
    with acting_as(SYSTEM):
        assert CaseEvent.objects.count() == 6
        assert AuditRecord.objects.filter(verb="case.finished").count() == 3


def _now(begun: CaseImport) -> CaseImport:
    with acting_as(SYSTEM):
        return CaseImport.objects.get(pk=begun.pk)


@pytest.mark.requirement("TRK-15", "QLT-03")
@pytest.mark.parametrize(
    ("mode", "settled", "told"),
    [(ImportMode.GOOD, PIECE, PIECE), (ImportMode.ALL, 0, PIECE)],
    ids=["good rows", "all rows"],
)
def test_an_import_whose_worker_was_killed_is_finished_and_nothing_comes_twice(
    own_database: str, mode: ImportMode, settled: int, told: int
) -> None:
    desk = Desk()
    rows = [desk.row() for _ in range(5)]
    found = examined(desk, table(rows))
    assert (found.state, found.good) == (ImportState.CHECKED, 5)
    with acting_as(desk.officer):
        actions.order_import(desk.officer, found, mode=mode)
    with killed_in_the_middle(own_database):
        # Somebody enters the person of the second piece and has not finished yet.
        make_person(number=rows[3][0])
    now = _now(found)
    assert (Case.objects.count(), now.state, now.rows_read) == (settled, ImportState.IMPORTING, told)
    finish(own_database)
    now = _now(found)
    assert (now.state, now.imported, now.bad) == (ImportState.IMPORTED, 5, 0)
    with acting_as(SYSTEM):
        assert Case.objects.count() == CaseEvent.objects.count() == 5
        assert AuditRecord.objects.filter(verb="case.imported").count() == 5
        subjects = Case.objects.values("subject")
        numbers = Identifier.objects.filter(kind=IdentifierKind.NATIONAL_ID, person__in=subjects)
        assert numbers.count() == 5


@pytest.mark.requirement("TRK-15", "QLT-03")
def test_an_examination_whose_worker_was_killed_lists_every_mistake_once(own_database: str) -> None:
    desk = Desk()
    rows = [desk.row(given_name="") if place % 2 else desk.row() for place in range(5)]
    begun = desk.upload(table(rows).encode())
    with killed_in_the_middle(own_database):
        CaseImport.objects.select_for_update().get(pk=begun.pk)
    finish(own_database)
    now = _now(begun)
    assert (now.state, now.good, now.bad, now.rows_read) == (ImportState.CHECKED, 3, 2, 5)
    with acting_as(SYSTEM):
        assert list(now.mistakes.order_by("row").values_list("row", flat=True)) == [3, 5]


@pytest.mark.requirement("TRK-15")
def test_who_enters_a_person_of_the_table_meanwhile_is_met_and_not_doubled(own_database: str) -> None:
    desk = Desk()
    rows = [desk.row(), desk.row()]
    found = examined(desk, table(rows))
    with acting_as(desk.officer):
        actions.order_import(desk.officer, found, mode=ImportMode.ALL)
    with acting_as(SYSTEM):
        person = make_person(number=rows[1][0])
        worker = start_worker(own_database)
        wait_until_it_waits()
    assert worker.wait(timeout=LONG) == 0
    assert _now(found).imported == 2
    assert Case.objects.filter(subject=person).count() == 1
