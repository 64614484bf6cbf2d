from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.files.queries import OpenedFile, open_file
from tidtam.kernel.orgs.choices import OrganizationKind
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import MINISTRY_KINDS
from tidtam.kernel.orgs.queries import living
from tidtam.products.academic.experts.models import Expert, InstitutionPolicy
from tidtam.products.academic.experts.policies import can_keep, policy_scope, scope

FOUND_ORDER = ("family_name", "given_name", "id")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list of experts is searched by."""

    words: str = ""
    field_code: str = ""
    institution: str = ""
    position: str = ""


def expert_list(actor: Actor, sought: Sought | None = None) -> QuerySet[Expert]:
    found = scope(Expert.objects.select_related("organization", "institution"), actor)
    if sought is None:
        return found
    for word in sought.words.split()[:_MOST_WORDS]:
        found = found.filter(
            Q(given_name__contains=word)
            | Q(family_name__contains=word)
            | Q(given_name_en__icontains=word)
            | Q(family_name_en__icontains=word)
            | Q(expertise__icontains=word)
        )
    if sought.field_code:
        found = found.filter(field_codes__contains=[sought.field_code])
    if sought.institution:
        found = found.filter(
            Q(institution__name_th__contains=sought.institution)
            | Q(institution__name_en__icontains=sought.institution)
            | Q(institution_name__icontains=sought.institution)
        )
    if sought.position:
        found = found.filter(position=sought.position)
    return found


def get_expert(actor: Actor, expert_id: UUID) -> Expert:
    expert = expert_list(actor).filter(pk=expert_id).first()
    if expert is None:
        raise Http404
    return expert


def open_expert_file(actor: Actor, expert: Expert, file_id: UUID) -> OpenedFile:
    if file_id not in expert.file_ids:
        raise Http404
    return open_file(actor, file_id)


def keeping_offices(actor: Actor) -> list[Organization]:
    """In whose name the actor keeps records of experts."""
    kinds = (OrganizationKind.INSTITUTION, *MINISTRY_KINDS)
    own = living(actor.paths(Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER)).filter(kind__in=kinds)
    return [office for office in own if can_keep(actor, office)]


def institutions_deciding(actor: Actor) -> list[Organization]:
    """The institutions whose policy the actor records."""
    return list(living(actor.paths(Role.INSTITUTION_OFFICER)).filter(kind=OrganizationKind.INSTITUTION))


def policies_of(actor: Actor) -> list[InstitutionPolicy]:
    """What was recorded, the latest first."""
    return list(policy_scope(InstitutionPolicy.objects.select_related("organization"), actor)[:50])
