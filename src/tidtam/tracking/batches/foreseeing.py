"""What a bulk action will do to each of its matters, told before it is ordered."""

from uuid import UUID

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.definitions import Definition, Need, Recorded
from tidtam.tracking.finishing import promised
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_act, can_manage, can_note, is_returned
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import ending_name, long_date

from .choices import BulkAct
from .models import BulkAction


def why_not(actor: Actor, bulk: BulkAction, case: Case, expected_version: int) -> str:
    """Why nothing can be recorded on this matter, in a sentence; empty if it can."""
    if case.version != expected_version:
        return overtaken()
    if bulk.act == BulkAct.NOTE:
        return "" if can_note(actor, case) else _("Only the offices in charge of the matter write notes.")
    if not case.is_open:
        return _("The matter has ended.")
    found = _why_not_finish(actor, bulk, case) if bulk.act == BulkAct.FINISH else _why_not_stop(actor, bulk, case)
    if not found and bulk.happened_on is not None and bulk.happened_on < case.moved_on:
        return _("The date lies before %(date)s, when the matter came to where it is.") % {
            "date": long_date(case.moved_on)
        }
    return found


def _why_not_stop(actor: Actor, bulk: BulkAction, case: Case) -> str:
    if not can_manage(actor, case):
        return _("Only the office that runs the process suspends a matter or lets it go on.")
    if case.is_suspended and bulk.act == BulkAct.SUSPEND:
        return _("The matter is suspended already.")
    if not case.is_suspended and bulk.act == BulkAct.CONTINUE:
        return _("The matter is not suspended.")
    return ""


def needs_file(process_version_id: UUID, step: str) -> bool:
    """Whether the step cannot be recorded without a file, which belongs to one matter alone."""
    return definition_of(process_version_id).step(step).need(Recorded.FILE) is Need.REQUIRED


def _why_not_finish(actor: Actor, bulk: BulkAction, case: Case) -> str:
    if (case.process_version_id, case.step) != (bulk.process_version_id, bulk.step):
        return _elsewhere(case)
    if case.is_suspended:
        return _("The matter is suspended; let it go on first.")
    if not can_act(actor, case):
        return _("The next move in this matter is not yours.")
    if is_returned(case):
        return _("The matter was returned for correction; it goes on once it was handed in again.")
    if bulk.outcome in promised(actor, case, bulk.step):
        return _("This ending asks what came of the matter. Record it on the matter's own page.")
    return ""


def _elsewhere(case: Case) -> str:
    step = definition_of(case.process_version_id).step(case.step).name
    if needs_file(case.process_version_id, case.step):
        return _("The step “%(step)s” needs a file of this matter. Record it on the matter's own page.") % {
            "step": step
        }
    return _("The matter is at another step, “%(step)s”, or under another version of the process.") % {"step": step}


def overtaken() -> str:
    return _("Something else was recorded on this matter since it was chosen. Look at it, then choose it again.")


def leads_to(bulk: BulkAction, definition: Definition) -> str:
    """Where the chosen outcome brings a matter, in words."""
    outcome = definition.step(bulk.step).outcome(bulk.outcome)
    if outcome is None:
        return ""
    if definition.has_step(outcome.leads_to):
        return str(definition.step(outcome.leads_to).name)
    return _("The matter ends: %(ending)s") % {"ending": ending_name(definition, outcome.leads_to)}
