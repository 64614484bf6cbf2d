"""What one can do with a matter, as the pages offer it: who may, which form it takes, which action it is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.web.forms import BaseForm

from . import actions, performing, policies
from .definitions import Step
from .finishing import step_form
from .forms import (
    CaseForm,
    ContinueForm,
    EndForm,
    LetterObjectionForm,
    NoteForm,
    ObjectionForm,
    OutcomeForm,
    PaperObjectionForm,
    RenewForm,
    ReopenForm,
    ResumeForm,
    ReturnForm,
    StepForm,
    VersionForm,
)
from .models import Case
from .performing import Typed
from .queries import can_hand_in_objection, objection_to, seen_version, versions_to_move_to, went_on_for_now
from .versions import definition_of

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
    said_by_subject: Promise | str = ""
    """What the button says where the person concerned presses it, if the words of an office do not fit them."""

    @property
    def own_label(self) -> Promise | str:
        return self.said_by_subject or self.label

    def form(
        self,
        actor: Actor,
        case: Case,
        posted: Posted | None = None,
        typed: Typed | None = None,
        asked: Typed | None = None,
    ) -> BaseForm:
        """Empty; or as it was sent; or as it is now, with what was typed into an earlier one.

        `asked` is what the page's address says: the outcome, where the form depends on it.
        """
        data, files = posted or (None, None)
        step = _step(case, data)
        initial = {
            "happened_on": actor.today(),
            "received_on": actor.today(),
            **(typed or {}),
            "version": seen_version(actor, case),
            "at_step": step.key,
        }
        made: type[BaseForm] = self.form_class
        if made is StepForm:
            chosen = str((data or typed or asked or {}).get("outcome", ""))
            made = step_form(actor, case, step, chosen)
            if issubclass(made, OutcomeForm):
                data = data or asked
        elif made is ReopenForm:
            made = ReopenForm.of(definition_of(case.process_version_id))
        elif made is VersionForm:
            made = VersionForm.of(definition_of(case.process_version_id), step, versions_to_move_to(actor, case))
        return made(data, files, initial=initial)


def _step(case: Case, data: Typed | None) -> Step:
    """The step the form was made for, which may not be the current one any more."""
    definition = definition_of(case.process_version_id)
    sent = str(data.get("at_step", "")) if data else ""
    return definition.step(sent if definition.has_step(sent) else case.step)


def _can_finish(actor: Actor, case: Case) -> bool:
    return policies.can_act(actor, case) and not policies.is_returned(case)


def _can_resume(actor: Actor, case: Case) -> bool:
    return policies.can_act(actor, case) and policies.is_returned(case)


def _can_reopen(actor: Actor, case: Case) -> bool:
    return not case.is_open and policies.can_manage(actor, case) and not went_on_for_now(actor, case)


def _can_close(actor: Actor, case: Case) -> bool:
    return case.is_open and policies.can_manage(actor, case)


def _can_change_version(actor: Actor, case: Case) -> bool:
    return policies.can_change_version(actor, case) and bool(versions_to_move_to(actor, case))


def _can_object(actor: Actor, case: Case) -> bool:
    return policies.can_appeal(actor, case) and objection_to(actor, case) is None


def _can_enter_objection(actor: Actor, case: Case) -> bool:
    return policies.can_enter_appeal(actor, case) and objection_to(actor, case) is None


def _can_hand_in_objection(actor: Actor, case: Case) -> bool:
    return (
        not policies.can_enter_appeal(actor, case)
        and can_hand_in_objection(actor, case)
        and objection_to(actor, case) is None
    )


OBJECT = "object"
ENTER_OBJECTION = "enter-objection"
HAND_IN_OBJECTION = "hand-in-objection"
_ALL = (
    Act(
        key="finish",
        label=_("Record this step"),
        done=_("The step was recorded."),
        allowed=_can_finish,
        form_class=StepForm,
        perform=performing.finish,
        said_by_subject=_("Say that it is done"),
    ),
    Act(
        key="resume",
        label=_("Hand the matter in again"),
        done=_("The matter was handed in again."),
        allowed=_can_resume,
        form_class=ResumeForm,
        perform=performing.resume,
        consequence=_("The matter goes back to the office that returned it, and its time runs again."),
    ),
    Act(
        key="return",
        label=_("Return for correction"),
        done=_("The matter was returned for correction."),
        allowed=policies.can_return,
        form_class=ReturnForm,
        perform=performing.return_for_correction,
        consequence=_("The matter stays at this step until it is handed in again."),
    ),
    Act(
        key="note",
        label=_("Write a note"),
        done=_("The note was recorded."),
        allowed=policies.can_note,
        form_class=NoteForm,
        perform=performing.note,
        consequence=_("A note cannot be changed or taken back."),
    ),
    Act(
        key="continue",
        label=_("Let it go on"),
        done=_("The matter goes on."),
        allowed=policies.can_continue,
        form_class=ContinueForm,
        perform=performing.continue_,
        consequence=_("Time passes again; both limits lie later by the days of the suspension."),
    ),
    Act(
        key=OBJECT,
        label=_("Object to the decision"),
        done=_("Your objection was handed in; you find it among your requests."),
        allowed=_can_object,
        form_class=ObjectionForm,
        perform=performing.object_to,
        consequence=_("Your objection becomes a matter of its own, which you can follow like this one."),
    ),
    Act(
        key=ENTER_OBJECTION,
        label=_("Enter an objection"),
        done=_("The objection was entered as a matter of its own."),
        allowed=_can_enter_objection,
        form_class=PaperObjectionForm,
        perform=performing.object_to,
        consequence=_("Give the day on which the objection was received: it decides whether it came in time."),
    ),
    Act(
        key=HAND_IN_OBJECTION,
        label=_("Hand in an objection"),
        done=_("The objection was handed in as a matter of its own."),
        allowed=_can_hand_in_objection,
        form_class=LetterObjectionForm,
        perform=performing.object_to,
        consequence=_("It counts as received today and becomes a matter of its own, which can be followed."),
    ),
    Act(
        key="suspend",
        label=_("Suspend"),
        done=_("The matter was suspended."),
        allowed=policies.can_suspend,
        form_class=EndForm,
        perform=performing.ending(actions.suspend_case),
        consequence=_(
            "No time passes and nothing is done in the matter until it goes on. The person concerned is told, and "
            "reads the reason."
        ),
    ),
    Act(
        key="change-version",
        label=_("Move to another version"),
        done=_("The matter was moved to the other version."),
        allowed=_can_change_version,
        form_class=VersionForm,
        perform=performing.change_version,
        consequence=_(
            "The matter follows the other version from now on. A limit that both versions give stays as it is; one "
            "that is new to the matter is counted from the day you give."
        ),
    ),
    Act(
        key="withdraw",
        label=_("Withdraw the matter"),
        done=_("The matter was withdrawn."),
        allowed=policies.can_withdraw,
        form_class=EndForm,
        perform=performing.ending(actions.withdraw_case),
        consequence=_("The matter ends without a decision. Only the office that runs it can take it up again."),
        is_dangerous=True,
    ),
    Act(
        key="close",
        label=_("Close early"),
        done=_("The matter was closed."),
        allowed=_can_close,
        form_class=EndForm,
        perform=performing.ending(actions.close_case),
        consequence=_("The matter ends here, before its steps are done, and the person concerned is told."),
        is_dangerous=True,
    ),
    Act(
        key="reopen",
        label=_("Reopen"),
        done=_("The matter was reopened."),
        allowed=_can_reopen,
        form_class=ReopenForm,
        perform=performing.reopen,
        consequence=_("The matter goes on at the chosen step, and the person concerned is told."),
    ),
    Act(
        key="renew-link",
        label=_("Renew the tracking link"),
        done=_("The tracking link was renewed."),
        allowed=policies.can_manage,
        form_class=RenewForm,
        perform=performing.renew,
        consequence=_("The present link stops working for everybody at once. Send the new one to those who need it."),
        is_dangerous=True,
    ),
)
ACTS = {act.key: act for act in _ALL}
SUBJECT_ACTS = frozenset({"finish", "resume", "withdraw", OBJECT})
"""What the person concerned may find on their own page."""


def acts_for(actor: Actor, case: Case) -> list[Act]:
    """What the actor can do now, the next move first."""
    return [act for act in _ALL if act.allowed(actor, case)]
