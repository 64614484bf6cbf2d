from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tidtam.kernel.actor import Actor, covers
from tidtam.kernel.orgs.policies import within

from .models import Affiliation, Assignment, Person

_ONLY_READ = frozenset({"auditor"})
HR_OFFICER = "hr_officer"
"""Who keeps the staff register of an office; the roles stand one shelf higher, the actor carries their names."""


def affiliation_rule(actor: Actor) -> Q:
    """Affiliations with the actor's organisations and those below."""
    return within("organization__path", sorted({grant.organization_path for grant in actor.grants}))


def scope(queryset: QuerySet[Person], actor: Actor) -> QuerySet[Person]:
    """Oneself, and the persons with whom an organisation of the actor's has to do."""
    if actor.is_system:
        return queryset
    known = Affiliation.objects.filter(affiliation_rule(actor), person=OuterRef("pk"))
    return queryset.filter(Q(pk__in=actor.persons) | Exists(known))


def can_enter_person(actor: Actor, organization_path: str) -> bool:
    if actor.is_system:
        return True
    working = (grant.organization_path for grant in actor.grants if grant.role not in _ONLY_READ)
    return bool(organization_path) and any(covers(path, organization_path) for path in working)


def can_change_contact(actor: Actor, person: Person) -> bool:
    return actor.is_system or actor.is_person(person.pk)


def can_update_from_source(actor: Actor, person: Person) -> bool:
    return actor.is_system or actor.is_person(person.pk)


def can_destroy_key(actor: Actor) -> bool:
    return actor.is_system


def can_name_for_audit(actor: Actor) -> bool:
    return actor.is_system or actor.holds("auditor")


def sees_true_name(actor: Actor, person_id: UUID, affiliations: Collection[Affiliation]) -> bool:
    """Whether the actor may be told the name on record, or only what their own organisation typed."""
    if actor.is_system or actor.is_person(person_id):
        return True
    return any(not affiliation.stated_name for affiliation in affiliations)


def assignment_scope(queryset: QuerySet[Assignment], actor: Actor) -> QuerySet[Assignment]:
    """One's own course, and what the offices whose register one keeps have recorded of their staff."""
    if actor.is_system:
        return queryset
    kept = within("organization__path", actor.paths(HR_OFFICER))
    return queryset.filter(kept | Q(person__in=actor.persons))


def can_record_assignment(actor: Actor, person_id: UUID, organization_path: str) -> bool:
    """Whoever keeps the register, of others only; and the platform, when an order takes effect."""
    return actor.is_system or (not actor.is_person(person_id) and actor.holds(HR_OFFICER, organization_path))


def can_affiliate(actor: Actor, person: Person) -> bool:
    """A person may let an office know them. An office cannot help itself to a person: it enters the number."""
    return actor.is_system or actor.is_person(person.pk)
