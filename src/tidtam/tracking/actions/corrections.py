from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.tracking.choices import CORRECTABLE, MOVES, EventKind
from tidtam.tracking.definitions import Definition, Recorded
from tidtam.tracking.history import Entry, Written, effective
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_manage
from tidtam.tracking.progress import replay
from tidtam.tracking.queries.events import entries_of

from . import checks
from .recording import Draft, is_repeat, lock, record
from .results import Content, nothing_comes, restate_result


@dataclass(frozen=True, slots=True)
class Restated:
    """An event as it should have been recorded; all of it, also what was right."""

    happened_on: date
    outcome: str = ""
    remark: str = ""
    order_no: str = ""
    letter_no: str = ""
    result: Content | None = None
    """What came of the matter, where this ended it with a result and it was wrong too; else it stays as it is."""


def correct_event(actor: Actor, case: Case, *, sequence: int, restated: Restated, expected_version: int) -> Case:
    """Record that an event was recorded wrongly, and how it was; the wrong one stays in the history.

    Another outcome leads elsewhere: that can be corrected only as long as nothing was done where it wrongly led.
    """
    case = lock(actor, case)
    draft = Draft(
        kind=EventKind.CORRECTED,
        happened_on=restated.happened_on,
        outcome=restated.outcome,
        order_no=checks.line(restated.order_no, "order_no"),
        letter_no=checks.line(restated.letter_no, "letter_no"),
        corrects=sequence,
        written=Written(remark=checks.remark(restated.remark)),
    )
    checks.must(can_manage(actor, case), _("Only the office that runs the process corrects what was recorded."))
    if is_repeat(actor, case, expected_version, draft):
        return case
    entries = effective(entries_of(actor, case))
    target = _target(entries, sequence)
    _check_dates(actor, entries, target, draft.happened_on)
    draft = _completed(entries, target, draft)
    if restated.result is not None and _last_move(entries) is not target:
        raise nothing_comes()
    if target.kind == EventKind.OPENED:
        case.letter_no = draft.letter_no
    moved = replace(target, happened_on=draft.happened_on, outcome=draft.outcome, leads_to=draft.leads_to)
    with transaction.atomic():
        replayed = replay(moved if entry is target else entry for entry in entries)
        event = record(actor, case, draft, replayed=replayed)
        restate_result(actor, case, event, restated.result)
    return case


def _target(entries: list[Entry], sequence: int) -> Entry:
    target = next((entry for entry in entries if entry.sequence == sequence and entry.kind in CORRECTABLE), None)
    if target is None:
        raise Refused(_("Only the receipt of a matter and finished steps can be corrected."), code="not_correctable")
    return target


def _check_dates(actor: Actor, entries: list[Entry], target: Entry, happened_on: date) -> None:
    moves = [entry for entry in entries if entry.kind in MOVES]
    place = moves.index(target)
    if place == 0:
        checks.received_date(actor, happened_on)
    else:
        checks.date_after(actor, happened_on, moves[place - 1].happened_on)
    if place + 1 < len(moves):
        checks.date_before(happened_on, moves[place + 1].happened_on)


def _completed(entries: list[Entry], target: Entry, draft: Draft) -> Draft:
    """The correction with all that follows from the definition."""
    if target.kind == EventKind.OPENED:
        return replace(draft, step=target.step, outcome="", leads_to=target.leads_to)
    step = target.definition.step(target.step)
    outcome = step.outcome(draft.outcome)
    if outcome is None:
        raise Refused(_("Choose how this step came out."), code="missing", field="outcome")
    checks.recorded(
        step,
        {
            Recorded.REMARK: draft.written.remark,
            Recorded.ORDER_NO: draft.order_no,
            Recorded.LETTER_NO: draft.letter_no,
            Recorded.FILE: target.file_id,
        },
    )
    if outcome.leads_to != target.leads_to and _gives_result(target.definition, outcome.leads_to, target.leads_to):
        raise Refused(
            _(
                "One of these endings hands a result on to other parts of the system, which a correction cannot take "
                "back or give. Reopen the matter and finish the step again."
            ),
            code="result",
            field="outcome",
        )
    if outcome.leads_to != target.leads_to and _last_move(entries) is not target:
        raise Refused(
            _(
                "The matter went on since, so that another outcome cannot be entered here any more. "
                "Finish the matter's present step with the right outcome, or close and reopen it."
            ),
            code="went_on",
            field="outcome",
        )
    return replace(draft, step=target.step, file_id=target.file_id, outcome=outcome.key, leads_to=outcome.leads_to)


def _last_move(entries: list[Entry]) -> Entry:
    return [entry for entry in entries if entry.kind in MOVES][-1]


def _gives_result(definition: Definition, *leads_to: str) -> bool:
    return any(ending.result for ending in definition.endings if ending.key in leads_to)
