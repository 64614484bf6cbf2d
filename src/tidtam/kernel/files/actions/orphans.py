from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.files.policies import can_erase
from tidtam.kernel.files.queries import ids_in_use
from tidtam.kernel.files.storage import file_store

_BATCH = 500


def clear_orphans(actor: Actor, *, written_before: datetime) -> int:
    """Remove contents of which no row speaks: what a rolled-back transaction or an erasure left behind."""
    if not can_erase(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    store = file_store()
    cleared = 0
    for batch in _batches(store.written_before(written_before)):
        for orphan in set(batch) - ids_in_use(batch):
            store.remove(orphan)
            cleared += 1
    if cleared:
        record(actor, "file.orphans_cleared", "store", "files", details={"count": cleared})
    return cleared


def _batches(ids: Iterator[UUID]) -> Iterator[list[UUID]]:
    while batch := list(islice(ids, _BATCH)):
        yield batch
