from datetime import date

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.tracking.choices import EventKind
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_manage

from . import checks
from .recording import Draft, is_repeat, lock, record


def suspend_case(actor: Actor, case: Case, *, remark: str, happened_on: date, expected_version: int) -> Case:
    """Let no time pass for a reason the person concerned is told; nothing is done in the matter until it goes on."""
    case = lock(actor, case)
    draft = Draft(kind=EventKind.SUSPENDED, happened_on=happened_on, written=Written(remark=checks.remark(remark)))
    if is_repeat(actor, case, expected_version, draft):
        return case
    checks.must(can_manage(actor, case), _("Only the office that runs the process suspends a matter."))
    checks.is_running(case)
    checks.date_after(actor, happened_on, case.moved_on)
    checks.has_reason(draft.written)
    record(actor, case, draft)
    return case


def continue_case(actor: Actor, case: Case, *, happened_on: date, expected_version: int, remark: str = "") -> Case:
    """Let time pass again: both limits lie later by what did not pass."""
    case = lock(actor, case)
    draft = Draft(kind=EventKind.CONTINUED, happened_on=happened_on, written=Written(remark=checks.remark(remark)))
    if is_repeat(actor, case, expected_version, draft):
        return case
    checks.must(can_manage(actor, case), _("Only the office that runs the process lets a matter go on."))
    if not case.is_suspended:
        raise Refused(_("The matter is not suspended, so that there is nothing to continue."), code="not_suspended")
    checks.date_after(actor, happened_on, case.moved_on)
    record(actor, case, draft)
    return case
