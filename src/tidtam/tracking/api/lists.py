"""Pages of matters for clients, filtered as the work list is."""

from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _
from pydantic import Field

from tidtam.kernel.actor import Actor
from tidtam.tracking import queries
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.models import Case
from tidtam.web.pagination import is_cursor, paginate

from .models import Subscription
from .presenting import case_rows, delivery_row
from .problems import Fault, Problem
from .queries.webhooks import deliveries_of
from .schemas.base import Day, In, PageIn
from .schemas.cases import CasePage
from .schemas.webhooks import DeliveryPage


class CaseFilters(In):
    process: str = Field("", max_length=40, description="The key of a process.")
    step: str = Field("", max_length=40, description="The key of a step of that process; running matters only.")
    status: Literal["", CaseStatus.IN_PROGRESS, CaseStatus.COMPLETED] = ""
    late: bool = Field(False, description="Only those whose holder is over the expected time.")
    overdue: bool = Field(False, description="Only those over their statutory limit.")
    suspended: bool = Field(False, description="Only those that stand still.")
    received_from: Day | None = None
    received_to: Day | None = None
    ended_from: Day | None = None
    ended_to: Day | None = None
    order: Literal["received", "due"] = Field("received", description="Latest received first, or longest late first.")
    cursor: str = Field("", max_length=1_000, description="`next_cursor` of the page before, with the same filters.")
    limit: int = Field(50, ge=1, le=100)


def must_be_known(query: Iterable[str]) -> None:
    """A filter that does not exist would silently give more than was asked for."""
    faults = [
        Fault(f"#query/{name}", _("There is no such filter."), "unknown")
        for name in query
        if name not in CaseFilters.model_fields
    ]
    if faults:
        raise Problem("invalid", faults=faults)


def page_of_cases(actor: Actor, wanted: CaseFilters, text: str = "") -> CasePage:
    filters = queries.Filters(
        process_id=_process_id(actor, wanted),
        step=wanted.step,
        status=wanted.status,
        late=wanted.late,
        overdue=wanted.overdue,
        suspended=wanted.suspended,
        received_from=wanted.received_from,
        received_to=wanted.received_to,
        ended_from=wanted.ended_from,
        ended_to=wanted.ended_to,
        by_due_date=wanted.order == "due",
        text=text,
        today=actor.today(),
    )
    _must_be_cursor(Case, filters.order, wanted.cursor)
    page = queries.page_of_work(actor, filters, cursor=wanted.cursor, size=wanted.limit, count=False)
    return CasePage(
        items=case_rows(actor, page.items), next_cursor=page.next_cursor, previous_cursor=page.previous_cursor
    )


def page_of_deliveries(actor: Actor, subscription: Subscription, wanted: PageIn) -> DeliveryPage:
    found, order = deliveries_of(actor, subscription), ("-created_at", "-id")
    _must_be_cursor(found.model, order, wanted.cursor)
    page = paginate(found, order=order, cursor=wanted.cursor, size=wanted.limit, count=False)
    return DeliveryPage(
        items=[delivery_row(row) for row in page.items],
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def _must_be_cursor(model: type[Model], order: Sequence[str], cursor: str) -> None:
    if cursor and not is_cursor(model, order=order, cursor=cursor):
        raise Problem("invalid", faults=[Fault("#query/cursor", _("The cursor belongs to another list."), "cursor")])


def _process_id(actor: Actor, wanted: CaseFilters) -> UUID | None:
    if not wanted.process:
        if wanted.step:
            raise Problem("invalid", faults=[Fault("#query/step", _("A step is one of a process: give both."), "step")])
        return None
    known = {published.key: published.id for published in queries.processes_in_use(actor)}
    if wanted.process not in known:
        raise Problem(
            "invalid", faults=[Fault("#query/process", _("The client is in charge of no such process."), "process")]
        )
    return known[wanted.process]
