from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living
from tidtam.kernel.people.queries import persons_matching
from tidtam.products.registry.choices import CorrectionState, EntryState
from tidtam.products.registry.models import ChangeNotice, Correction, Entry, Revision
from tidtam.products.registry.policies import (
    APPROVER,
    RECORDER,
    correction_scope,
    notice_scope,
    scope,
)

NEWEST_FIRST = ("-changed_at", "-id")
OLD_AFTER = timedelta(days=365)
"""Data nobody looked through for so long are called old."""
OPEN_CORRECTION = Exists(Correction.objects.filter(entry=OuterRef("pk")).exclude(state=CorrectionState.CLOSED))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of entries is narrowed to; all of it stands in the address of the page."""

    text: str = ""
    state: str = ""
    position: str = ""
    organization_id: UUID | None = None
    concern: str = ""
    """incomplete, whole, old, correction, public."""
    import_id: UUID | None = None


def entries(actor: Actor, filters: Filters) -> QuerySet[Entry]:
    found = scope(Entry.objects.select_related("organization"), actor)
    chosen = {
        "state": filters.state,
        "position": filters.position,
        "organization": filters.organization_id,
        "import_id": filters.import_id,
    }
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    if filters.concern:
        found = found.filter(concerning(actor.today())[filters.concern])
    if filters.text:
        found = found.filter(person__in=persons_matching(actor, filters.text))
    return found


def concerning(today: date) -> dict[str, Q]:
    """What the quality board counts and the list shows, said once for both."""
    return {
        "incomplete": Q(missing__gt=0),
        "whole": Q(missing=0),
        "old": Q(changed_at__date__lt=today - OLD_AFTER),
        "correction": Q(OPEN_CORRECTION),
        "public": Q(revision__gt=0),
        "awaiting": Q(state=EntryState.AWAITING),
    }


def get_entry(actor: Actor, entry_id: UUID) -> Entry:
    found = scope(Entry.objects.select_related("organization", "person"), actor).filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found


def entry_of_person(actor: Actor, person_id: UUID) -> Entry | None:
    return scope(Entry.objects.select_related("organization", "person"), actor).filter(person=person_id).first()


def entered(person_ids: Collection[UUID]) -> set[UUID]:
    """Who of these is in the register of any institution; the database tells no more than that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registry_entered(%s::uuid[])", [list(person_ids)])
        return {row[0] for row in cursor.fetchall()}


def entries_of_persons(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, Entry]:
    found = scope(Entry.objects.filter(person__in=person_ids).select_related("organization"), actor)
    return {entry.person_id: entry for entry in found}


def own_institutions(actor: Actor) -> list[Organization]:
    """For which the actor enters holders: institutions, not their faculties."""
    return [office for office in living(actor.paths(RECORDER))[:200] if office.kind == "institution"]


def institutions_seen(actor: Actor) -> list[Organization]:
    """To which the list can be narrowed."""
    return list(living(actor.paths(RECORDER, APPROVER)).filter(kind="institution")[:500])


def revisions_of(actor: Actor, entry: Entry) -> list[Revision]:
    """All that was ever approved, the newest first."""
    return list(_revisions(actor, entry).select_related("organization").order_by("-number"))


def revision_on(actor: Actor, entry: Entry, day: date) -> Revision | None:
    """What the register said at the end of this day."""
    said = _revisions(actor, entry).filter(approved_on__lte=day)
    return said.select_related("organization").order_by("-number").first()


def _revisions(actor: Actor, entry: Entry) -> QuerySet[Revision]:
    return Revision.objects.filter(entry__in=scope(Entry.objects.filter(pk=entry.pk), actor))


def notices_of(actor: Actor, entry: Entry) -> list[ChangeNotice]:
    found = notice_scope(ChangeNotice.objects.filter(entry=entry), actor)
    return list(found.select_related("organization", "receiving").order_by("-filed_at", "-id"))


def told_by_letter(actor: Actor, notice: ChangeNotice) -> list[ChangeNotice]:
    """What else was told of this holder by the same letter."""
    found = ChangeNotice.objects.filter(entry=notice.entry_id, letter_no=notice.letter_no).exclude(pk=notice.pk)
    return list(notice_scope(found, actor).order_by("-filed_at", "-id"))


def corrections_of(actor: Actor, entry: Entry) -> list[Correction]:
    return list(correction_scope(Correction.objects.filter(entry=entry), actor).order_by("-written_at", "-id"))
