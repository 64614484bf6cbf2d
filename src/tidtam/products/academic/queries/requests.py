from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.choices import OrganizationKind
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living
from tidtam.kernel.people.queries import masked_number
from tidtam.products.academic.choices import Found, RequestState
from tidtam.products.academic.dossier.queries import (
    UsedBefore,
    judge,
    signing_now,
    works_used_before,
    written_content,
)
from tidtam.products.academic.experts.dossier_data import Names, names_in
from tidtam.products.academic.experts.facts import RequestFacts
from tidtam.products.academic.experts.queries import opened_names
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.policies import scope
from tidtam.thai.names import full_name
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.definitions import WITHDRAWN

NEWEST_FIRST = ("-changed_at", "-id")
_SHOWN_WITH = ("organization", "case", "person", "dossier__organization", "inside__organization")


def requests_of(actor: Actor) -> QuerySet[AcademicRequest]:
    return scope(
        AcademicRequest.objects.select_related(*_SHOWN_WITH),
        actor,
    )


def _in_state(state: str) -> Q:
    """As `policies.is_withdrawn` sees it: the matter may have been withdrawn, whatever became of the paper."""
    by_matter = Q(case__ended_how=WITHDRAWN)
    if state == RequestState.WITHDRAWN:
        return Q(state=state) | by_matter
    return Q(state=state) & ~by_matter


_FOUND = {
    Found.MUST: Q(findings_must__gt=0),
    Found.SHOULD: Q(findings_should__gt=0),
    Found.NOTHING: Q(findings_must=0, findings_should=0),
}


def request_list(
    actor: Actor, *, state: str = "", position: str = "", letter: str = "", found: str = "", older: str = ""
) -> QuerySet[AcademicRequest]:
    """What was found in a dossier was counted when it was sent; nothing is counted here, however many there are."""
    chosen = Q()
    if found:
        chosen &= _FOUND[Found(found)]
    if older:
        chosen &= Q(submitted_at__lt=actor.now() - timedelta(days=int(older)))
    if state:
        chosen &= _in_state(state)
    if position:
        chosen &= Q(position=position)
    if letter:
        chosen &= Q(letter_no__startswith=letter)
    return requests_of(actor).filter(chosen)


def get_request(actor: Actor, request_id: UUID) -> AcademicRequest:
    request = requests_of(actor).filter(id=request_id).first()
    if request is None:
        raise Http404
    return request


def request_of_case(actor: Actor, case_id: UUID) -> AcademicRequest | None:
    return requests_of(actor).filter(case_id=case_id).first()


def institutions_to_draft_for(actor: Actor) -> list[Organization]:
    """Where the actor may file requests: the institutions their role is held in."""
    return list(living(actor.paths(Role.INSTITUTION_OFFICER)).filter(kind=OrganizationKind.INSTITUTION))


def _open_ones_like(request: AcademicRequest) -> Q:
    unfinished = Q(state=RequestState.DRAFT) | Q(state=RequestState.SUBMITTED, case__status=CaseStatus.IN_PROGRESS)
    return unfinished & Q(person_id=request.person_id, position=request.position) & ~Q(id=request.id)


def duplicates_of(actor: Actor, request: AcademicRequest) -> list[AcademicRequest]:
    """Open requests for the same person and position, as far as the actor may know of them."""
    if request.person_id is None:
        return []
    return list(requests_of(actor).filter(_open_ones_like(request)).order_by(*NEWEST_FIRST)[:5])


def running_like(actor: Actor, request: AcademicRequest) -> AcademicRequest | None:
    """One that was sent for the same person and position and has not ended, as far as the actor may know of it."""
    return requests_of(actor).filter(_open_ones_like(request), state=RequestState.SUBMITTED).first()


def facts_for_experts(actor: Actor, request: AcademicRequest) -> RequestFacts | None:
    """What the rules on experts compare with; nothing while the request has no applicant."""
    if request.person is None:
        return None
    names = names_in(written_content(actor, request.dossier)) if request.dossier else Names()
    typed = full_name("", request.applicant_given_name, request.applicant_family_name)
    own = (typed, request.person.full_name, request.person.full_name_en)
    return RequestFacts(
        request_id=request.id,
        organization=request.organization,
        applicant=request.person,
        position=request.position,
        field_code=request.field_code,
        field_name=request.field_name,
        applicant_names=tuple(dict.fromkeys(name for name in own if name)),
        coauthors=names.coauthors,
        supervisors=names.supervisors,
    )


def opened_experts(actor: Actor, case_id: UUID) -> list[tuple[str, str]]:
    """Name and seat of each expert on the applicant's own matter, where the institution opened them."""
    own = AcademicRequest.objects.filter(case=case_id, person__in=actor.persons)
    request_id = own.values_list("id", flat=True).first()
    return opened_names(actor, request_id) if request_id else []


def works_used_in_requests(actor: Actor, request: AcademicRequest) -> list[tuple[UsedBefore, AcademicRequest | None]]:
    """Each work of the dossier that stands in another one, with its request, as far as the actor sees it."""
    used = works_used_before(actor, request.dossier) if request.dossier else []
    requests = requests_of(actor).filter(dossier__in={each.dossier_id for each in used}) if used else []
    by_dossier = {each.dossier_id: each for each in requests}
    return [(each, by_dossier.get(each.dossier_id)) for each in used]


def stops_sending(actor: Actor, request: AcademicRequest) -> int:
    """How many things in its dossier must be mended first; none for a request without a dossier."""
    return len(judge(actor, request.dossier, as_sent=True).stopping) if request.dossier else 0


def wants_signatures(actor: Actor, request: AcademicRequest) -> bool:
    """Whether somebody has not signed, or signed something else than its dossier says now."""
    return request.dossier is not None and bool(signing_now(actor, request.dossier).wanting)


def masked_number_of(actor: Actor, request: AcademicRequest) -> str:
    return masked_number(actor, request.person_id) if request.person_id else ""
