from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import ServiceStatus
from tidtam.kernel.people.models import Affiliation, Assignment, Person
from tidtam.kernel.people.policies import can_record_assignment
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.people.queries import Post, assignment_by_source, described

LONGEST = 200


def record_assignment(
    actor: Actor,
    person: Person,
    *,
    organization: Organization,
    position: str,
    level: str,
    unit: str,
    status: str = ServiceStatus.SERVING,
    effective_on: date,
    source_kind: str,
    source_id: UUID,
) -> Assignment:
    """From this day on the person serves so, says this source. Said again it changes nothing; said otherwise it
    takes the place of what the source said before, and the earlier saying stays in the history.
    """
    if not can_record_assignment(actor, person.pk, organization.path):
        raise NotAllowed(_("Only the office that keeps the staff register records where a person serves."))
    post = Post(position=_tidy(position), level=_tidy(level), unit=_tidy(unit))
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        known = assignment_by_source(actor, source_kind, source_id)
        if known is not None:
            _must_be_about(known, locked)
            as_before = (known.organization_id, known.status, known.effective_on, described(known))
            if not known.is_void and as_before == (organization.pk, status, effective_on, post):
                return known
        assignment = Assignment.objects.create(
            person=locked,
            organization=organization,
            status=ServiceStatus(status),
            sealed=seal(locked.pk, post.as_text()),
            effective_on=effective_on,
            source_kind=source_kind,
            source_id=source_id,
            recorded_at=actor.now(),
            recorded_by=actor.account_id,
        )
        _has_to_do_with(actor, locked, organization)
        _leave_trail(actor, assignment, "person.assigned", organization)
    return assignment


def revoke_assignment(actor: Actor, *, source_kind: str, source_id: UUID) -> Assignment | None:
    """The source takes back what it said, as if it had never said it. Nothing, where it says nothing."""
    with transaction.atomic():
        known = assignment_by_source(actor, source_kind, source_id)
        if known is None or known.is_void:
            return None
        if not can_record_assignment(actor, known.person_id, known.organization.path):
            raise NotAllowed(_("Only the office that keeps the staff register records where a person serves."))
        Person.objects.select_for_update().get(pk=known.person_id)
        revoked = Assignment.objects.create(
            person=known.person,
            organization=known.organization,
            status=known.status,
            sealed=known.sealed,
            effective_on=known.effective_on,
            is_void=True,
            source_kind=source_kind,
            source_id=source_id,
            recorded_at=actor.now(),
            recorded_by=actor.account_id,
        )
        _leave_trail(actor, revoked, "person.assignment_revoked", known.organization)
    return revoked


def _tidy(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise Refused(_("This is too long: %(limit)d characters at most.") % {"limit": LONGEST}, code="long")
    return words


def _must_be_about(known: Assignment, person: Person) -> None:
    if known.person_id != person.pk:
        raise Refused(_("This source speaks of another person."), code="other_person")


def _has_to_do_with(actor: Actor, person: Person, organization: Organization) -> None:
    """The office knows its staff, and the person's own pages know the office."""
    Affiliation.objects.get_or_create(
        person=person, organization=organization, defaults={"since": actor.today(), "source": "assigned"}
    )
    if person.office_id != organization.pk:
        person.office = organization
        person.save(update_fields=["office"])


def _leave_trail(actor: Actor, assignment: Assignment, verb: str, organization: Organization) -> None:
    record(
        actor,
        verb,
        "person",
        assignment.person_id,
        person_id=assignment.person_id,
        organization_path=organization.path,
        details={"source_kind": assignment.source_kind, "source": str(assignment.source_id)},
    )
