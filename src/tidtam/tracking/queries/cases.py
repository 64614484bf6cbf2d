import re
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.models import Case
from tidtam.tracking.policies import in_charge, is_returned, own, scope

_CODE = re.compile("[a-z2-7]{26}")


def my_cases(actor: Actor) -> QuerySet[Case]:
    """The actor's own matters; the page cuts and orders them. One that goes on as another stands there as that one."""
    goes_on = Exists(Case.objects.filter(carries_on=OuterRef("pk")))
    return own(Case.objects.select_related("organization"), actor).exclude(goes_on, status=CaseStatus.COMPLETED)


def number_of(actor: Actor, case: Case) -> int:
    """Which one of the actor's own matters this is, counted from the newest."""
    newer = Q(received_on__gt=case.received_on) | Q(received_on=case.received_on, pk__gt=case.pk)
    return my_cases(actor).filter(newer).count() + 1


def objection_to(actor: Actor, case: Case) -> Case | None:
    """The matter that objects to this one, if there is one that the actor may see."""
    return scope(Case.objects.filter(appeals=case), actor).order_by("-received_on", "-id").first()


def continuation_of(actor: Actor, case: Case) -> Case | None:
    """The matter that carries this one on, if there is one that the actor may see."""
    return scope(Case.objects.filter(carries_on=case), actor).first()


def went_on_for_now(actor: Actor, case: Case) -> bool:
    """Whether another matter carries this one on and was not returned, so that there is nothing to do here."""
    later = Case.objects.filter(carries_on=case).first()
    return later is not None and not is_returned(later)


def earlier_matters(actor: Actor, case: Case) -> list[Case]:
    """What this matter carries on, the first one first, as far back as the actor may see."""
    found: list[Case] = []
    before = case.carries_on_id
    while before is not None:
        earlier = scope(Case.objects.select_related("organization").filter(pk=before), actor).first()
        if earlier is None:
            break
        found.insert(0, earlier)
        before = earlier.carries_on_id
    return found


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
