"""Bringing in a table of running matters, against a set-based insert of the same rows into the same tables."""

import csv
import io
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.thai import national_id
from tidtam.tracking.actions import publish_process
from tidtam.tracking.batches import actions
from tidtam.tracking.batches.carrying import bring_in_all_rows, examine
from tidtam.tracking.batches.choices import ImportMode, ImportState
from tidtam.tracking.batches.models import CaseImport
from tidtam.tracking.batches.sheets import rows as sheet_rows
from tidtam.tracking.models import ProcessVersion
from tidtam.tracking.tests.factories import sample_file

HEADINGS = (
    *("เลขประจำตัวประชาชน", "ชื่อ", "นามสกุล", "รหัสหน่วยงาน", "วันที่รับเรื่อง", "เลขที่หนังสือ"),
    *("receive: finished_on", "receive: letter_no", "check: finished_on", "check: outcome", "check: remark"),
)
TABLES = (
    *("people_person", "people_affiliation", "people_personkey", "people_identifier", "tracking_case"),
    *("tracking_caseevent", "tracking_caseeventtext", "tracking_casesearch", "audit_record"),
)
"""Those that get a row or more for each matter."""

_SET_BASED = (
    """
    INSERT INTO people_person (id, kind, title, academic_title, rank, given_name, middle_name, family_name, title_en,
        given_name_en, middle_name_en, family_name_en, birth_precision, verified_source, created_at, also)
    SELECT md5('set person' || n)::uuid, 'thai', 'นาย', '', '', 'ชื่อ' || n, '', 'สกุล' || n, '', '', '', '', '', '',
        %(now)s, '{}'
    FROM generate_series(1, %(rows)s) n
    """,
    """
    INSERT INTO people_affiliation (id, person_id, organization_id, since, source, stated_name)
    SELECT md5('set affiliation' || n)::uuid, md5('set person' || n)::uuid, %(office)s, %(today)s, 'entered', ''
    FROM generate_series(1, %(rows)s) n
    """,
    """
    INSERT INTO people_personkey (person_id, wrapped, created_at)
    SELECT md5('set person' || n)::uuid, repeat(md5('key' || n), 3), %(now)s FROM generate_series(1, %(rows)s) n
    """,
    """
    INSERT INTO people_identifier (id, person_id, kind, country, ciphertext, index, masked, entered_at)
    SELECT md5('set identifier' || n)::uuid, md5('set person' || n)::uuid, 'national_id', '',
        repeat(md5('text' || n), 2), md5('a' || n) || md5('b' || n), '0-xxxx-xxxxx-00-0', %(now)s
    FROM generate_series(1, %(rows)s) n
    """,
    """
    INSERT INTO tracking_case (id, organization_path, letter_no, tracking_code, version, received_on, status, ended_how,
        step, step_since, holder, held_since, due_on, limit_on, moved_on, organization_id, subject_id, process_id,
        process_version_id)
    SELECT md5('set case' || n)::uuid, %(path)s, 'อว 9/' || n, substr(md5('set code' || n), 1, 26), 3, %(today)s,
        'in_progress', '', 'meeting', %(today)s, 'ministry_case_officer', %(today)s, NULL, NULL, %(today)s, %(office)s,
        md5('set person' || n)::uuid, %(process)s, %(version)s
    FROM generate_series(1, %(rows)s) n
    """,
    """
    INSERT INTO tracking_caseevent (case_id, sequence, kind, step, outcome, leads_to, happened_on, recorded_at,
        recorded_by, order_no, letter_no, process_version_id)
    SELECT md5('set case' || n)::uuid, s, CASE s WHEN 1 THEN 'opened' ELSE 'finished' END, 'check', '', 'meeting',
        %(today)s, %(now)s, %(account)s, '', CASE s WHEN 3 THEN '' ELSE 'อว 9/' || n END,
        CASE s WHEN 1 THEN %(version)s::uuid END
    FROM generate_series(1, %(rows)s) n, generate_series(1, 3) s
    """,
    """
    INSERT INTO tracking_caseeventtext (event_id, sealed)
    SELECT event.id, decode(repeat(md5('sealed' || event.id), 4), 'hex')
    FROM generate_series(1, %(rows)s) n
    JOIN tracking_caseevent AS event ON event.case_id = md5('set case' || n)::uuid AND event.sequence = 3
    """,
    """
    INSERT INTO audit_record (at, actor_kind, actor_account, actor_roles, channel, address, request_id, verb,
        object_kind, object_id, person_id, organization_path, details, era, xid)
    SELECT %(now)s, 'member', %(account)s, '["ministry_case_officer@mhesi"]', 'job', '', '1', 'person.entered',
        'person', md5('set person' || n), md5('set person' || n)::uuid, %(path)s, '{"kind": "national_id"}', '', 0
    FROM generate_series(1, %(rows)s) n, generate_series(1, 3)
    """,
)


