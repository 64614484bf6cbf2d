"""Bringing in a table of holders by a worker of its own: how long it takes, and the most memory it took."""

import csv
import io
import subprocess
import sys
import time
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.products.registry import actions
from tidtam.products.registry.choices import ImportState
from tidtam.products.registry.models import Entry, RegistryImport
from tidtam.thai import national_id

HEADINGS = ("เลขประจำตัวประชาชน", "ชื่อ", "นามสกุล", "ตำแหน่งทางวิชาการ", "รหัสสาขาวิชา", "แต่งตั้งตั้งแต่วันที่", "เลขที่คำสั่ง")
_WORKER = """
import resource
import django
django.setup()
from django.core.management import call_command
call_command("procrastinate", "worker", "--one-shot", "--queues", "batches")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass(frozen=True)
class Worked:
    """What one run of a worker took."""

    seconds: float
    kilobytes: int


@dataclass(frozen=True)
class HolderFigures:
    rows: int
    examined: Worked
    imported: Worked


def table_of_holders(rows: int, first: int) -> bytes:
    """In the letters of Windows, of which a hundred thousand short rows fit into ten megabytes."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(HEADINGS)
    for number in range(first, first + rows):
        person = (national_id.demo_number(number), f"ก{number}", f"ข{number}")
        lines.writerow((*person, "ผู้ช่วยศาสตราจารย์", "0401", f"{number % 28 + 1}/3/2563", f"{number % 900}/2563"))
    return text.getvalue().encode("cp874")


def work() -> Worked:
    """A worker that does what was ordered and ends; what it needs to be there at all is counted with it."""
    began = time.perf_counter()
    said = subprocess.run([sys.executable, "-c", _WORKER], stdout=subprocess.PIPE, text=True, check=True)
    return Worked(time.perf_counter() - began, int(said.stdout.splitlines()[-1]))


def measure_holders(university: Organization, rows: int, first: int) -> HolderFigures:
    """A table of new holders, examined and brought in."""
    officer = _recorder(university)
    with acting_as(officer):
        upload = SimpleUploadedFile("holders.csv", table_of_holders(rows, first))
        begun = actions.begin_import(officer, organization=university, upload=upload)
    examined = work()
    with acting_as(officer):
        actions.order_import(officer, _current(begun, ImportState.CHECKED), letter=None)
    before = _entries()
    imported = work()
    current = _current(begun, ImportState.IMPORTED)
    if (current.imported, _entries() - before) != (rows, rows):
        raise RuntimeError(f"{current.imported} rows became {_entries() - before} entries")
    return HolderFigures(rows, examined, imported)


def _recorder(university: Organization) -> Actor:
    account = make_account()
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role=Role.INSTITUTION_OFFICER, organization=university, reason="benchmark")
    grants = grants_of(account.pk, SYSTEM.today())
    return Actor(kind=ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)


def _entries() -> int:
    with acting_as(SYSTEM):
        return Entry.objects.count()


def _current(begun: RegistryImport, state: ImportState) -> RegistryImport:
    with acting_as(SYSTEM):
        current = RegistryImport.objects.get(pk=begun.pk)
    if current.state != state or current.bad:
        raise RuntimeError(f"the import is {current.state}, with {current.bad} bad rows")
    return current
