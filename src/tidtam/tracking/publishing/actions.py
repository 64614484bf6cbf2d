"""Drafts on their way to publication. Publishing itself is the engine's."""

from datetime import date, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import DefinitionFile, read_file
from tidtam.tracking.models import Process, ProcessVersion

from .models import FILE_NAME_LENGTH, ProcessDraft
from .numbering import with_number
from .policies import can_change, can_manage
from .queries import find_process

MOST_DRAFTS = 20
FORGOTTEN_AFTER = timedelta(days=30)


def save_draft(actor: Actor, read: DefinitionFile, *, file_name: str = "") -> ProcessDraft:
    """Keep a definition that was found right until it is published. The same text again is the same draft."""
    if not can_manage(actor) or actor.account_id is None:
        raise NotAllowed(_("Your role does not publish processes."))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('process drafts ' || %s, 0))", [str(actor.account_id)]
        )
    own = ProcessDraft.objects.filter(account_id=actor.account_id)
    same = own.filter(text=read.text).first()
    if same is not None:
        return same
    if own.count() >= MOST_DRAFTS:
        raise Refused(
            _("You have %(count)s drafts. Publish or discard one of them first.") % {"count": MOST_DRAFTS},
            code="too_many",
        )
    return ProcessDraft.objects.create(
        account_id=actor.account_id,
        file_name=(file_name or f"{read.definition.key}.toml")[-FILE_NAME_LENGTH:],
        text=read.text,
        saved_at=actor.now(),
    )


def change_draft(actor: Actor, draft: ProcessDraft, read: DefinitionFile) -> ProcessDraft:
    locked = _locked(actor, draft)
    locked.text, locked.saved_at = read.text, actor.now()
    locked.save(update_fields=["text", "saved_at"])
    return locked


def take_next_number(actor: Actor, draft: ProcessDraft) -> ProcessDraft:
    """Give the draft the number after the highest one that was ever published."""
    read = read_file(draft.text, file=draft.file_name)
    process = find_process(actor, read.definition.key)
    if process is None or read.definition.version >= process.next_number:
        return draft
    renumbered = with_number(draft.text, process.next_number)
    read = read_file(renumbered, file=draft.file_name)
    if read.definition.version != process.next_number:
        raise Refused(
            _("Write the number yourself: version = %(number)s.") % {"number": process.next_number}, code="number"
        )
    return change_draft(actor, draft, read)


def discard_draft(actor: Actor, draft: ProcessDraft) -> None:
    _locked(actor, draft).delete()


def publish_draft(
    actor: Actor, draft: ProcessDraft, *, in_force_from: date, expected_fingerprint: str
) -> ProcessVersion:
    """Publish what the administrator has seen. What somebody else published meanwhile stands."""
    locked = _locked(actor, draft)
    if locked.fingerprint != expected_fingerprint:
        raise Refused(_("The draft was changed meanwhile. Look at it again before you publish it."), code="changed")
    read = read_file(locked.text, file=locked.file_name)
    Process.objects.select_for_update().filter(key=read.definition.key).first()
    process = find_process(actor, read.definition.key)
    if process is not None and read.definition.version < process.versions[0].number:
        raise Refused(
            _("Version %(version)s was published meanwhile. Give yours the next number and look at the difference.")
            % {"version": process.versions[0].number},
            code="outrun",
        )
    # A process that begins today also takes in what was received before it was written down here.
    is_new_today = process is None and in_force_from == actor.today()
    version = publish_process(actor, read, in_force_from=None if is_new_today else in_force_from)
    if version is None:
        raise Refused(_("This very version is published already; nothing was changed."), code="published")
    locked.delete()
    return version


def forget_drafts(actor: Actor) -> int:
    """Drafts that nobody came back to."""
    if not actor.is_system:
        raise NotAllowed(_("Old drafts are cleared away by the platform."))
    deleted, _by_model = ProcessDraft.objects.filter(saved_at__lt=actor.now() - FORGOTTEN_AFTER).delete()
    return deleted


def _locked(actor: Actor, draft: ProcessDraft) -> ProcessDraft:
    locked = ProcessDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise Refused(_("The draft is no longer there: it was published or discarded meanwhile."), code="gone")
    if not can_change(actor, locked):
        raise NotAllowed(_("Only whoever uploaded a draft changes or publishes it."))
    return locked
