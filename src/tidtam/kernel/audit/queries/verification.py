"""Whether the trail still says what was sealed, whoever had a hand in the database.

Seals in the database and heads in the file outside are walked side by side; then every sealed batch is read again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Min
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.heads import AcceptedLoss, HeadFile, Unreadable
from tidtam.kernel.audit.models import AuditRecord, Seal
from tidtam.kernel.audit.policies import can_seal
from tidtam.kernel.audit.seals import BEGINNING, Batch, digest_of, is_genuine, sign
from tidtam.kernel.keys import keyring

from .records import eras, rows_between, running_era


@dataclass
class Report:
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    batches: int = 0
    records: int = 0
    unsealed: int = 0
    unsealed_since: datetime | None = None


def last_seal_number(actor: Actor) -> int:
    """Read while nobody seals: together with the head file as it is now, it says up to where there is to check."""
    if not can_seal(actor):
        raise Http404
    return Seal.objects.aggregate(last=Max("number"))["last"] or 0


def verify(actor: Actor, file: HeadFile, last_seal: int) -> Report:
    if not can_seal(actor):
        raise Http404
    report = Report()
    accepted = _accepted(file, report)
    last_number, last_head = 0, BEGINNING
    sealed_up_to: dict[str, int] = {}
    for number, stored, outside in _side_by_side(file, last_seal, report):
        batch = _one_truth(number, stored, outside, accepted, report)
        if number > last_number + 1:
            _miss(report, accepted, last_number + 1, number - 1, "are gone from the database and from the head file")
        if batch is None:
            last_number, last_head = number, ""
            continue
        if last_head and last_number == number - 1 and batch.previous != last_head:
            report.findings.append(f"batch {number} does not follow from the one before it")
        if batch.xid_from != sealed_up_to.get(batch.era, 0) and last_number == number - 1:
            report.findings.append(f"batch {number} does not begin where the one before it ended")
        _read_again(batch, accepted, report)
        sealed_up_to[batch.era] = batch.xid_to
        last_number, last_head = number, batch.head
    _look_at_the_tail(sealed_up_to, report)
    _look_at_the_guards(report)
    return report


def _accepted(file: HeadFile, report: Report) -> set[int]:
    """The batches whose loss an administrator has answered for."""
    numbers: set[int] = set()
    for entry in file.entries():
        if not isinstance(entry, AcceptedLoss):
            continue
        key = keyring().find(entry.key_id)
        if key is None or sign(key, entry.said()) != entry.signature:
            report.findings.append(f"the accepted loss of batches {entry.first} to {entry.last} is not genuine")
            continue
        report.notes.append(
            f"batches {entry.first} to {entry.last} were accepted as lost at {entry.at}: {entry.reason}"
        )
        numbers.update(range(entry.first, entry.last + 1))
    return numbers


def _side_by_side(file: HeadFile, last_seal: int, report: Report) -> Iterator[tuple[int, Batch | None, Batch | None]]:
    rows = Seal.objects.filter(number__lte=last_seal).order_by("number")
    stored = (Batch.of(row) for row in rows.iterator(chunk_size=2_000))
    outside = _in_order(file, report)
    one, other = next(stored, None), next(outside, None)
    while one or other:
        number = min(batch.number for batch in (one, other) if batch)
        yield (
            number,
            one if one and one.number == number else None,
            other if other and other.number == number else None,
        )
        one = next(stored, None) if one and one.number == number else one
        other = next(outside, None) if other and other.number == number else other


def _in_order(file: HeadFile, report: Report) -> Iterator[Batch]:
    last = 0
    for entry in file.entries():
        if isinstance(entry, Unreadable):
            report.findings.append(f"line {entry.line} of the head file is no head: it was altered")
        elif isinstance(entry, Batch) and entry.number <= last:
            report.findings.append(f"the head of batch {entry.number} stands in the head file out of its order")
        elif isinstance(entry, Batch):
            last = entry.number
            yield entry


def _one_truth(
    number: int, stored: Batch | None, outside: Batch | None, accepted: set[int], report: Report
) -> Batch | None:
    """The genuine one of the two; every difference between them is a finding."""
    if stored is None:
        _miss(report, accepted, number, number, "is in the head file, but was removed from the database")
    elif outside is None:
        report.findings.append(f"batch {number} is in the database, but its head is not in the head file")
    elif stored != outside:
        report.findings.append(f"batch {number} says one thing in the database and another in the head file")
    genuine = {batch: is_genuine(batch) for batch in dict.fromkeys((stored, outside)) if batch}
    for batch, answer in genuine.items():
        if answer is None:
            report.findings.append(f"batch {number} was sealed with key {batch.key_id}, which is not in TIDTAM_KEYS")
        elif not answer:
            where = "database" if batch == stored else "head file"
            report.findings.append(f"the seal of batch {number} in the {where} was altered or forged")
    return next((batch for batch, answer in genuine.items() if answer), None)


def _miss(report: Report, accepted: set[int], first: int, last: int, what: str) -> None:
    if not accepted.issuperset(range(first, last + 1)):
        report.findings.append(f"batch {first} {what}" if first == last else f"batches {first} to {last} {what}")


def _read_again(batch: Batch, accepted: set[int], report: Report) -> None:
    count, digest = digest_of(rows_between(batch.era, batch.xid_from, batch.xid_to))
    report.batches += 1
    report.records += count
    if batch.number in accepted:
        return
    place = f"in batch {batch.number}, sealed {batch.sealed_at},"
    if count < batch.count:
        report.findings.append(f"{place} {batch.count - count} of {batch.count} records were removed")
    elif count > batch.count:
        report.findings.append(f"{place} {count - batch.count} records were inserted")
    elif digest != batch.digest:
        report.findings.append(f"{place} at least one of {count} records was altered or replaced")


def _look_at_the_tail(sealed_up_to: dict[str, int], report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        future = int(cursor.fetchone()[0])
    running = running_era()
    for era in eras():
        tail = AuditRecord.objects.filter(era=era, xid__gte=sealed_up_to.get(era, 0))
        facts = tail.aggregate(count=Count("id"), since=Min("at"))
        report.unsealed += facts["count"]
        if facts["since"]:
            report.unsealed_since = min(filter(None, (report.unsealed_since, facts["since"])))
        if era == running and (forged := tail.filter(xid__gte=future).count()):
            report.findings.append(f"{forged} records claim transactions that are still to come: inserted")


_TRIGGERS_ON = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')"
_RIGHTS = """
SELECT wanted.privilege FROM (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS wanted (privilege)
WHERE has_table_privilege('tidtam_app', %s, wanted.privilege)
"""
_GUARDS = {
    "audit_record": {"audit_record_stamp", "audit_record_refuse_change", "audit_record_refuse_truncate"},
    "audit_seal": {"audit_seal_refuse_change", "audit_seal_refuse_truncate"},
}


def _look_at_the_guards(report: Report) -> None:
    """What protects the tables must be there and switched on, whoever switched it off."""
    for table, wanted in _GUARDS.items():
        on = set(_column(_TRIGGERS_ON, table))
        report.findings.extend(f"the trigger {name} is missing or off" for name in sorted(wanted - on))
        report.findings.extend(f"the web may {right} {table}" for right in _column(_RIGHTS, table))


def _column(statement: str, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [table])
        return [row[0] for row in cursor.fetchall()]
