"""What one can do with a matter, as the pages offer it: who may, which form it takes, which action it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor

from . import actions, policies
from .definitions import Step
from .forms import CaseForm, EndForm, NoteForm, RenewForm, ReopenForm, ResumeForm, ReturnForm, StepForm
from .history import Reason
from .models import Case
from .versions import definition_of

Typed = Mapping[str, Any]
Posted = tuple[Typed, MultiValueDict[str, "UploadedFile[bytes]"]]
"""The values and the files of a form that was sent."""


@dataclass(frozen=True, slots=True)
class Act:
    key: str
    label: Promise
    """What the button says."""
    done: Promise
    allowed: Callable[[Actor, Case], bool]
    form_class: type[CaseForm]
    perform: Callable[[Actor, Case, Typed], Case]
    consequence: Promise | str = ""
    is_dangerous: bool = False

    def form(self, actor: Actor, case: Case, posted: Posted | None = None, typed: Typed | None = None) -> CaseForm:
        """Empty; or as it was sent; or as it is now, with what was typed into an earlier one."""
        data, files = posted or (None, None)
        step = _step(case, data)
        initial = {"happened_on": actor.today(), **(typed or {}), "version": case.version, "at_step": step.key}
        made: type[CaseForm] = self.form_class
        if made is StepForm:
            made = StepForm.of(step)
        elif made is ReopenForm:
            made = ReopenForm.of(definition_of(case.process_version_id))
        return made(data, files, initial=initial)


def _step(case: Case, data: Typed | None) -> Step:
    """The step the form was made for, which may not be the current one any more."""
    definition = definition_of(case.process_version_id)
    sent = str(data.get("at_step", "")) if data else ""
    return definition.step(sent if definition.has_step(sent) else case.step)


def _can_finish(actor: Actor, case: Case) -> bool:
    return policies.can_act(actor, case) and not policies.is_returned(case)


def _finish(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.finish_step(
        actor,
        case,
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
        outcome=typed.get("outcome", ""),
        remark=typed.get("remark", ""),
        order_no=typed.get("order_no", ""),
        letter_no=typed.get("letter_no", ""),
        upload=typed.get("file"),
    )


def _can_resume(actor: Actor, case: Case) -> bool:
    return policies.can_act(actor, case) and policies.is_returned(case)


def _resume(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.resume_case(
        actor,
        case,
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
        letter_no=typed["letter_no"],
        remark=typed["remark"],
    )


def _return(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.return_case(
        actor,
        case,
        reasons=[Reason(line.strip()) for line in typed["reasons"].splitlines() if line.strip()],
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
        letter_no=typed["letter_no"],
    )


def _note(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.add_note(
        actor, case, text=typed["text"], for_subject=typed["for_subject"], expected_version=typed["version"]
    )


def _ending(end: Callable[..., Case]) -> Callable[[Actor, Case, Typed], Case]:
    def perform(actor: Actor, case: Case, typed: Typed) -> Case:
        return end(
            actor,
            case,
            remark=typed["remark"],
            happened_on=typed["happened_on"],
            expected_version=typed["version"],
        )

    return perform


def _can_reopen(actor: Actor, case: Case) -> bool:
    return not case.is_open and policies.can_manage(actor, case)


def _reopen(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.reopen_case(
        actor,
        case,
        step=typed["step"],
        remark=typed["remark"],
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
    )


def _can_close(actor: Actor, case: Case) -> bool:
    return case.is_open and policies.can_manage(actor, case)


def _renew(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.renew_link(actor, case, expected_version=typed["version"])


_ALL = (
    Act(
        key="finish",
        label=_("Record this step"),
        done=_("The step was recorded."),
        allowed=_can_finish,
        form_class=StepForm,
        perform=_finish,
    ),
    Act(
        key="resume",
        label=_("Hand the matter in again"),
        done=_("The matter was handed in again."),
        allowed=_can_resume,
        form_class=ResumeForm,
        perform=_resume,
        consequence=_("The matter goes back to the office that returned it, and its time runs again."),
    ),
    Act(
        key="return",
        label=_("Return for correction"),
        done=_("The matter was returned for correction."),
        allowed=policies.can_return,
        form_class=ReturnForm,
        perform=_return,
        consequence=_("The matter stays at this step until it is handed in again."),
    ),
    Act(
        key="note",
        label=_("Write a note"),
        done=_("The note was recorded."),
        allowed=policies.can_note,
        form_class=NoteForm,
        perform=_note,
        consequence=_("A note cannot be changed or taken back."),
    ),
    Act(
        key="withdraw",
        label=_("Withdraw the matter"),
        done=_("The matter was withdrawn."),
        allowed=policies.can_withdraw,
        form_class=EndForm,
        perform=_ending(actions.withdraw_case),
        consequence=_("The matter ends without a decision. Only the office that runs it can take it up again."),
        is_dangerous=True,
    ),
    Act(
        key="close",
        label=_("Close early"),
        done=_("The matter was closed."),
        allowed=_can_close,
        form_class=EndForm,
        perform=_ending(actions.close_case),
        consequence=_("The matter ends here, before its steps are done, and the person concerned is told."),
        is_dangerous=True,
    ),
    Act(
        key="reopen",
        label=_("Reopen"),
        done=_("The matter was reopened."),
        allowed=_can_reopen,
        form_class=ReopenForm,
        perform=_reopen,
        consequence=_("The matter goes on at the chosen step, and the person concerned is told."),
    ),
    Act(
        key="renew-link",
        label=_("Renew the tracking link"),
        done=_("The tracking link was renewed."),
        allowed=policies.can_manage,
        form_class=RenewForm,
        perform=_renew,
        consequence=_("The present link stops working for everybody at once. Send the new one to those who need it."),
        is_dangerous=True,
    ),
)
ACTS = {act.key: act for act in _ALL}
SUBJECT_ACTS = frozenset({"finish", "resume", "withdraw"})
"""What the person concerned may find on their own page."""


def acts_for(actor: Actor, case: Case) -> list[Act]:
    """What the actor can do now, the next move first."""
    return [act for act in _ALL if act.allowed(actor, case)]
