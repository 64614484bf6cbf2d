"""Correcting what was recorded: which entries can be, and the form that restates one."""

from typing import Any

from tidtam.kernel.actor import Actor

from .actions import Restated
from .choices import CORRECTABLE, EventKind
from .forms import CaseForm, ReceiptForm, StepForm
from .history import Entry, effective
from .models import Case
from .policies import can_manage
from .queries import entries_of


def correctable(actor: Actor, case: Case, sequence: int) -> Entry | None:
    """The entry as it is known to have been, if the actor can correct it."""
    if not can_manage(actor, case):
        return None
    entries = effective(entries_of(actor, case))
    return next((entry for entry in entries if entry.sequence == sequence and entry.kind in CORRECTABLE), None)


def correction_form(case: Case, entry: Entry, posted: Any = None) -> CaseForm:
    initial = {
        "version": case.version,
        "at_step": entry.step,
        "happened_on": entry.happened_on,
        "outcome": entry.outcome,
        "remark": entry.written.remark,
        "order_no": entry.order_no,
        "letter_no": entry.letter_no,
    }
    if entry.kind == EventKind.OPENED:
        return ReceiptForm(posted, initial=initial)
    step = entry.definition.step(entry.step)
    return StepForm.of(step, file_is_kept=True)(posted, initial=initial)


def restated_by(form: CaseForm) -> Restated:
    names = ("happened_on", "outcome", "remark", "order_no", "letter_no")
    return Restated(**{name: form.cleaned_data[name] for name in names if name in form.cleaned_data})
