"""Which requests exist for an actor, and what the actor may do with one."""

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.policies import within
from tidtam.products.academic.choices import RequestState
from tidtam.products.academic.models import AcademicRequest
from tidtam.tracking import policies as tracking
from tidtam.tracking.definitions import CLOSED, WITHDRAWN
from tidtam.tracking.models import Case

_PROCESSES = "academic_"
"""How the keys of the processes begin that lead to a position."""


def scope(queryset: QuerySet[AcademicRequest], actor: Actor) -> QuerySet[AcademicRequest]:
    """An institution sees its own; the ministry sees what was sent to it; nobody sees the one about themselves."""
    institution = within("organization__path", actor.paths(Role.INSTITUTION_OFFICER))
    ministry = within("organization__path", actor.paths(Role.MINISTRY_CASE_OFFICER))
    found = queryset.filter(institution | (ministry & ~Q(state=RequestState.DRAFT)))
    return found.filter(Q(person=None) | ~Q(person__in=actor.persons))


def is_about(actor: Actor, request: AcademicRequest) -> bool:
    """Nobody is the office in a matter of their own."""
    return actor.is_person(request.person_id)


def is_of_institution(actor: Actor, request: AcademicRequest) -> bool:
    return not is_about(actor, request) and actor.holds(Role.INSTITUTION_OFFICER, request.organization.path)


def is_of_ministry(actor: Actor, request: AcademicRequest) -> bool:
    return not is_about(actor, request) and actor.holds(Role.MINISTRY_CASE_OFFICER, request.organization.path)


def awaits_institution(request: AcademicRequest) -> bool:
    """Whether the ministry returned it and the next move is the institution's."""
    case = request.case
    if case is None or request.state != RequestState.SUBMITTED or case.holder != Role.INSTITUTION_OFFICER:
        return False
    # At its last step a matter can be the institution's without having come back to it.
    return tracking.is_returned(case)


def is_withdrawn(request: AcademicRequest) -> bool:
    """A draft that was given up, or a request whose matter was withdrawn, on whichever page that was done."""
    by_matter = request.case is not None and request.case.ended_how == WITHDRAWN
    return request.state == RequestState.WITHDRAWN or by_matter


def process_key_of(request: AcademicRequest) -> str:
    return f"{_PROCESSES}{request.position}"


def position_of_process(key: str) -> str:
    """The position that matters of this process are about."""
    return key.removeprefix(_PROCESSES)


def can_draft(actor: Actor, organization_path: str) -> bool:
    return actor.holds(Role.INSTITUTION_OFFICER, organization_path)


def can_change(actor: Actor, request: AcademicRequest) -> bool:
    return is_of_institution(actor, request) and (request.is_draft or awaits_institution(request))


def inside_of(request: AcademicRequest) -> Case | None:
    """The institution's own matter; one that was closed or withdrawn counts as if it had never been."""
    inside = request.inside
    return None if inside is None or inside.ended_how in {CLOSED, WITHDRAWN} else inside


def can_begin_inside(actor: Actor, request: AcademicRequest) -> bool:
    return (
        is_of_institution(actor, request)
        and request.is_draft
        and request.person_id is not None
        and inside_of(request) is None
    )


def can_submit(actor: Actor, request: AcademicRequest) -> bool:
    return can_change(actor, request)


def can_answer(actor: Actor, request: AcademicRequest) -> bool:
    return is_of_institution(actor, request) and awaits_institution(request)


def can_withdraw(actor: Actor, request: AcademicRequest) -> bool:
    if not is_of_institution(actor, request) or is_withdrawn(request):
        return False
    return request.is_draft or (request.case is not None and request.case.is_open)


def can_return(actor: Actor, request: AcademicRequest) -> bool:
    return (
        is_of_ministry(actor, request)
        and request.state == RequestState.SUBMITTED
        and request.case is not None
        and tracking.can_return(actor, request.case)
    )
