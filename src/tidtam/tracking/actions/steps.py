from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.files.actions import hand_over_file, store_file
from tidtam.kernel.files.models import StoredFile
from tidtam.tracking.choices import FILES_OF_A_CASE, EventKind
from tidtam.tracking.definitions import Outcome, Recorded, Step
from tidtam.tracking.history import Reason, Written
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_act, can_return, is_returned
from tidtam.tracking.versions import definition_of

from . import checks
from .recording import Draft, is_repeat, lock, record
from .results import Content, give_result


def finish_step(
    actor: Actor,
    case: Case,
    *,
    happened_on: date,
    expected_version: int,
    outcome: str = "",
    remark: str = "",
    order_no: str = "",
    letter_no: str = "",
    upload: "UploadedFile[bytes] | StoredFile | None" = None,
    result: Content | None = None,
) -> Case:
    """Finish the current step: the matter enters the step its outcome leads to, or ends there.

    An ending that promises other parts of the system a result takes it from here, or asks the product for it.
    """
    case = lock(actor, case)
    definition = definition_of(case.process_version_id)
    step = definition.step(case.step)
    draft = Draft(
        kind=EventKind.FINISHED,
        happened_on=happened_on,
        outcome=outcome,
        order_no=checks.line(order_no, "order_no"),
        letter_no=checks.line(letter_no, "letter_no"),
        written=Written(remark=checks.remark(remark)),
    )
    if is_repeat(actor, case, expected_version, draft):
        return case
    _must_act(actor, case)
    if is_returned(case):
        raise Refused(_("The matter was returned for correction; it goes on once it was handed in again."))
    way = _chosen(step, outcome)
    checks.date_after(actor, happened_on, case.moved_on)
    checks.recorded(
        step,
        {
            Recorded.REMARK: draft.written.remark,
            Recorded.ORDER_NO: draft.order_no,
            Recorded.LETTER_NO: draft.letter_no,
            Recorded.FILE: upload,
        },
    )
    draft = replace(draft, leads_to=way.leads_to)
    if upload is None and result is None and not definition.result_at(way.leads_to):
        record(actor, case, draft)
        return case
    with transaction.atomic():
        if upload is not None:
            draft = replace(draft, file_id=_store(actor, case, upload))
        event = record(actor, case, draft)
        give_result(actor, case, event, definition, result)
    return case


def return_case(
    actor: Actor,
    case: Case,
    *,
    reasons: Iterable[Reason],
    happened_on: date,
    expected_version: int,
    letter_no: str = "",
    remark: str = "",
) -> Case:
    """Hand the matter back for correction, with everything that has to be corrected; it stays at its step."""
    case = lock(actor, case)
    draft = Draft(
        kind=EventKind.RETURNED,
        happened_on=happened_on,
        letter_no=checks.line(letter_no, "letter_no"),
        written=Written(remark=checks.remark(remark), reasons=checks.reasons(reasons)),
    )
    if is_repeat(actor, case, expected_version, draft):
        return case
    checks.is_running(case)
    checks.must(can_return(actor, case), _("At this step the matter cannot be returned by you."))
    checks.date_after(actor, happened_on, case.moved_on)
    record(actor, case, draft)
    return case


def resume_case(
    actor: Actor, case: Case, *, happened_on: date, expected_version: int, letter_no: str = "", remark: str = ""
) -> Case:
    """Hand a returned matter in again: it goes on at the step at which it was returned."""
    case = lock(actor, case)
    draft = Draft(
        kind=EventKind.RESUMED,
        happened_on=happened_on,
        letter_no=checks.line(letter_no, "letter_no"),
        written=Written(remark=checks.remark(remark)),
    )
    if is_repeat(actor, case, expected_version, draft):
        return case
    _must_act(actor, case)
    if not is_returned(case):
        raise Refused(_("The matter was not returned, so that there is nothing to hand in again."))
    checks.date_after(actor, happened_on, case.moved_on)
    record(actor, case, draft)
    return case


def _must_act(actor: Actor, case: Case) -> None:
    checks.is_running(case)
    if not can_act(actor, case):
        raise NotAllowed(_("The next move in this matter is not yours."))


def _chosen(step: Step, key: str) -> Outcome:
    outcome = step.outcome(key)
    if outcome is None:
        raise Refused(_("Choose how this step came out."), code="missing", field="outcome")
    return outcome


def _store(actor: Actor, case: Case, upload: "UploadedFile[bytes] | StoredFile") -> UUID:
    place: dict[str, Any] = {
        "owner_kind": FILES_OF_A_CASE,
        "owner_id": case.pk,
        "organization_path": case.organization_path,
        "person_id": case.person_told_of,
    }
    if isinstance(upload, StoredFile):
        return hand_over_file(actor, upload, **place).pk
    return store_file(actor, upload=upload, **place).pk
