from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.tracking.choices import EventKind
from tidtam.tracking.definitions import CLOSED, WITHDRAWN
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.plugins import tell_reopened, tell_withdrawn
from tidtam.tracking.policies import can_manage, can_withdraw
from tidtam.tracking.versions import definition_of

from . import checks
from .going_on import must_not_have_gone_on
from .recording import Draft, is_repeat, lock, record
from .results import Content, came_early, hand_over


def withdraw_case(actor: Actor, case: Case, *, remark: str, happened_on: date, expected_version: int) -> Case:
    """End the matter because those who handed it in take it back."""
    case = lock(actor, case)
    draft = _ending(EventKind.WITHDRAWN, WITHDRAWN, happened_on, remark)
    if is_repeat(actor, case, expected_version, draft):
        return case
    _must_be_open(case)
    checks.must(can_withdraw(actor, case), _("Your role does not withdraw this matter."))
    with transaction.atomic():
        _end(actor, case, draft)
        tell_withdrawn(actor, case)
    return case


def close_case(
    actor: Actor,
    case: Case,
    *,
    remark: str,
    happened_on: date,
    expected_version: int,
    result: Content | None = None,
) -> Case:
    """End the matter before its course is run, for a reason the process knows no outcome for.

    If what the process promises came of it all the same, `result` says so.
    """
    case = lock(actor, case)
    draft = _ending(EventKind.CLOSED, CLOSED, happened_on, remark)
    if is_repeat(actor, case, expected_version, draft):
        return case
    _must_be_open(case)
    checks.must(can_manage(actor, case), _("Only the office that runs the process closes a matter early."))
    name = came_early(definition_of(case.process_version_id), result)
    with transaction.atomic():
        event = _end(actor, case, draft)
        if result is not None:
            hand_over(actor, case, event, name, result)
    return case


def reopen_case(actor: Actor, case: Case, *, step: str, remark: str, happened_on: date, expected_version: int) -> Case:
    """Take an ended matter up again at one of its steps."""
    case = lock(actor, case)
    draft = Draft(
        kind=EventKind.REOPENED, happened_on=happened_on, leads_to=step, written=Written(remark=checks.remark(remark))
    )
    if is_repeat(actor, case, expected_version, draft):
        return case
    checks.must(can_manage(actor, case), _("Only the office that runs the process reopens a matter."))
    if case.is_open:
        raise Refused(_("The matter has not ended, so that there is nothing to reopen."))
    must_not_have_gone_on(actor, case)
    if not definition_of(case.process_version_id).has_step(step):
        raise Refused(_("Choose the step at which the matter goes on."), code="missing", field="step")
    _end(actor, case, draft)
    tell_reopened(actor, case)
    return case


def _ending(kind: EventKind, how: str, happened_on: date, remark: str) -> Draft:
    return Draft(kind=kind, happened_on=happened_on, leads_to=how, written=Written(remark=checks.remark(remark)))


def _must_be_open(case: Case) -> None:
    if not case.is_open:
        raise Refused(_("The matter has already ended."), code="ended")


def _end(actor: Actor, case: Case, draft: Draft) -> CaseEvent:
    checks.date_after(actor, draft.happened_on, case.moved_on)
    checks.has_reason(draft.written)
    return record(actor, case, draft)