@dataclass(frozen=True)
class ImportFigures:
    rows: int
    examined: float
    imported: float
    inserted: float
    """The set-based insert of as many rows."""

    @property
    def ratio(self) -> float:
        return self.imported / self.inserted


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def table_lines(rows: int, first: int, office: str, today: date) -> list[list[str]]:
    def typed(day: date) -> str:
        return f"{day.day}/{day.month}/{day.year + 543}"

    lines = []
    for number in range(first, first + rows):
        received = today - timedelta(days=60 + number % 900)
        days = [typed(received + timedelta(days=later)) for later in (0, 3, 20)]
        person = [national_id.demo_number(number), f"ก{number}", f"ข{number}", office]
        past = [days[1], f"8/{number % 1_000}", days[2], "complete", "ครบ"]
        lines.append([*person, days[0], f"9/{number}", *past])
    return lines


def as_csv(lines: list[list[str]]) -> bytes:
    """In the letters of Windows, of which a hundred thousand short rows fit into ten megabytes."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, *lines])
    return text.getvalue().encode("cp874")


def make_officer(office: Organization) -> Actor:
    account = make_account()
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role=Role.MINISTRY_CASE_OFFICER, organization=office, reason="benchmark")
    grants = grants_of(account.pk, SYSTEM.today())
    return Actor(kind=ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)


def measure_import(university: Organization, rows: int, first: int) -> ImportFigures:
    """One table of new persons, each with a history of two steps; then the same rows by one statement a table."""
    if university.parent is None:
        raise LookupError("the university stands below its ministry")
    officer = make_officer(university.parent)
    with acting_as(SYSTEM):
        publish_process(SYSTEM, sample_file())
    lines = table_lines(rows, first, university.code, officer.today())
    before = _counts()
    with acting_as(officer):
        upload = SimpleUploadedFile("table.csv", as_csv(lines))
        begun = actions.begin_import(officer, process_key="sample", upload=upload)
    examined = _seconds(lambda: examine(officer, begun))
    with acting_as(officer):
        ordered = actions.order_import(officer, _current(begun, ImportState.CHECKED), mode=ImportMode.ALL)
    imported = _seconds(lambda: bring_in_all_rows(officer, ordered))
    _current(begun, ImportState.IMPORTED)
    between = _counts()
    inserted = _seconds(lambda: _insert(officer, university, rows))
    after = _counts()
    for table in TABLES:
        if abs((between[table] - before[table]) - (after[table] - between[table])) > 20:
            raise RuntimeError(f"{table}: the set-based insert is not the same work")
    return ImportFigures(rows, examined, imported, inserted)


def _current(begun: CaseImport, state: ImportState) -> CaseImport:
    with acting_as(SYSTEM):
        current = CaseImport.objects.get(pk=begun.pk)
    if current.state != state or current.bad:
        raise RuntimeError(f"the import is {current.state}, with {current.bad} bad rows")
    return current


def _insert(officer: Actor, university: Organization, rows: int) -> None:
    version = ProcessVersion.objects.get(process__key="sample")
    values: dict[str, Any] = {
        "rows": rows,
        "now": officer.now(),
        "today": officer.today(),
        "office": university.pk,
        "path": university.path,
        "process": version.process_id,
        "version": version.pk,
        "account": officer.account_id,
    }
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for statement in _SET_BASED:
            cursor.execute(statement, values)


def _counts() -> dict[str, int]:
    with acting_as(SYSTEM), connection.cursor() as cursor:
        counts = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            counts[table] = cursor.fetchone()[0]
        return counts


def workbook_memory(rows: int, folder: Path) -> int:
    """The most memory, in kilobytes, that reading a workbook of so many rows took in its process."""
    file = folder / f"{rows}.xlsx"
    book = xlsxwriter.Workbook(file, {"constant_memory": False})
    sheet = book.add_worksheet()
    for number, cells in enumerate([list(HEADINGS), *table_lines(rows, 1, "uni-0", date(2026, 11, 21))]):
        sheet.write_row(number, 0, cells)
    book.close()
    worker = Path(sheet_rows.__file__).with_name("workbook_worker.py")
    code = (
        "import resource, subprocess, sys; "
        f"subprocess.run([sys.executable, '-I', {str(worker)!r}], stdin=open({str(file)!r}, 'rb'), "
        "stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
