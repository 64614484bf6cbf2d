"""What is done with a matter. Each call says in If-Match which version it has seen, and has an Idempotency-Key."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from tidtam.tracking import actions, queries
from tidtam.tracking.api.calls import ClientToken, client_of, once, show_version, version_wanted
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.api.door import ApiRequest
from tidtam.tracking.api.numbers import number_shown
from tidtam.tracking.api.presenting import case_detail
from tidtam.tracking.api.problems import Problem
from tidtam.tracking.api.queries.files import unused_file
from tidtam.tracking.api.responses import changed
from tidtam.tracking.api.schemas.acts import CloseIn, ContinueIn, EndIn, FinishIn, NoteIn, ReopenIn, ResumeIn, ReturnIn
from tidtam.tracking.api.schemas.cases import CaseDetailOut
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case
from tidtam.tracking.plugins import replaced_acts

router = Router(tags=["Acts"])
Operation = Callable[[Callable[..., Any]], Callable[..., Any]]


def _act(key: str, summary: str) -> Operation:
    """One act of a matter as an operation of the interface."""
    return router.post(
        f"/{{uuid:case_id}}/{key}",
        auth=ClientToken(Scope.ACT),
        response=changed(CaseDetailOut, 404, 412, 428),
        url_name=f"case_{key}",
        operation_id=f"{key}Case",
        summary=summary,
    )


def _given(request: ApiRequest, case_id: UUID, key: str) -> tuple[Case, int]:
    """The matter and the version the client has seen; some acts belong to the product whose matter it is."""
    version = version_wanted(request)
    case = queries.get_work_case(request.actor, case_id)
    if key in replaced_acts(request.actor, case):
        raise Problem("of_product")
    return case, version


def _done(request: ApiRequest, case: Case, response: HttpResponse) -> CaseDetailOut:
    case = queries.get_work_case(request.actor, case.pk)
    show_version(response, case)
    return case_detail(request.actor, case, number_shown(request, case))


@_act("finish", "Finish the present step")
@once
def finish(request: ApiRequest, case_id: UUID, body: FinishIn, response: HttpResponse) -> CaseDetailOut:
    """Record the present step: the matter enters the step its outcome leads to, or ends there.

    The process says what a step records. A file is sent before, to `/files`, and named here.
    """
    case, version = _given(request, case_id, "finish")
    file = unused_file(request.actor, client_of(request), body.file) if body.file else None
    case = actions.finish_step(
        request.actor,
        case,
        happened_on=body.happened_on,
        expected_version=version,
        outcome=body.outcome,
        remark=body.remark,
        order_no=body.order_no,
        letter_no=body.letter_no,
        upload=file,
        result=body.result,
    )
    return _done(request, case, response)


@_act("return", "Return for correction")
@once
def return_(request: ApiRequest, case_id: UUID, body: ReturnIn, response: HttpResponse) -> CaseDetailOut:
    """Hand it back with everything that has to be corrected; it stays at its step until it is handed in again."""
    case, version = _given(request, case_id, "return")
    case = actions.return_case(
        request.actor,
        case,
        reasons=[Reason(text=reason.text, code=reason.code) for reason in body.reasons],
        happened_on=body.happened_on,
        expected_version=version,
        letter_no=body.letter_no,
    )
    return _done(request, case, response)


@_act("resume", "Hand in again")
@once
def resume(request: ApiRequest, case_id: UUID, body: ResumeIn, response: HttpResponse) -> CaseDetailOut:
    """Hand a returned matter in again; its time runs on."""
    case, version = _given(request, case_id, "resume")
    case = actions.resume_case(
        request.actor,
        case,
        happened_on=body.happened_on,
        expected_version=version,
        letter_no=body.letter_no,
        remark=body.remark,
    )
    return _done(request, case, response)


@_act("note", "Write a note")
@once
def note(request: ApiRequest, case_id: UUID, body: NoteIn, response: HttpResponse) -> CaseDetailOut:
    """Among the offices in charge, or to the person concerned. A note cannot be changed or taken back."""
    case, version = _given(request, case_id, "note")
    case = actions.add_note(request.actor, case, text=body.text, for_subject=body.for_subject, expected_version=version)
    return _done(request, case, response)


@_act("withdraw", "Withdraw the matter")
@once
def withdraw(request: ApiRequest, case_id: UUID, body: EndIn, response: HttpResponse) -> CaseDetailOut:
    """End it because those who handed it in take it back."""
    case, version = _given(request, case_id, "withdraw")
    case = actions.withdraw_case(
        request.actor, case, remark=body.remark, happened_on=body.happened_on, expected_version=version
    )
    return _done(request, case, response)


@_act("close", "Close early")
@once
def close(request: ApiRequest, case_id: UUID, body: CloseIn, response: HttpResponse) -> CaseDetailOut:
    """End it before its course is run, for a reason the process knows no outcome for.

    If what the process promises came of it all the same, `result` says so.
    """
    case, version = _given(request, case_id, "close")
    case = actions.close_case(
        request.actor,
        case,
        remark=body.remark,
        happened_on=body.happened_on,
        expected_version=version,
        result=body.result,
    )
    return _done(request, case, response)


@_act("reopen", "Reopen")
@once
def reopen(request: ApiRequest, case_id: UUID, body: ReopenIn, response: HttpResponse) -> CaseDetailOut:
    """Take an ended matter up again at one of its steps."""
    case, version = _given(request, case_id, "reopen")
    case = actions.reopen_case(
        request.actor,
        case,
        step=body.step,
        remark=body.remark,
        happened_on=body.happened_on,
        expected_version=version,
    )
    return _done(request, case, response)


@_act("suspend", "Suspend the matter")
@once
def suspend(request: ApiRequest, case_id: UUID, body: EndIn, response: HttpResponse) -> CaseDetailOut:
    """Let it stand still for the reason given: its times run on only when it continues."""
    case, version = _given(request, case_id, "suspend")
    case = actions.suspend_case(
        request.actor, case, remark=body.remark, happened_on=body.happened_on, expected_version=version
    )
    return _done(request, case, response)


@_act("continue", "Let the matter go on")
@once
def continue_(request: ApiRequest, case_id: UUID, body: ContinueIn, response: HttpResponse) -> CaseDetailOut:
    """Take a suspended matter up again where it stood."""
    case, version = _given(request, case_id, "continue")
    case = actions.continue_case(
        request.actor, case, remark=body.remark, happened_on=body.happened_on, expected_version=version
    )
    return _done(request, case, response)
