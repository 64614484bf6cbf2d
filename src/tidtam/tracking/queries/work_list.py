from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living
from tidtam.tracking.choices import CaseStatus, Concern
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.policies import at_or_below, held_by, in_charge

from .searching import found_by

MOST_OFFICES = 400


@dataclass(frozen=True, slots=True)
class Filters:
    """What a work list is narrowed to; all of it stands in the address of the page."""

    process_id: UUID | None = None
    step: str = ""
    status: str = ""
    concern: str = ""
    office_path: str = ""
    late: bool = False
    overdue: bool = False
    suspended: bool = False
    by_due_date: bool = False
    received_from: date | None = None
    received_to: date | None = None
    ended_from: date | None = None
    ended_to: date | None = None
    text: str = ""
    today: date = field(default=date.max)

    @property
    def is_by_limit(self) -> bool:
        return self.late or self.overdue or self.by_due_date

    @property
    def is_by_end(self) -> bool:
        return bool(self.ended_from or self.ended_to)

    @property
    def order(self) -> tuple[str, str]:
        """Those that are late for the longest time first, those that ended last, or those that came last."""
        if self.is_by_limit:
            return ("due", "id")
        return ("-step_since", "-id") if self.is_by_end else ("-received_on", "-id")


def offices_in_charge(actor: Actor) -> list[Organization]:
    """The living offices to whose matters the list can be narrowed."""
    paths = dict.fromkeys(grant.organization_path for grant in actor.grants)
    return list(living(paths)[:MOST_OFFICES])


def work_list(actor: Actor, filters: Filters) -> QuerySet[Case]:
    """The matters the actor is in charge of; the page cuts them in `filters.order`."""
    cases = in_charge(Case.objects.select_related("organization"), actor)
    if filters.office_path:
        cases = cases.filter(at_or_below(filters.office_path))
    if filters.concern:
        cases = cases.filter(_concerning(actor, filters.concern))
    cases = _at(_dated(cases, filters), filters)
    if filters.text:
        cases = cases.filter(found_by(actor, filters.text))
    return cases


def _concerning(actor: Actor, concern: str) -> Q | Exists:
    if concern == Concern.HELD:
        return Q(status=CaseStatus.IN_PROGRESS) & held_by(actor)
    return Exists(CaseEvent.objects.filter(case=OuterRef("pk"), recorded_by=actor.account_id))


def _at(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    """By where in its course a matter is."""
    if filters.process_id:
        cases = cases.filter(process=filters.process_id)
    if filters.step:
        cases = cases.filter(step=filters.step, status=CaseStatus.IN_PROGRESS)
    if filters.status:
        cases = cases.filter(status=filters.status)
    if filters.suspended:
        cases = cases.filter(suspended_on__isnull=False)
    if filters.is_by_limit:
        # Said by another name, so that the pages know that none of them is empty.
        cases = cases.filter(limit_on__isnull=False).annotate(due=F("limit_on"))
    if filters.late or filters.overdue:
        cases = cases.filter(limit_on__lt=filters.today)
    if filters.overdue:
        cases = cases.filter(deadline_on__lt=filters.today)
    return cases


def _dated(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    bounds = {
        "received_on__gte": filters.received_from,
        "received_on__lte": filters.received_to,
        "step_since__gte": filters.ended_from,
        "step_since__lte": filters.ended_to,
    }
    cases = cases.filter(**{bound: day for bound, day in bounds.items() if day})
    return cases.filter(status=CaseStatus.COMPLETED) if filters.is_by_end else cases
