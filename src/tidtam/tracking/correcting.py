"""Correcting what was recorded: which entries can be, and the form that restates one."""

from typing import Any

from tidtam.kernel.actor import Actor

from .actions import Restated
from .choices import CORRECTABLE, MOVES, EventKind
from .finishing import asked_of
from .forms import CaseForm, ReceiptForm, StepForm
from .history import Entry, effective
from .models import Case, CaseResult
from .policies import can_manage
from .queries import entries_of
from .queries.results import standing_result
from .results.asking import initial_of


def correctable(actor: Actor, case: Case, sequence: int) -> Entry | None:
    """The entry as it is known to have been, if the actor can correct it."""
    if not can_manage(actor, case):
        return None
    entries = effective(entries_of(actor, case))
    return next((entry for entry in entries if entry.sequence == sequence and entry.kind in CORRECTABLE), None)


def correction_form(actor: Actor, case: Case, entry: Entry, posted: Any = None) -> CaseForm:
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
    form = StepForm.of(entry.definition.step(entry.step), file_is_kept=True)
    came = _what_came(actor, case, entry)
    asked = asked_of(actor, case, came.name) if came else None
    if came is not None and asked is not None:
        form = form.with_result(came.name, asked.fields(case))
        initial |= initial_of(came.name, came.content)
    return form(posted, initial=initial)


def _what_came(actor: Actor, case: Case, entry: Entry) -> CaseResult | None:
    """What came of the matter, where it still stands as this entry ended it."""
    if case.is_open or entry.leads_to != case.ended_how:
        return None
    moves = [each.sequence for each in entries_of(actor, case) if each.kind in MOVES]
    return standing_result(actor, case) if entry.sequence == max(moves) else None


def restated_by(form: CaseForm) -> Restated:
    names = ("happened_on", "outcome", "remark", "order_no", "letter_no", "result")
    return Restated(**{name: form.cleaned_data[name] for name in names if name in form.cleaned_data})
