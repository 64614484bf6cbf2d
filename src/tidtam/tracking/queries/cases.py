import re
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.models import Case
from tidtam.tracking.policies import in_charge, own, scope

_CODE = re.compile("[a-z2-7]{26}")


def my_cases(actor: Actor) -> QuerySet[Case]:
    """The actor's own matters; the page cuts and orders them."""
    return own(Case.objects.select_related("organization"), actor)


def number_of(actor: Actor, case: Case) -> int:
    """Which one of the actor's own matters this is, counted from the newest."""
    newer = Q(received_on__gt=case.received_on) | Q(received_on=case.received_on, pk__gt=case.pk)
    return my_cases(actor).filter(newer).count() + 1


def objection_to(actor: Actor, case: Case) -> Case | None:
    """The matter that objects to this one, if there is one that the actor may see."""
    return scope(Case.objects.filter(appeals=case), actor).order_by("-received_on", "-id").first()


def _single(cases: QuerySet[Case]) -> Case:
    case = cases.select_related("process", "organization").first()
    if case is None:
        raise Http404
    return case


def get_case(actor: Actor, case_id: UUID) -> Case:
    return _single(scope(Case.objects.filter(pk=case_id), actor))


def get_own_case(actor: Actor, case_id: UUID) -> Case:
    return _single(own(Case.objects.filter(pk=case_id), actor))


def get_work_case(actor: Actor, case_id: UUID) -> Case:
    return _single(in_charge(Case.objects.filter(pk=case_id), actor))


def find_by_code(actor: Actor, code: str) -> Case:
    """The matter a tracking link names. One that is not the actor's to see takes the same way as one that is not."""
    if not _CODE.fullmatch(code):
        raise Http404
    return _single(scope(Case.objects.filter(tracking_code=code), actor))
