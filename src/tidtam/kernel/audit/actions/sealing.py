import logging
from dataclasses import replace

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, acting_as
from tidtam.kernel.audit.heads import HeadFile, head_file
from tidtam.kernel.audit.models import AuditRecord, Seal
from tidtam.kernel.audit.policies import can_seal
from tidtam.kernel.audit.queries.records import eras, rows_between, running_era
from tidtam.kernel.audit.seals import BEGINNING, Batch, digest_of, instant
from tidtam.kernel.keys import keyring

logger = logging.getLogger("tidtam.audit")
_ONE_SEALER = 7_233_001


def seal() -> list[Batch]:
    """Seal what is finished, then write the heads outside: first the database, so that the file never runs ahead.

    A crash in between leaves one head unwritten; the next run writes it. More than one missing is no crash: those are
    left missing, for `verify` to find.
    """
    with head_file() as file:
        _write_head_left_by_a_crash(file)
        with acting_as(SYSTEM) as actor:
            sealed = seal_tail(actor, file.last())
        for batch in sealed:
            file.append(batch)
    return sealed


def seal_tail(actor: Actor, last_head: Batch | None) -> list[Batch]:
    """One batch per era that has finished records beyond its last seal.

    Sealed are the records of transactions that were over when the statement looked: a record that is committed late
    belongs to a later batch, because its transaction is not below the horizon.
    """
    if not can_seal(actor):
        raise NotAllowed(_("The trail is sealed by the platform."))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_SEALER])
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            horizon = int(cursor.fetchone()[0])
        last = _last(last_head)
        sealed = []
        for era in eras():
            begin = _sealed_up_to(era, last_head)
            end = horizon if era == running_era() else _end_of(era)
            if begin < end and (batch := _seal_range(actor, era, begin, end, last)):
                sealed.append(batch)
                last = batch
    return sealed


def _seal_range(actor: Actor, era: str, begin: int, end: int, last: Batch | None) -> Batch | None:
    count, digest = digest_of(rows_between(era, begin, end))
    if not count:
        return None
    key = keyring().newest
    now = actor.now()
    open_batch = Batch(
        number=last.number + 1 if last else 1,
        era=era,
        xid_from=begin,
        xid_to=end,
        count=count,
        digest=digest,
        previous=last.head if last else BEGINNING,
        key_id=key.id,
        sealed_at=instant(now),
    )
    batch = replace(open_batch, head=open_batch.head_with(key))
    Seal(**{**{name: getattr(batch, name) for name in Batch.__slots__}, "sealed_at": now}).save(force_insert=True)
    return batch


def _last(last_head: Batch | None) -> Batch | None:
    """The chain goes on from the later of the two: a seal removed from the database leaves a gap and no fork."""
    row = Seal.objects.order_by("-number").first()
    known = [batch for batch in (Batch.of(row) if row else None, last_head) if batch]
    return max(known, key=lambda batch: batch.number, default=None)


def _sealed_up_to(era: str, last_head: Batch | None) -> int:
    stored = Seal.objects.filter(era=era).aggregate(end=Max("xid_to"))["end"] or 0
    return max(stored, last_head.xid_to if last_head and last_head.era == era else 0)


def _end_of(era: str) -> int:
    """Of an era that is over nothing more can come."""
    return (AuditRecord.objects.filter(era=era).aggregate(end=Max("xid"))["end"] or 0) + 1


def _write_head_left_by_a_crash(file: HeadFile) -> None:
    last_head = file.last()
    with acting_as(SYSTEM):
        missing = list(Seal.objects.filter(number__gt=last_head.number if last_head else 0).order_by("number")[:2])
    if len(missing) == 1:
        file.append(Batch.of(missing[0]))
    elif missing:
        logger.error("heads are missing from the file outside the database; run `tidtam audit verify`")
