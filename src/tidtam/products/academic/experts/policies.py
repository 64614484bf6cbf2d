"""Who reads experts and committees: never the applicant, in whichever role, but for names that a policy opened."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import MINISTRY_KINDS, within
from tidtam.products.academic.dossier.models import Dossier
from tidtam.tracking.policies import is_returned

from .models import Committee, Expert, InstitutionPolicy

OFFICERS = (Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER)


def scope(queryset: QuerySet[Expert], actor: Actor) -> QuerySet[Expert]:
    """What one's own office or the ministry keeps. It never depends on committees: nothing can be guessed from it."""
    if not actor.holds_any(OFFICERS):
        return queryset.none()
    own = within("organization__path", actor.paths(*OFFICERS))
    return queryset.filter(own | Q(organization__kind__in=MINISTRY_KINDS))


def committee_scope(queryset: QuerySet[Committee], actor: Actor) -> QuerySet[Committee]:
    """The institution's own; the ministry's once it was asked or the dossier was sent; never one about the actor."""
    if actor.is_system:
        return queryset
    institution = within("organization__path", actor.paths(Role.INSTITUTION_OFFICER))
    was_sent = Exists(Dossier.objects.filter(pk=OuterRef("request_id"), sent_at__isnull=False))
    ministry = within("organization__path", actor.paths(Role.MINISTRY_CASE_OFFICER))
    ministry &= Q(case__isnull=False) | Q(was_sent)
    found = queryset.filter(institution | ministry)
    return found.exclude(applicant__in=actor.persons)


def opened_scope(queryset: QuerySet[Committee], actor: Actor) -> QuerySet[Committee]:
    """Committees about the actor whose names their institution opened."""
    if actor.person_id is None:
        return queryset.none()
    return queryset.filter(applicant__in=actor.persons, names_open=True)


def policy_scope(queryset: QuerySet[InstitutionPolicy], actor: Actor) -> QuerySet[InstitutionPolicy]:
    return queryset.filter(within("organization__path", actor.paths(*OFFICERS)))


def can_keep(actor: Actor, organization: Organization) -> bool:
    """An institution keeps its own record, the ministry the one that everybody reads."""
    role = Role.MINISTRY_CASE_OFFICER if organization.kind in MINISTRY_KINDS else Role.INSTITUTION_OFFICER
    return actor.holds(role, organization.path)


def is_of_institution(actor: Actor, organization: Organization, applicant_id: object) -> bool:
    """Nobody is the office in a matter of their own."""
    is_own = actor.is_person(applicant_id)
    return not is_own and actor.holds(Role.INSTITUTION_OFFICER, organization.path)


def can_propose(actor: Actor, committee: Committee) -> bool:
    """Until approval was asked for, and again while the ministry wants something mended or after it has ended."""
    case = committee.case
    is_free = case is None or not case.is_open or (is_returned(case) and case.holder == Role.INSTITUTION_OFFICER)
    return is_free and is_of_institution(actor, committee.organization, committee.applicant_id)


def can_request_approval(actor: Actor, committee: Committee) -> bool:
    has_none = committee.case is None or not committee.case.is_open
    return has_none and can_propose(actor, committee)


def can_resume_approval(actor: Actor, committee: Committee) -> bool:
    return committee.case is not None and committee.case.is_open and can_propose(actor, committee)


def can_set_policy(actor: Actor, organization: Organization) -> bool:
    return organization.kind not in MINISTRY_KINDS and actor.holds(Role.INSTITUTION_OFFICER, organization.path)
