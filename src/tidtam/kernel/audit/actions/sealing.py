import logging
from dataclasses import replace

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, acting_as
from tidtam.kernel.audit.heads import HeadFile, head_file
from tidtam.kernel.audit.models import AuditRecord, Seal
from tidtam.kernel.audit.policies import can_seal
from tidtam.kernel.audit.queries.records import eras, horizon, rows_between, running_era
from tidtam.kernel.audit.seals import BEGINNING, Batch, digest_of, instant, is_genuine
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
        over = horizon()
        last = _last(last_head)
        sealed = []
        for era in eras():
            begin = _sealed_up_to(era, last_head)
            end = over if era == running_era() else _end_of(era)
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
        number=_next_number(last),
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
    known = [batch for batch in (_last_genuine(Seal.objects.all()), last_head) if batch]
    return max(known, key=lambda batch: batch.number, default=None)


def _last_genuine(seals: QuerySet[Seal]) -> Batch | None:
    """A seal that somebody without the key wrote into the table leads nobody astray; `verify` finds it."""
    batches = (Batch.of(row) for row in seals.order_by("-number").iterator(chunk_size=20))
    return next((batch for batch in batches if is_genuine(batch) is not False), None)


def _next_number(last: Batch | None) -> int:
    taken = Seal.objects.aggregate(last=Max("number"))["last"] or 0
    return max(taken, last.number if last else 0) + 1


def _sealed_up_to(era: str, last_head: Batch | None) -> int:
    stored = _last_genuine(Seal.objects.filter(era=era))
    ends = [batch.xid_to for batch in (stored, last_head) if batch and batch.era == era]
    return max(ends, default=0)


def _end_of(era: str) -> int:
    """Of an era that is over nothing more can come."""
    return (AuditRecord.objects.filter(era=era).aggregate(end=Max("xid"))["end"] or 0) + 1


def _write_head_left_by_a_crash(file: HeadFile) -> None:
    last_head = file.last()
    with acting_as(SYSTEM):
        missing = list(Seal.objects.filter(number__gt=last_head.number if last_head else 0).order_by("number")[:2])
    batches = [Batch.of(row) for row in missing]
    if len(batches) == 1 and is_genuine(batches[0]):
        file.append(batches[0])
    elif batches:
        logger.error("heads are missing from the file outside the database; run `tidtam audit verify`")
