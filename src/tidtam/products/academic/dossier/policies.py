"""Which dossiers exist for an actor, and what the actor may do with one. Whoever it is about sees steps only."""

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import MINISTRY_KINDS, within
from tidtam.products.academic.rulebook.choices import SetBy

from .models import Dossier


def scope(queryset: QuerySet[Dossier], actor: Actor) -> QuerySet[Dossier]:
    """An institution sees its own; the ministry what was sent to it; nobody the one about themselves."""
    if actor.is_system:
        return queryset
    institution = within("organization__path", actor.paths(Role.INSTITUTION_OFFICER))
    ministry = within("organization__path", actor.paths(Role.MINISTRY_CASE_OFFICER)) & Q(sent_at__isnull=False)
    return queryset.filter(institution | ministry).exclude(subject__in=actor.persons)


def sees_work_in_progress(actor: Actor, dossier: Dossier) -> bool:
    """What is being written or mended is the institution's; all others see what was sent last."""
    return actor.is_system or actor.holds(Role.INSTITUTION_OFFICER, dossier.organization_path)


def can_begin(actor: Actor, organization_path: str) -> bool:
    return actor.holds(Role.INSTITUTION_OFFICER, organization_path)


def can_change(actor: Actor, dossier: Dossier) -> bool:
    is_own = actor.is_person(dossier.subject_id)
    return not is_own and not dossier.is_closed and can_begin(actor, dossier.organization_path)


def can_reopen(actor: Actor, dossier: Dossier) -> bool:
    """Whoever it lies with gives it back; whoever sent it takes it back."""
    roles = (Role.MINISTRY_CASE_OFFICER, Role.INSTITUTION_OFFICER)
    is_own = actor.is_person(dossier.subject_id)
    return not is_own and dossier.is_closed and actor.holds_any(roles, dossier.organization_path)


def can_close(actor: Actor, dossier: Dossier) -> bool:
    """Whoever takes the matter up again takes its dossier with it."""
    is_own = actor.is_person(dossier.subject_id)
    return not is_own and actor.holds(Role.MINISTRY_CASE_OFFICER, dossier.organization_path)


def can_set_rules(actor: Actor, organization_path: str) -> bool:
    """For an office and all below it; for everybody only at the top of the tree."""
    return actor.holds(Role.RULES_ADMIN, organization_path)


def can_set(actor: Actor, organization: Organization, set_by: SetBy) -> bool:
    """What holds for the whole country is the ministry's to say; an institution says its own, and only that."""
    is_theirs = set_by == SetBy.INSTITUTION or organization.kind in MINISTRY_KINDS
    return is_theirs and can_set_rules(actor, organization.path)
