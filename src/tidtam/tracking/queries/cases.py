import re
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import persons_matching
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.models import Case
from tidtam.tracking.policies import in_charge, own, scope

_CODE = re.compile("[a-z2-7]{26}")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a work list is narrowed to; all of it stands in the address of the page."""

    process_id: UUID | None = None
    step: str = ""
    status: str = ""
    late: bool = False
    by_due_date: bool = False
    text: str = ""
    today: date = field(default=date.max)

    @property
    def order(self) -> tuple[str, str]:
        """Those that are late for the longest time first, or those that came last."""
        return ("due", "id") if self.late or self.by_due_date else ("-received_on", "-id")


def my_cases(actor: Actor) -> QuerySet[Case]:
    """The actor's own matters; the page cuts and orders them."""
    return own(Case.objects.select_related("organization"), actor)


def number_of(actor: Actor, case: Case) -> int:
    """Which one of the actor's own matters this is, counted from the newest."""
    newer = Q(received_on__gt=case.received_on) | Q(received_on=case.received_on, pk__gt=case.pk)
    return my_cases(actor).filter(newer).count() + 1


def work_list(actor: Actor, filters: Filters) -> QuerySet[Case]:
    """The matters the actor is in charge of; the page cuts them in `filters.order`."""
    cases = in_charge(Case.objects.select_related("organization"), actor)
    if filters.process_id:
        cases = cases.filter(process=filters.process_id)
    if filters.step:
        cases = cases.filter(step=filters.step, status=CaseStatus.IN_PROGRESS)
    if filters.status:
        cases = cases.filter(status=filters.status)
    if filters.late or filters.by_due_date:
        # Said by another name, so that the pages know that none of them is empty.
        cases = cases.filter(limit_on__isnull=False).annotate(due=F("limit_on"))
    if filters.late:
        cases = cases.filter(limit_on__lt=filters.today)
    if filters.text:
        cases = cases.filter(_found_by(actor, filters.text))
    return cases


def _found_by(actor: Actor, text: str) -> Q:
    """By the beginning of the letter number, or by the person: their number, or how a name of theirs begins."""
    return Q(letter_no__startswith=text) | Q(subject__in=persons_matching(actor, text))


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
