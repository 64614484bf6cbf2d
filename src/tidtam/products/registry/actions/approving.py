"""The ministry's part: what it approves becomes a revision, and public."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.transaction import atomic
from django.http import Http404
from django.urls import reverse

from tidtam.kernel.actor import Actor, Refused, new_id
from tidtam.kernel.notifications.actions import notify
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import Cause, EntryState, Position, Standing
from tidtam.products.registry.content import Content
from tidtam.products.registry.facts import levels_of
from tidtam.products.registry.models import ChangeNotice, Entry, Holding, Revision
from tidtam.products.registry.notice_kinds import APPROVED
from tidtam.products.registry.words import searched

from .keeping import locked_entry, must, must_be_current, must_have_closed_corrections, save_entry

_SHOWN_OF = ("name", "field_code", "field_name", "organization", "appointed_on", "year", "sort_name", "words")


def approve_entry(actor: Actor, entry: Entry, *, version: int) -> Entry:
    """From now on this is what the register says. Approved twice, it is approved once."""
    with atomic():
        entry = locked_entry(actor, entry.pk)
        if entry.state == EntryState.APPROVED and policies.is_approver(actor, entry):
            return entry
        must(policies.can_approve(actor, entry))
        must_be_current(entry, version)
        must_have_closed_corrections(entry)
        content = contents.unseal(entry.person_id, entry.sealed)
        entry.state, entry.approved_at = EntryState.APPROVED, actor.now()
        put_revision(actor, entry, content, Cause.ENTRY)
        save_entry(actor, entry, "approved", revision=entry.revision)
        _tell_sender(actor, entry)
    return entry


def put_revision(
    actor: Actor, entry: Entry, content: Content, cause: Cause, notice: ChangeNotice | None = None
) -> Revision:
    """Append what was approved, and show it to the public."""
    entry.revision += 1
    letter = notice or entry
    revision = Revision.objects.create(
        entry=entry,
        person_id=entry.person_id,
        organization=entry.organization,
        number=entry.revision,
        cause=cause,
        sealed=contents.seal(entry.person_id, content),
        approved_on=actor.today(),
        approved_at=actor.now(),
        approved_by=actor.recorded_as,
        effective_on=notice.effective_on if notice else None,
        letter_no=letter.letter_no,
        letter_on=letter.letter_on,
        notice_id=notice.pk if notice else None,
        papers=letter.papers,
    )
    show([(entry, content)])
    return revision


def show(approved: Iterable[tuple[Entry, Content]]) -> None:
    """Write what the public search shows of these entries; what is no longer said is shown no more."""
    listed = [(entry, content, _levels_shown(content)) for entry, content in approved]
    rows = [_holding(entry, content, level) for entry, content, levels in listed for level in levels]
    Holding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["entry", "position"], update_fields=list(_SHOWN_OF)
    )
    gone = Q(pk__in=[])
    for entry, _content, levels in listed:
        gone |= Q(entry=entry) & ~Q(position__in=levels)
    Holding.objects.filter(gone).delete()


def _levels_shown(content: Content) -> list[Position]:
    """The history keeps who died; the public register does not."""
    return [] if content.text("holder.standing") == Standing.DECEASED else levels_of(content.facts)


def _holding(entry: Entry, content: Content, level: Position) -> Holding:
    told = {key: content.text(f"{level.value}.{key}") for key in ("field_code", "field_name", "appointed_on")}
    appointed_on = date.fromisoformat(told["appointed_on"]) if told["appointed_on"] else None
    plain = " ".join(filter(None, [content.text("holder.given_name"), content.text("holder.family_name")]))
    return Holding(
        id=new_id(),
        entry=entry,
        position=level,
        name=content.name,
        field_code=told["field_code"],
        field_name=told["field_name"],
        organization_id=entry.organization_id,
        appointed_on=appointed_on,
        year=appointed_on.year if appointed_on else None,
        sort_name=plain,
        words=searched(plain, told["field_code"], told["field_name"]),
    )


def approve_many(actor: Actor, chosen: Iterable[tuple[UUID, int]]) -> tuple[int, int]:
    """Each by itself; how many were approved, and how many stand otherwise meanwhile."""
    approved = left = 0
    for entry_id, version in chosen:
        try:
            with atomic():
                approve_entry(actor, locked_entry(actor, entry_id), version=version)
            approved += 1
        except (Refused, Http404):
            left += 1
    return approved, left


def _tell_sender(actor: Actor, entry: Entry) -> None:
    if entry.submitted_by is None or not get_user_model()._default_manager.filter(pk=entry.submitted_by).exists():
        return
    notify(
        actor,
        account_id=entry.submitted_by,
        kind=APPROVED.key,
        subject_kind="registry_entry",
        subject_id=entry.pk,
        url=reverse("registry:entry", args=[entry.pk]),
        context={"letter": entry.letter_no},
    )
