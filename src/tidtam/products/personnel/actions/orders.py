from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.orgs.queries import get_organization_by_id
from tidtam.kernel.people.actions import record_assignment, revoke_assignment
from tidtam.kernel.people.choices import ServiceStatus
from tidtam.kernel.people.queries import assignment_of
from tidtam.products.personnel import policies
from tidtam.products.personnel.choices import STATUS_AFTER, Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.queries import notice_of
from tidtam.tracking.models import Case
from tidtam.tracking.wording import long_date

from .keeping import locked, must, must_be_current, save

SOURCE = "personnel_order"
ELSEWHERE = "case"
"""What is said by a matter of a process that is not this product's own."""


def set_order(
    actor: Actor,
    request: PersonnelRequest,
    *,
    effective_on: date | None,
    position: str,
    unit: str,
    version: int,
) -> PersonnelRequest:
    """Enter what the order says beyond what was asked for: from when it takes effect, and another post or unit."""
    with atomic():
        request = locked(actor, request)
        must(policies.can_set_order(actor, request))
        must_be_current(request, version)
        if effective_on:
            _must_be_possible(actor, request, effective_on)
        request.effective_on = effective_on
        request.order_position, request.order_unit = position, unit
        save(actor, request, "order_set")
    return request


def _must_be_possible(actor: Actor, request: PersonnelRequest, effective_on: date) -> None:
    notice = notice_of(actor, request)
    if request.received_on and effective_on < request.received_on and request.kind != Kind.PROMOTION:
        raise Refused(
            _("An order cannot take effect before the request was received, on %(received)s.")
            % {"received": long_date(request.received_on)},
            code="before_receipt",
            field="effective_on",
        )
    if notice and effective_on > notice.latest_on:
        text = (
            _("A resignation to stand in an election cannot be deferred: it takes effect on %(latest)s at the latest.")
            if notice.for_election
            else _("A resignation can be deferred for 90 days at most: until %(latest)s.")
        )
        raise Refused(text % {"latest": long_date(notice.latest_on)}, code="deferred_too_long", field="effective_on")


def outcome_of_order(actor: Actor, request: PersonnelRequest, *, ordered_on: date) -> dict[str, str]:
    """What the register will say once the order was made known: the content of the result “assignment”."""
    kind = Kind(request.kind)
    effective_on = effective_day(request, ordered_on)
    before = assignment_of(actor, request.person_id, effective_on)
    asked = request.target_position if kind in {Kind.PROMOTION, Kind.MOVE} else ""
    content = {
        "organization": str(request.organization_id),
        "position": request.order_position or asked or (before.position if before else ""),
        "level": request.target_level or (before.level if before else ""),
        "unit": request.order_unit or request.target_unit or (before.unit if before else ""),
        "status": STATUS_AFTER[kind].value,
        "effective_on": effective_on.isoformat(),
    }
    return {name: value for name, value in content.items() if value}


def enter_in_register(actor: Actor, request: PersonnelRequest, content: Mapping[str, Any]) -> None:
    """The order was made known: from its day on the register says so. Told twice, it is recorded once."""
    record_assignment(
        actor,
        request.person,
        organization=request.organization,
        position=content.get("position", ""),
        level=content.get("level", ""),
        unit=content.get("unit", ""),
        status=content["status"],
        effective_on=date.fromisoformat(content["effective_on"]),
        source_kind=SOURCE,
        source_id=request.pk,
    )


def enter_from_elsewhere(actor: Actor, case: Case, content: Mapping[str, Any]) -> None:
    """A matter of another process ended in an assignment: what it does not say stays as it was."""
    effective_on = date.fromisoformat(content["effective_on"])
    before = assignment_of(actor, case.subject_id, effective_on)
    kept = {name: getattr(before, name) if before else "" for name in ("position", "level", "unit")}
    office = content.get("organization")
    record_assignment(
        actor,
        case.subject,
        organization=get_organization_by_id(UUID(office)) if office else case.organization,
        **{name: str(content.get(name, value)) for name, value in kept.items()},
        status=content.get("status", ServiceStatus.SERVING),
        effective_on=effective_on,
        source_kind=ELSEWHERE,
        source_id=case.pk,
    )


def take_out_of_register(actor: Actor, request: PersonnelRequest) -> None:
    """The matter was taken up again: what its order did to the register counts no longer."""
    revoke_assignment(actor, source_kind=SOURCE, source_id=request.pk)


def effective_day(request: PersonnelRequest, ordered_on: date) -> date:
    """As entered for the order; else the day asked for when somebody leaves, and the day of the order otherwise."""
    return request.effective_on or request.leave_on or ordered_on
