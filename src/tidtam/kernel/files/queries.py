from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.actions import record_view

from . import storage
from .models import StoredFile
from .policies import scope
from .sealing import unwrap_key


@dataclass(frozen=True)
class OpenedFile:
    """A file ready to be sent: the pieces are read from the store as they are asked for."""

    file: StoredFile
    pieces: Iterator[bytes]

    def read(self) -> bytes:
        return b"".join(self.pieces)


def get_file(actor: Actor, file_id: UUID) -> StoredFile:
    """What is known of a file, without its content. Out of scope or ended: as if it did not exist."""
    file = scope(StoredFile.objects.filter(ended_at=None), actor).filter(pk=file_id).first()
    if file is None:
        raise Http404
    return file


def files_of(actor: Actor, owner_kind: str, owner_ids: Iterable[UUID]) -> list[StoredFile]:
    """The files that belong to these things now, in the order in which they came."""
    belonging = StoredFile.objects.filter(owner_kind=owner_kind, owner_id__in=list(owner_ids), ended_at=None)
    return list(scope(belonging, actor).order_by("stored_at", "pk"))


def open_file(actor: Actor, file_id: UUID, *, looks: Actor | None = None) -> OpenedFile:
    """Open a file for its owner's page. That somebody else's was looked at is on record: by the actor, or by whom the
    platform takes it out for, after the owner's own rules allowed it.
    """
    file = get_file(actor, file_id)
    try:
        source = storage.file_store().open(file.pk)
    except FileNotFoundError:
        raise storage.ContentDamaged(f"the content of file {file.pk} is not in the store") from None
    record_view(looks or actor, "file", file.pk, file.person_id, organization_path=file.organization_path)
    key = unwrap_key(file.pk, file.wrapped_key)
    return OpenedFile(file, storage.opened_pieces(source, key, file.pk, file.size))


def ids_in_use(file_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these contents a row still speaks of; for the job that clears the rest away."""
    return set(StoredFile.objects.filter(pk__in=list(file_ids)).exclude(wrapped_key="").values_list("pk", flat=True))
