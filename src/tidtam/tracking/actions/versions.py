from datetime import date

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.tracking.choices import EventKind
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case, ProcessVersion
from tidtam.tracking.policies import can_manage, is_returned
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import long_date

from . import checks
from .recording import Draft, is_repeat, lock, record


def move_case_to_version(
    actor: Actor,
    case: Case,
    *,
    version_number: int,
    step: str,
    remark: str,
    happened_on: date,
    expected_version: int,
) -> Case:
    """Let the matter follow another version of its process from now on, at the step that answers to its present one.

    A limit that both versions give stays as it is; one that is new to the matter is counted from this day.
    """
    case = lock(actor, case)
    version = _version(actor, case, version_number)
    draft = Draft(
        kind=EventKind.VERSION_CHANGED,
        happened_on=happened_on,
        leads_to=step,
        process_version_id=version.pk,
        written=Written(remark=checks.remark(remark)),
    )
    if is_repeat(actor, case, expected_version, draft):
        return case
    checks.must(can_manage(actor, case), _("Only the office that runs the process moves a matter to another version."))
    checks.is_running(case)
    if version.pk == case.process_version_id:
        raise Refused(_("The matter follows this version already."), code="same_version", field="target")
    if is_returned(case):
        raise Refused(_("The matter was returned for correction; it goes on once it was handed in again."))
    if not definition_of(version.pk).has_step(step):
        raise Refused(_("Choose the step at which the matter goes on."), code="missing", field="target")
    checks.date_after(actor, happened_on, case.moved_on)
    checks.has_reason(draft.written)
    record(actor, case, draft)
    return case


def _version(actor: Actor, case: Case, number: int) -> ProcessVersion:
    version = ProcessVersion.objects.filter(process=case.process_id, number=number, taken_back=None).first()
    if version is None:
        raise Refused(_("There is no such version of this process."), code="missing", field="target")
    if version.in_force_from > actor.today():
        raise Refused(
            _("This version comes into force on %(date)s.") % {"date": long_date(version.in_force_from)},
            code="not_in_force",
            field="target",
        )
    return version
