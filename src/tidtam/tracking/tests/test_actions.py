"""What is done at a matter: opened, moved, returned, ended; who may, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils.translation import override

from tidtam.kernel.actor import NotAllowed, Outdated, Refused, acting_as
from tidtam.tracking.actions import (
    add_note,
    close_case,
    finish_step,
    open_case,
    renew_link,
    reopen_case,
    resume_case,
    return_case,
    withdraw_case,
)
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case

from .acting import LATER, act, entries
from .factories import DAY, World


@pytest.mark.requirement("TRK-10")
def test_a_new_matter_stands_at_its_first_step(world: World) -> None:
    with acting_as(world.institution):
        case = open_case(
            world.institution,
            "sample",
            subject=world.subject,
            organization=world.university,
            received_on=DAY,
            letter_no="อว 0001/๑",
        )
    case.refresh_from_db()
    assert (case.subject_id, case.organization_path) == (world.subject.pk, "mhesi/uni-a")
    assert (case.status, case.step, case.holder) == ("in_progress", "receive", "ministry_case_officer")
    assert (case.received_on, case.step_since, case.letter_no) == (DAY, DAY, "อว 0001/๑")
    assert case.due_on == DAY + timedelta(days=3)
    assert len(case.tracking_code) == 26


@pytest.mark.requirement("TRK-10")
def test_no_two_matters_share_a_tracking_code(world: World) -> None:
    assert len({world.open().tracking_code for _ in range(5)}) == 5


@pytest.mark.requirement("TRK-10")
def test_only_those_the_process_names_open_a_matter(world: World) -> None:
    for actor in (world.other_institution, world.member, world.stranger):
        with acting_as(actor), pytest.raises(NotAllowed):
            open_case(actor, "sample", subject=world.subject, organization=world.university, received_on=DAY)
    assert not Case.objects.exists()


@pytest.mark.requirement("TRK-11")
def test_finishing_a_step_records_it_and_enters_the_next(world: World) -> None:
    case = act(world.officer, finish_step, world.open(), happened_on=LATER, letter_no="อว 0002/2")
    assert (case.step, case.step_since, case.held_since) == ("check", LATER, LATER)
    finished = entries(world.officer, case)[-1]
    assert (finished.kind, finished.step, finished.leads_to) == ("finished", "receive", "check")
    assert (finished.happened_on, finished.letter_no) == (LATER, "อว 0002/2")
    assert finished.recorded_at == world.officer.now()
    assert finished.recorded_by == world.officer.account_id


@pytest.mark.requirement("TRK-01", "TRK-11")
def test_a_step_records_what_its_definition_says_and_nothing_else(world: World) -> None:
    case = world.open()
    with pytest.raises(Refused) as missing:
        act(world.officer, finish_step, case, happened_on=LATER)
    with pytest.raises(Refused) as unasked:
        act(world.officer, finish_step, case, happened_on=LATER, letter_no="1", order_no="2")
    assert (missing.value.field, unasked.value.field) == ("letter_no", "order_no")


@pytest.mark.requirement("TRK-01")
def test_a_step_with_outcomes_asks_for_one_of_them(world: World) -> None:
    case = world.open_at_check()
    for outcome in ("", "pass", "meeting"):
        with pytest.raises(Refused) as refused:
            act(world.officer, finish_step, case, happened_on=LATER, outcome=outcome)
        assert refused.value.field == "outcome"


@pytest.mark.requirement("TRK-01", "TRK-10")
def test_an_outcome_may_end_the_matter_and_says_how(world: World) -> None:
    case = act(world.officer, finish_step, world.open_at_check(), happened_on=LATER, outcome="refuse")
    assert (case.status, case.ended_how, case.holder, case.due_on) == ("completed", "refused", "", None)
    with pytest.raises(Refused) as ended:
        act(world.officer, finish_step, case, happened_on=LATER, outcome="complete")
    assert ended.value.code == "ended"


@pytest.mark.requirement("TRK-01")
def test_the_last_step_leads_to_the_regular_ending(world: World) -> None:
    case = act(world.officer, finish_step, world.open_at_meeting(), happened_on=DAY, outcome="pass", remark="มติที่ประชุม")
    case = act(world.officer, finish_step, case, happened_on=DAY, order_no="1/2569")
    assert (case.status, case.ended_how) == ("completed", "approved")


@pytest.mark.requirement("TRK-01")
def test_a_loop_enters_a_step_again(world: World) -> None:
    case = act(world.officer, finish_step, world.open_at_meeting(), happened_on=DAY, outcome="amend", remark="แก้ไข")
    assert (case.step, case.holder) == ("amend", "subject")
    case = act(world.member, finish_step, case, happened_on=LATER)
    assert (case.step, case.step_since) == ("meeting", LATER)


@pytest.mark.requirement("TRK-11", "ACA-03")
def test_a_matter_is_returned_with_reasons_and_handed_in_again(world: World) -> None:
    case = world.open_at_check()
    reasons = [Reason("ขาดหลักฐานการเผยแพร่", code="DOC-602"), Reason("ขาดลายมือชื่อ")]
    case = act(world.officer, return_case, case, happened_on=LATER, reasons=reasons, letter_no="อว 3")
    assert (case.step, case.holder, case.held_since, case.step_since) == ("check", "institution_officer", LATER, DAY)
    assert entries(world.institution, case)[-1].written.reasons == tuple(reasons)
    with pytest.raises(Refused):
        act(world.officer, finish_step, case, happened_on=LATER, outcome="complete")
    case = act(world.institution, resume_case, case, happened_on=LATER + timedelta(days=1), remark="ส่งครบแล้ว")
    assert (case.step, case.holder) == ("check", "ministry_case_officer")
    assert case.held_since == LATER + timedelta(days=1)


@pytest.mark.requirement("ACA-03")
def test_a_return_says_what_has_to_be_corrected(world: World) -> None:
    with pytest.raises(Refused) as refused:
        act(world.officer, return_case, world.open_at_check(), happened_on=LATER, reasons=[Reason("  ")])
    assert refused.value.field == "reasons"


@pytest.mark.requirement("TRK-11")
def test_only_a_step_that_allows_it_is_returned(world: World) -> None:
    with pytest.raises(NotAllowed):
        act(world.officer, return_case, world.open(), happened_on=LATER, reasons=[Reason("ขาดเอกสาร")])


@pytest.mark.requirement("TRK-11")
def test_what_was_not_returned_is_not_handed_in_again(world: World) -> None:
    with override("en"), pytest.raises(Refused, match="not returned"):
        act(world.officer, resume_case, world.open_at_check(), happened_on=LATER)


@pytest.mark.requirement("TRK-11")
def test_who_does_not_hold_the_matter_does_not_move_it(world: World) -> None:
    case = world.open()
    for actor in (world.institution, world.member):
        with pytest.raises(NotAllowed):
            act(actor, finish_step, case, happened_on=LATER, letter_no="1")


@pytest.mark.requirement("TRK-22", "ACA-02")
def test_to_strangers_a_matter_does_not_exist_whatever_they_try(world: World) -> None:
    case = world.open()
    tries: list[tuple[Callable[..., Case], dict[str, Any]]] = [
        (finish_step, {"happened_on": LATER, "letter_no": "1"}),
        (return_case, {"happened_on": LATER, "reasons": [Reason("ก")]}),
        (resume_case, {"happened_on": LATER}),
        (withdraw_case, {"happened_on": LATER, "remark": "ก"}),
        (close_case, {"happened_on": LATER, "remark": "ก"}),
        (reopen_case, {"happened_on": LATER, "remark": "ก", "step": "check"}),
        (add_note, {"text": "ก", "for_subject": False}),
        (renew_link, {}),
    ]
    for actor in (world.stranger, world.other_institution):
        for action, given in tries:
            with pytest.raises(Http404):
                act(actor, action, case, **given)
            with pytest.raises(Http404):
                act(actor, action, case, **{**given, "expected_version": 0})
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.requirement("TRK-12")
def test_the_second_of_two_officers_is_told_what_changed(world: World) -> None:
    case = world.open_at_check()
    act(world.officer, finish_step, case, happened_on=LATER, outcome="complete")
    with override("en"), pytest.raises(Outdated) as outdated:
        act(world.second_officer, finish_step, case, happened_on=LATER, outcome="refuse")
    assert "Check documents" in str(outdated.value.message)
    assert "Complete" in str(outdated.value.message)


@pytest.mark.requirement("TRK-12")
def test_a_form_sent_twice_is_answered_as_if_sent_once(world: World) -> None:
    case = world.open_at_check()
    given = {"happened_on": LATER, "outcome": "complete", "remark": "ครบ"}
    first = act(world.officer, finish_step, case, **given)
    again = act(world.officer, finish_step, case, **given)
    assert again.version == first.version
    with pytest.raises(Outdated):
        act(world.officer, finish_step, case, **{**given, "remark": "ครบถ้วน"})
    with pytest.raises(Outdated):
        act(world.second_officer, finish_step, case, **given)


@pytest.mark.requirement("TRK-11", "TRK-21")
def test_an_internal_note_stands_in_nobodys_way_and_is_told_to_none(world: World) -> None:
    case = world.open_at_check()
    act(world.officer, add_note, case, text="ภายใน", for_subject=False)
    assert act(world.member, withdraw_case, case, happened_on=LATER, remark="ขอถอน").ended_how == "withdrawn"


@pytest.mark.requirement("TRK-11")
def test_a_withdrawn_matter_has_ended_and_can_be_reopened(world: World) -> None:
    case = act(world.member, withdraw_case, world.open_at_check(), happened_on=LATER, remark="ขอถอนเรื่อง")
    assert (case.status, case.ended_how) == ("completed", "withdrawn")
    with pytest.raises(NotAllowed):
        act(world.institution, reopen_case, case, step="check", happened_on=LATER, remark="ขอใหม่")
    case = act(world.officer, reopen_case, case, step="meeting", happened_on=LATER, remark="ถอนโดยเข้าใจผิด")
    assert (case.status, case.ended_how, case.step) == ("in_progress", "", "meeting")


@pytest.mark.requirement("TRK-11")
def test_closing_early_needs_a_reason_and_the_right_office(world: World) -> None:
    case = world.open()
    with pytest.raises(Refused) as refused:
        act(world.officer, close_case, case, happened_on=LATER, remark=" ")
    assert refused.value.field == "remark"
    with pytest.raises(NotAllowed):
        act(world.institution, close_case, case, happened_on=LATER, remark="ก")
    case = act(world.officer, close_case, case, happened_on=LATER, remark="ยื่นซ้ำ")
    assert (case.status, case.ended_how) == ("completed", "closed")


@pytest.mark.requirement("TRK-22")
def test_renewing_the_link_makes_the_old_one_void(world: World) -> None:
    case = world.open()
    with pytest.raises(NotAllowed):
        act(world.institution, renew_link, case)
    renewed = act(world.officer, renew_link, case)
    assert renewed.tracking_code != case.tracking_code
    assert entries(world.officer, renewed)[-1].kind == "link_renewed"
