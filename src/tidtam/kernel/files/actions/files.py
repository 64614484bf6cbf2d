import hashlib
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.files import storage
from tidtam.kernel.files.choices import DOCUMENTS, TABLES, FileKind
from tidtam.kernel.files.inspection import inspect_content
from tidtam.kernel.files.models import NAMELESS, StoredFile
from tidtam.kernel.files.naming import harmless_name
from tidtam.kernel.files.policies import can_end, can_erase, can_store
from tidtam.kernel.files.sealing import wrap_key

LARGEST = 10 * 1024 * 1024
_AT_ONCE = 200


def store_file(
    actor: Actor,
    *,
    upload: "UploadedFile[bytes]",
    owner_kind: str,
    owner_id: UUID,
    organization_path: str,
    person_id: UUID | None = None,
    kinds: Collection[FileKind] = DOCUMENTS,
    largest: int = LARGEST,
) -> StoredFile:
    """Judge the content, seal it and put it durably on disk; only then the row that speaks of it.

    If the transaction is rolled back, what lies on disk belongs to nobody and a job clears it away.
    """
    if not can_store(actor, organization_path, person_id):
        raise NotAllowed(_("You can attach files to your own matters and those of your organisation only."))
    data = _read(upload, largest)
    found = inspect_content(data, as_table=set(kinds) <= set(TABLES))
    if found.kind not in kinds:
        accepted = ", ".join(str(FileKind(kind).label) for kind in kinds)
        text = _("This is a file of another kind: %(kind)s. Accepted here: %(accepted)s.")
        raise Refused(text % {"kind": found.kind.label, "accepted": accepted}, code="file_kind", field="file")
    facts = {name: value for name, value in asdict(found).items() if name != "content"}
    file = StoredFile(
        name=harmless_name(upload.name or "", found.kind),
        size=len(found.content),
        sha256=hashlib.sha256(found.content).hexdigest(),
        owner_kind=owner_kind,
        owner_id=owner_id,
        organization_path=organization_path,
        person_id=person_id,
        stored_at=actor.now(),
        stored_by=actor.account_id,
        **facts,
    )
    key = storage.new_content_key()
    file.wrapped_key = wrap_key(file.pk, key)
    storage.file_store().write(file.pk, storage.sealed_pieces(found.content, key, file.pk))
    with transaction.atomic():
        file.save(force_insert=True)
        _record(actor, "file.stored", file)
    return file


def hand_over_file(
    actor: Actor,
    file: StoredFile,
    *,
    owner_kind: str,
    owner_id: UUID,
    organization_path: str,
    person_id: UUID | None = None,
) -> StoredFile:
    """What was stored before it was known where it belongs, belongs there from now on."""
    with transaction.atomic():
        locked = StoredFile.objects.select_for_update().get(pk=file.pk)
        if not (can_end(actor, locked) and can_store(actor, organization_path, person_id)):
            raise NotAllowed(_("You can attach files to your own matters and those of your organisation only."))
        if locked.ended_at is not None or locked.owner_id != file.owner_id:
            raise Refused(_("This file was used or removed already; send it anew."), code="used", field="file")
        locked.owner_kind, locked.owner_id = owner_kind, owner_id
        locked.organization_path, locked.person_id = organization_path, person_id
        locked.save(update_fields=["owner_kind", "owner_id", "organization_path", "person_id"])
        _record(actor, "file.handed_over", locked)
    return locked


def end_file(actor: Actor, file: StoredFile) -> None:
    """From now on the file is no longer part of what it belonged to. Doing so again changes nothing."""
    with transaction.atomic():
        locked = StoredFile.objects.select_for_update().get(pk=file.pk)
        if not can_end(actor, locked):
            raise NotAllowed(_("You can remove files from your own matters and those of your organisation only."))
        if locked.ended_at is None:
            locked.ended_at = actor.now()
            locked.save(update_fields=["ended_at"])
            _record(actor, "file.ended", locked)


def erase_content(actor: Actor, file: StoredFile) -> None:
    """Lawful erasure: the key goes, and with it the content in every backup; the row stays and says that it was."""
    if not can_erase(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    with transaction.atomic():
        locked = StoredFile.objects.select_for_update().get(pk=file.pk)
        if not locked.wrapped_key:
            return
        locked.wrapped_key = ""
        locked.ended_at = locked.ended_at or actor.now()
        locked.save(update_fields=["wrapped_key", "ended_at"])
        _record(actor, "file.erased", locked)
        transaction.on_commit(lambda: storage.file_store().remove(locked.pk))


def forget_files(actor: Actor, files: Iterable[StoredFile]) -> int:
    """Neither content nor name is left of them; how many were forgotten."""
    rows = list(files)
    for row in rows:
        erase_content(actor, row)
    return StoredFile.objects.filter(pk__in=[row.pk for row in rows]).exclude(name=NAMELESS).update(name=NAMELESS)


def forget_ended_files(actor: Actor, ended_before: datetime) -> int:
    """Some of those that have been part of nothing since then."""
    over = StoredFile.objects.filter(ended_at__lt=ended_before).exclude(wrapped_key="").order_by("ended_at", "pk")
    return forget_files(actor, over[:_AT_ONCE])


def follow_office(actor: Actor, old_path: str, new_path: str) -> None:
    """An office moved in the tree: its files, and those of the offices below, stay with it."""
    if not (can_store(actor, old_path, None) and can_store(actor, new_path, None)):
        raise NotAllowed(_("You can move files between organisations of your own only."))
    below = StoredFile.objects.filter(Q(organization_path=old_path) | Q(organization_path__startswith=f"{old_path}/"))
    rest = Substr(F("organization_path"), len(old_path) + 1)
    moved = below.update(organization_path=Concat(Value(new_path), rest))
    if moved:
        details = {"from": old_path, "to": new_path, "count": moved}
        record(actor, "file.moved", "store", "files", organization_path=new_path, details=details)


def _record(actor: Actor, verb: str, file: StoredFile) -> None:
    record(
        actor,
        verb,
        "file",
        file.pk,
        person_id=file.person_id,
        organization_path=file.organization_path,
        details={"owner_kind": file.owner_kind, "owner_id": file.owner_id, "kind": file.kind, "size": file.size},
    )


def _read(upload: "UploadedFile[bytes]", largest: int) -> bytes:
    """The content, never more of it than is allowed."""
    data = upload.read(largest + 1) if not upload.size or upload.size <= largest else b""
    if len(data) > largest or (upload.size or 0) > largest:
        text = _("The file is larger than %(most)s MB. Attach a smaller one, for example scanned at 200 dots per inch.")
        raise Refused(text % {"most": largest // (1024 * 1024)}, code="file_large", field="file")
    return data
