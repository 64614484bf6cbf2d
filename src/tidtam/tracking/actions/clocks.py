"""What happens when a statutory limit is near or has passed: those concerned are told, once, and it is on record."""

from datetime import date
from uuid import UUID

from django.db import transaction

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit import actions as audit
from tidtam.tracking.choices import ClockKind, EventKind
from tidtam.tracking.definitions import Deadline
from tidtam.tracking.limits import ONE_DAY, bells
from tidtam.tracking.models import Case, CaseClockFiring
from tidtam.tracking.notices import tell_of_limit
from tidtam.tracking.versions import definition_of

from .recording import Draft, record


def ring_clock(actor: Actor, case_id: UUID) -> None:
    """Say what the clock has to say by now, unless it was said or somebody else holds the matter at this moment."""
    with transaction.atomic():
        waiting = Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("process")
        case = waiting.filter(pk=case_id, clock_on__lte=actor.today()).first()
        if case is None or case.deadline_on is None:
            return
        limit = definition_of(case.process_version_id).step(case.step).deadline
        if limit is not None:
            _ring(actor, case, case.deadline_on, limit)


def _ring(actor: Actor, case: Case, limit_on: date, limit: Deadline) -> None:
    today = actor.today()
    ringing = [days for day, days in bells(limit_on, limit) if day <= today]
    later = [day for day, _days in bells(limit_on, limit) if day > today]
    case.clock_on = later[0] if later else None
    case.save(update_fields=["clock_on"])
    new = _recorded(actor, case, limit_on, ringing if later else ringing[-1:])
    if not new:
        return
    is_over = not later
    tell_of_limit(actor, case, limit_on, days_left=max((limit_on - today).days, 0), is_over=is_over)
    if is_over and limit.overrun:
        _finish(actor, case, limit_on, limit)


def _recorded(actor: Actor, case: Case, limit_on: date, ringing: list[int]) -> list[int]:
    """Those that were not on record yet: of several that are late together only the nearest is told."""
    known = set(CaseClockFiring.objects.filter(case=case, limit_on=limit_on).values_list("days", flat=True))
    new = [days for days in ringing if days not in known]
    for days in new:
        kind = ClockKind.WARNING if days else ClockKind.OVERRUN
        CaseClockFiring.objects.create(case=case, limit_on=limit_on, kind=kind, days=days, fired_at=actor.now())
        audit.record(
            actor,
            "case.clock_rang",
            "case",
            case.pk,
            person_id=case.person_told_of,
            organization_path=case.organization_path,
            details={"limit_on": limit_on.isoformat(), "kind": kind.value, "days": days},
        )
    return new


def _finish(actor: Actor, case: Case, limit_on: date, limit: Deadline) -> None:
    """The step ends as its definition says, on the day after the limit, whenever the job came to see it."""
    outcome = definition_of(case.process_version_id).step(case.step).outcome(limit.overrun)
    if outcome is not None:
        happened_on = max(limit_on + ONE_DAY, case.moved_on)
        record(
            actor,
            case,
            Draft(kind=EventKind.FINISHED, happened_on=happened_on, outcome=outcome.key, leads_to=outcome.leads_to),
        )
