from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living
from tidtam.tracking.choices import CaseStatus, Concern
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.policies import at_or_below, held_by, in_charge
from tidtam.web.pagination import Near, Page, bounded_count, count_label, paginate

from . import searching
from .searching import Search

MOST_OFFICES = 400
MOST_FOUND_COUNTED = 300
"""Who found more needs another word, not their number."""


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
        if self.is_by_end:
            return ("-step_since", "-id")
        return ("-came", "-id") if self.text else ("-received_on", "-id")


def offices_in_charge(actor: Actor) -> list[Organization]:
    """The living offices to whose matters the list can be narrowed."""
    paths = dict.fromkeys(grant.organization_path for grant in actor.grants)
    return list(living(paths)[:MOST_OFFICES])


def work_list(actor: Actor, filters: Filters) -> QuerySet[Case]:
    """The matters the actor is in charge of, to be put in `filters.order`."""
    cases = _narrowed(actor, filters)
    return _found(cases, searching.search_for(actor, filters.text, filters.office_path)) if filters.text else cases


def page_of_work(actor: Actor, filters: Filters, *, cursor: str | None, size: int, count: bool = True) -> Page[Case]:
    """The same, cut into pages."""
    cases = _narrowed(actor, filters)
    if not filters.text:
        return paginate(cases, order=filters.order, cursor=cursor, size=size, count=count)
    search = searching.search_for(actor, filters.text, filters.office_path)
    found = _found(cases, search)
    near = _near(cases, filters, search) if search.some else None
    page = paginate(found, order=filters.order, cursor=cursor, size=size, count=False, near=near)
    return replace(page, count_label=_count_of(cases, found, search)) if count else page


def _near(cases: QuerySet[Case], filters: Filters, search: Search) -> Near:
    column = filters.order[0].removeprefix("-")
    return (
        Near(search.lines, "received_on", searching.NEAR) if column == "came" else Near(cases, column, searching.NEAR)
    )


def _found(cases: QuerySet[Case], search: Search) -> QuerySet[Case]:
    # Said by another name, so that pages go on where they stopped when few become many.
    return cases.filter(search.rule).annotate(came=F(search.received))


def _count_of(cases: QuerySet[Case], found: QuerySet[Case], search: Search) -> str:
    """Where very many are found, those known by name are mostly enough."""
    known = cases.filter(pk__in=search.some[: 2 * MOST_FOUND_COUNTED])
    counted = bounded_count(known, MOST_FOUND_COUNTED) if search.some else 0
    if counted <= MOST_FOUND_COUNTED:
        counted = bounded_count(found, MOST_FOUND_COUNTED)
    return count_label(counted, MOST_FOUND_COUNTED)


def _narrowed(actor: Actor, filters: Filters) -> QuerySet[Case]:
    cases = in_charge(Case.objects.select_related("organization"), actor)
    if filters.office_path:
        cases = cases.filter(at_or_below(filters.office_path))
    if filters.concern:
        cases = cases.filter(_concerning(actor, filters.concern))
    return _at(_dated(cases, filters), filters)


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
