"""Officers who have accounts, because jobs act in their name, and tables of matters for them to bring in."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.translation import override
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.tests.factories import make_person
from tidtam.thai import national_id
from tidtam.tracking.actions import finish_step, open_case
from tidtam.tracking.batches import actions, jobs, queries, tasks
from tidtam.tracking.batches.choices import ImportMode
from tidtam.tracking.batches.import_pages import mistake_rows
from tidtam.tracking.batches.models import CaseImport
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import World

_numbers = count(700_000_001)
PLAIN = ("เลขประจำตัวประชาชน", "ชื่อ", "นามสกุล", "รหัสหน่วยงาน", "วันที่รับเรื่อง")


def number() -> str:
    return national_id.demo_number(next(_numbers))


class Desk(World):
    """The two universities of the engine's tests; their officers and the ministry's can sign in."""

    def __init__(self) -> None:
        super().__init__()
        self.today = SYSTEM.today()
        self.day = self.today - timedelta(days=40)
        self.accounts: dict[str, Account] = {}
        self.officer = self.account("ministry_case_officer", self.ministry)
        self.second_officer = self.account("ministry_case_officer", self.ministry)
        self.institution = self.account("institution_officer", self.university)

    def account(self, role: str, office: Organization) -> Actor:
        account = make_account()
        with acting_as(SYSTEM):
            grant_role(SYSTEM, account.pk, role=role, organization=office, reason="คำสั่งทดสอบ")
        actor = Actor(
            kind=ActorKind.MEMBER,
            account_id=account.pk,
            person_id=account.person_id,
            grants=grants_of(account.pk, SYSTEM.today()),
        )
        self.accounts[str(account.pk)] = account
        return actor

    def cases(self, number: int, *, steps: int = 0, office: Organization | None = None) -> list[Case]:
        """Matters of other people, at the first step or further on."""
        return [self.case(steps=steps, office=office) for _ in range(number)]

    def case(self, *, steps: int = 0, office: Organization | None = None) -> Case:
        office = office or self.university
        with acting_as(SYSTEM):
            case = open_case(
                SYSTEM, "sample", subject=make_person(organization=office), organization=office, received_on=self.day
            )
        for letter_no, outcome in (("อว 1", ""), ("", "complete"))[:steps]:
            with acting_as(self.officer):
                case = finish_step(
                    self.officer,
                    case,
                    happened_on=self.day,
                    expected_version=case.version,
                    letter_no=letter_no,
                    outcome=outcome,
                )
        return case

    def upload(self, content: bytes, actor: Actor | None = None, name: str = "งาน.csv") -> CaseImport:
        actor = actor or self.officer
        with acting_as(actor):
            return actions.begin_import(actor, process_key="sample", upload=SimpleUploadedFile(name, content))

    def row(self, **changed: str) -> list[str]:
        """A row without mistakes, under the headings of `PLAIN`, but for what is changed."""
        values = {
            "national_id": number(),
            "given_name": "ธารา",
            "family_name": "ตัวอย่างวงศ์",
            "organization": "uni-a",
            "received_on": typed(self.day),
        }
        return list((values | changed).values())


def typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def table(rows: Sequence[Sequence[str]], headings: Sequence[str] = PLAIN, delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    return text.getvalue()


def told(*rows: Mapping[str, str]) -> str:
    """A table whose rows tell different things."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return table([[row.get(heading, "") for heading in headings] for row in rows], headings)


def workbook(rows: Sequence[Sequence[object]], *, merge: str = "", dates: int | None = None) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(line, place, cell, day)
            elif isinstance(cell, str) and cell.startswith("="):
                sheet.write_formula(line, place, cell, None, "computed")
            elif isinstance(cell, str):
                sheet.write_string(line, place, cell)
            else:
                sheet.write(line, place, cell)
    if merge:
        sheet.merge_range(merge, "รวม")
    book.close()
    return target.getvalue()


def run_jobs(attempts: int = 0) -> None:
    """Do the jobs there are, here, as a worker would that tried so often before; what they order is done too."""
    while job := ProcrastinateJob.objects.filter(status="todo", queue_name="batches").order_by("id").first():
        _run(job, attempts)


def _run(row: ProcrastinateJob, attempts: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row.pk])
    job = Job(
        id=row.pk,
        queue=row.queue_name,
        lock=None,
        queueing_lock=None,
        task_name=row.task_name,
        task_kwargs=row.args,
        attempts=attempts,
    )
    context = JobContext(app=app, job=job, start_timestamp=0, abort_reason=lambda: None)
    if row.task_name == jobs.RUN_BULK:
        tasks.run_bulk(context, **row.args)
    else:
        tasks.run_import(context, **row.args)


def examined(desk: Desk, text: str | bytes, *, actor: Actor | None = None, name: str = "งาน.csv") -> CaseImport:
    begun = desk.upload(text if isinstance(text, bytes) else text.encode(), actor, name)
    run_jobs()
    with acting_as(SYSTEM):
        return CaseImport.objects.select_related("process_version").get(pk=begun.pk)


def brought_in(desk: Desk, case_import: CaseImport, mode: ImportMode = ImportMode.ALL) -> CaseImport:
    with acting_as(desk.officer):
        actions.order_import(desk.officer, case_import, mode=mode)
    run_jobs()
    with acting_as(SYSTEM):
        return CaseImport.objects.get(pk=case_import.pk)


def mistakes(case_import: CaseImport, language: str = "th") -> list[tuple[int, str, str, str]]:
    """Row, column, what stands there, what is wrong."""
    with acting_as(SYSTEM), override(language):
        rows = mistake_rows(case_import, queries.mistakes_of(SYSTEM, case_import).order_by("row", "id"))
        return [(each.row, each.column, each.found, each.reason) for each in rows]
