"""The institution's own processes that come before the ministry's."""

from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.policies import inside_of, process_key_of
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.going_on import last_move, leads_on
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_open, in_charge
from tidtam.tracking.queries import Published, published_processes

from .requests import requests_of


def processes_inside(actor: Actor, request: AcademicRequest) -> list[Published]:
    """Those that can go on as this request, that its institution may use, and whose matters the actor sees."""
    path, person_id = request.organization.path, request.person_id
    if person_id is None:
        return []
    wanted = process_key_of(request)
    return [
        each
        for each in published_processes(actor)
        if any(wanted in ending.goes_on_as for ending in each.definition.endings)
        and can_open(actor, each.process, each.definition, path, person_id)
        and actor.holds_any(each.definition.readers, path)
    ]


def inside_that_runs(actor: Actor, request: AcademicRequest, process_key: str) -> Case | None:
    """A matter of the applicant's that the institution received already and no request has."""
    taken = AcademicRequest.objects.filter(inside__isnull=False).values("inside")
    running = Case.objects.filter(
        process__key=process_key,
        subject=request.person,
        organization=request.organization,
        status=CaseStatus.IN_PROGRESS,
    )
    return in_charge(running.exclude(pk__in=taken), actor).order_by("-received_on", "-pk").first()


def request_of_inside(actor: Actor, case_id: UUID) -> AcademicRequest | None:
    return requests_of(actor).filter(inside_id=case_id).first()


def can_go_on(request: AcademicRequest) -> bool:
    """Whether nothing inside the institution stops the sending."""
    inside, key = inside_of(request), process_key_of(request)
    return inside is None or leads_on(inside, key) or last_move(inside, key) is not None
