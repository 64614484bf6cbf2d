"""Which requests exist for an actor, and what the actor may do with one."""

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.policies import within
from tidtam.tracking import policies as tracking
from tidtam.tracking.definitions import SUBJECT, WITHDRAWN

from .choices import RequestState
from .models import MoveRound, PersonnelRequest


def scope(queryset: QuerySet[PersonnelRequest], actor: Actor) -> QuerySet[PersonnelRequest]:
    """One's own, but for papers the office has not entered to the end; and to the office what was handed in or
    what it enters itself. Nobody is the office in a matter of their own.
    """
    if actor.is_system:
        return queryset
    entering = Q(state=RequestState.DRAFT, is_on_paper=True)
    filling_in = Q(state=RequestState.DRAFT, is_on_paper=False)
    office = within("organization__path", actor.paths(Role.HR_OFFICER)) & ~filling_in
    own = Q(person__in=actor.persons)
    return queryset.filter((own & ~entering) | (office & ~own))


def rounds_scope(queryset: QuerySet[MoveRound], actor: Actor) -> QuerySet[MoveRound]:
    """When requests are taken is no secret."""
    return queryset


def is_own(actor: Actor, request: PersonnelRequest) -> bool:
    return actor.is_person(request.person_id)


def is_of_office(actor: Actor, request: PersonnelRequest) -> bool:
    return not is_own(actor, request) and actor.holds(Role.HR_OFFICER, request.organization.path)


def keeps_register(actor: Actor, organization_path: str) -> bool:
    return actor.holds(Role.HR_OFFICER, organization_path)


def can_set_round(actor: Actor, organization_path: str) -> bool:
    return actor.holds(Role.HR_OFFICER, organization_path)


def is_open(request: PersonnelRequest) -> bool:
    return request.case is not None and request.case.is_open


def awaits_correction(request: PersonnelRequest) -> bool:
    """Whether the office returned it, so that the next move is the employee's."""
    case = request.case
    return case is not None and case.is_open and case.holder == SUBJECT and tracking.is_returned(case)


def is_withdrawn(request: PersonnelRequest) -> bool:
    """A draft that was given up, or a request whose matter was withdrawn, on whichever page that was done."""
    by_matter = request.case is not None and request.case.ended_how == WITHDRAWN
    return request.state == RequestState.WITHDRAWN or by_matter


def can_change(actor: Actor, request: PersonnelRequest) -> bool:
    """Whoever fills it in; what was handed in, only while it is returned for correction."""
    if request.is_on_paper:
        # A returned paper is mended by whoever brings the new one: the employee on line, or the office from the paper.
        return (is_of_office(actor, request) and (request.is_draft or awaits_correction(request))) or (
            is_own(actor, request) and awaits_correction(request)
        )
    return is_own(actor, request) and (request.is_draft or awaits_correction(request))


def can_submit(actor: Actor, request: PersonnelRequest) -> bool:
    return can_change(actor, request)


def can_withdraw(actor: Actor, request: PersonnelRequest) -> bool:
    if is_withdrawn(request):
        return False
    if request.is_draft:
        return can_change(actor, request)
    return is_open(request) and (is_own(actor, request) or is_of_office(actor, request))


def can_set_order(actor: Actor, request: PersonnelRequest) -> bool:
    """What the order says is entered while the matter runs; one that has ended is reopened first."""
    return is_of_office(actor, request) and is_open(request)
