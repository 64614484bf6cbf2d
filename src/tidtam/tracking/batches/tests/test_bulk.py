"""TRK-14: one record for many matters, told beforehand for each, and answered for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.access.actions import end_role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.tracking.actions import add_note, finish_step
from tidtam.tracking.batches import actions, queries
from tidtam.tracking.batches.actions import FilledIn
from tidtam.tracking.batches.choices import BulkAct, BulkState, ItemState
from tidtam.tracking.batches.models import BulkAction, BulkItem
from tidtam.tracking.batches.tasks import ATTEMPTS
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.queries import entries_of
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import make_actor

from .factories import Desk, run_jobs

pytestmark = pytest.mark.requirement("TRK-14")


def chosen(actor: Actor, cases: Sequence[Case], act: BulkAct = BulkAct.FINISH) -> BulkAction:
    with acting_as(actor):
        return actions.begin_bulk(actor, act=act, case_ids={case.pk for case in cases})


def ordered(desk: Desk, actor: Actor, bulk: BulkAction, **given: Any) -> BulkAction:
    filled_in = FilledIn(**{"happened_on": desk.today, "letter_no": "อว 0601/9", **given})
    with acting_as(actor):
        return actions.order_bulk(actor, actions.fill_in_bulk(actor, bulk, filled_in))


def results(bulk: BulkAction) -> dict[Any, tuple[str, str]]:
    with acting_as(SYSTEM):
        return {item.case_id: (item.state, item.reason) for item in BulkItem.objects.filter(bulk=bulk)}


def events(case: Case) -> int:
    return CaseEvent.objects.filter(case=case).count()


def test_one_letter_over_many_matters_is_recorded_on_each(desk: Desk) -> None:
    cases = desk.cases(3)
    bulk = ordered(desk, desk.officer, chosen(desk.officer, cases))
    assert {state for state, _reason in results(bulk).values()} == {ItemState.WAITING}
    run_jobs()
    assert {state for state, _reason in results(bulk).values()} == {ItemState.DONE}
    for case in Case.objects.all():
        with acting_as(desk.officer):
            last = entries_of(desk.officer, case)[-1]
        assert (case.step, last.letter_no, last.recorded_by) == ("check", "อว 0601/9", desk.officer.account_id)
    bulk.refresh_from_db()
    assert bulk.state == BulkState.DONE


def test_each_matter_says_why_nothing_will_be_recorded_and_nothing_is(
    desk: Desk, browse: Callable[..., Browser]
) -> None:
    ready, elsewhere, held_by_others = desk.case(steps=1), desk.case(), desk.case(steps=1)
    late, twin = desk.case(steps=1), desk.case(steps=1)
    with acting_as(desk.officer):
        from tidtam.tracking.actions import return_case
        from tidtam.tracking.history import Reason

        return_case(
            desk.officer, held_by_others, reasons=[Reason("ขาดเอกสาร")], happened_on=desk.day, expected_version=2
        )
    bulk = chosen(desk.officer, [ready, elsewhere, held_by_others, late, twin])
    browser = browse(desk.officer)
    sent = browser.post(f"/work/bulk/{bulk.pk}/", {"happened_on": desk.today.isoformat(), "outcome": "complete"})
    assert sent.status_code == 302
    with acting_as(desk.officer):
        add_note(desk.officer, late, text="x", for_subject=False, expected_version=2)
    page = browser.get(f"/work/bulk/{bulk.pk}/")
    told = {row.row.case.pk: row.reason for row in page.context["rows"]}
    assert (page.context["counts"]["ready"], page.context["counts"]["left_out"]) == (2, 3)
    assert (told[ready.pk], told[twin.pk]) == ("", "")
    assert "another step, “Receive”" in told[elsewhere.pk]
    assert "returned for correction" in told[held_by_others.pk]
    assert "Something else was recorded" in told[late.pk]
    browser.post(f"/work/bulk/{bulk.pk}/order/")
    run_jobs()
    states = {case_id: state for case_id, (state, _reason) in results(bulk).items()}
    assert states == {
        ready.pk: ItemState.DONE,
        twin.pk: ItemState.DONE,
        **dict.fromkeys((elsewhere.pk, held_by_others.pk, late.pk), ItemState.REFUSED),
    }
    assert (events(elsewhere), events(late)) == (1, 3)


def test_a_date_before_a_matter_came_to_the_step_is_told_for_that_matter(desk: Desk) -> None:
    early, later = desk.cases(2)
    with acting_as(desk.officer):
        later = finish_step(desk.officer, later, happened_on=desk.today, expected_version=1, letter_no="อว 1")
        early = finish_step(desk.officer, early, happened_on=desk.day, expected_version=1, letter_no="อว 1")
    day = desk.day + timedelta(days=1)
    bulk = ordered(
        desk, desk.officer, chosen(desk.officer, [early, later]), happened_on=day, letter_no="", outcome="complete"
    )
    run_jobs()
    assert results(bulk)[early.pk] == (ItemState.DONE, "")
    state, reason = results(bulk)[later.pk]
    assert state == ItemState.REFUSED
    assert reason.startswith("วันที่")


def test_of_two_bulk_actions_over_the_same_matters_one_wins_each_and_the_other_says_so(desk: Desk) -> None:
    cases = desk.cases(3)
    first = ordered(desk, desk.officer, chosen(desk.officer, cases), letter_no="อว 1")
    second = ordered(desk, desk.second_officer, chosen(desk.second_officer, cases), letter_no="อว 2")
    run_jobs()
    states = [dict.fromkeys(state for state, _ in results(bulk).values()) for bulk in (first, second)]
    assert [list(each) for each in states] == [[ItemState.DONE], [ItemState.REFUSED]]
    assert all("มีการบันทึกอย่างอื่น" in reason for _state, reason in results(second).values())
    assert [events(case) for case in cases] == [2, 2, 2]


def test_the_same_officer_ordering_the_same_twice_records_it_once(desk: Desk) -> None:
    case = desk.case()
    twice = [ordered(desk, desk.officer, chosen(desk.officer, [case])) for _ in range(2)]
    run_jobs()
    assert [results(bulk)[case.pk][0] for bulk in twice] == [ItemState.DONE, ItemState.REFUSED]
    assert events(case) == 2


def test_a_job_that_runs_again_does_nothing_twice(desk: Desk) -> None:
    case = desk.case()
    bulk = ordered(desk, desk.officer, chosen(desk.officer, [case]))
    run_jobs()
    with acting_as(SYSTEM):
        BulkAction.objects.filter(pk=bulk.pk).update(state=BulkState.ORDERED)
        from tidtam.tracking.batches import jobs

        jobs.order_bulk(bulk.pk)
    run_jobs()
    assert events(case) == 2


def test_a_role_that_ended_before_the_job_ran_does_nothing_any_more(desk: Desk) -> None:
    case = desk.case()
    bulk = ordered(desk, desk.officer, chosen(desk.officer, [case]))
    with acting_as(SYSTEM):
        end_role(SYSTEM, RoleGrant.objects.get(pk=desk.officer.grants[0].id), reason="ย้ายหน่วยงาน")
    run_jobs()
    state, reason = results(bulk)[case.pk]
    assert (state, events(case)) == (ItemState.REFUSED, 1)
    assert "ไม่ได้อยู่ในความรับผิดชอบ" in reason


def test_an_account_that_was_locked_does_nothing_any_more(desk: Desk) -> None:
    case = desk.case()
    ordered(desk, desk.officer, chosen(desk.officer, [case]))
    account = desk.accounts[str(desk.officer.account_id)]
    account.locked_at = SYSTEM.now()
    account.save()
    run_jobs()
    assert events(case) == 1


def test_many_matters_are_suspended_for_one_reason_and_let_go_on(desk: Desk) -> None:
    cases = [desk.case(), desk.case(steps=1)]
    stopped = ordered(
        desk, desk.officer, chosen(desk.officer, cases, BulkAct.SUSPEND), letter_no="", text="รอผลตรวจสอบ"
    )
    again = ordered(desk, desk.officer, chosen(desk.officer, cases, BulkAct.SUSPEND), letter_no="", text="รอ")
    run_jobs()
    assert {state for state, _reason in results(stopped).values()} == {ItemState.DONE}
    assert {state for state, _reason in results(again).values()} == {ItemState.REFUSED}
    assert all(case.is_suspended for case in Case.objects.all())
    resumed = ordered(desk, desk.officer, chosen(desk.officer, cases, BulkAct.CONTINUE), letter_no="")
    run_jobs()
    assert {state for state, _reason in results(resumed).values()} == {ItemState.DONE}
    assert not any(case.is_suspended for case in Case.objects.all())


def test_a_note_on_many_matters_is_written_for_the_offices_only(desk: Desk) -> None:
    cases = [desk.case(), desk.case(steps=1)]
    bulk = ordered(desk, desk.officer, chosen(desk.officer, cases, BulkAct.NOTE), letter_no="", text="รอเอกสารจากกอง")
    assert "รอเอกสาร" not in bulk.sealed_text
    run_jobs()
    for case in cases:
        with acting_as(desk.officer):
            last = entries_of(desk.officer, case)[-1]
        assert (last.kind, last.written.remark) == ("internal_note", "รอเอกสารจากกอง")


def test_a_thousand_matters_are_enough(desk: Desk) -> None:
    from tidtam.kernel.actor import new_id

    with acting_as(desk.officer), pytest.raises(Refused, match="1000"):
        actions.begin_bulk(desk.officer, act=BulkAct.FINISH, case_ids={new_id() for _ in range(1_001)})


def test_matters_of_others_are_not_there_to_be_chosen(desk: Desk) -> None:
    own, foreign = desk.case(), desk.case(office=desk.other_university)
    bulk = chosen(desk.institution, [own, foreign], BulkAct.NOTE)
    assert set(results(bulk)) == {own.pk}
    with acting_as(desk.institution), pytest.raises(Refused, match="อย่างน้อย"):
        actions.begin_bulk(desk.institution, act=BulkAct.NOTE, case_ids={foreign.pk})


def test_a_bulk_action_is_its_owners_alone(desk: Desk) -> None:
    bulk = chosen(desk.officer, [desk.case()])
    for other in (desk.second_officer, desk.institution, desk.member):
        with acting_as(other), pytest.raises(Http404):
            queries.get_bulk(other, bulk.pk)
        with acting_as(other), pytest.raises(Http404):
            actions.order_bulk(other, bulk)


def test_who_changed_offices_reads_no_more_of_the_matters_they_once_chose(
    desk: Desk, browse: Callable[..., Browser]
) -> None:
    case = desk.case()
    bulk = chosen(desk.institution, [case], BulkAct.NOTE)
    there = browse(desk.institution).get(f"/work/bulk/{bulk.pk}/?change")
    assert len(there.context["rows"]) == 1
    elsewhere = replace(desk.institution, grants=make_actor(("institution_officer", desk.other_university)).grants)
    with acting_as(desk.institution):
        actions.fill_in_bulk(desk.institution, bulk, FilledIn(happened_on=desk.today, text="ทราบ"))
    assert browse(elsewhere).get(f"/work/bulk/{bulk.pk}/").context["rows"] == []
    with acting_as(desk.institution):
        actions.order_bulk(desk.institution, bulk)
    assert browse(elsewhere).get(f"/work/bulk/{bulk.pk}/").context["rows"] == []


def test_a_matter_that_fails_to_the_last_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, fine = desk.case(), desk.case()
    bulk = ordered(desk, desk.officer, chosen(desk.officer, [broken, fine]))

    def fails(actor: Actor, case: Case, **given: Any) -> Case:
        if case.pk == broken.pk:
            raise ZeroDivisionError
        return finish_step(actor, case, **given)

    monkeypatch.setattr("tidtam.tracking.actions.finish_step", fails)
    run_jobs(attempts=ATTEMPTS)
    told = results(bulk)
    assert [told[case.pk][0] for case in (broken, fine)] == [ItemState.REFUSED, ItemState.DONE]
    assert "ขัดข้อง" in told[broken.pk][1]
    assert events(broken) == 1


def test_what_was_ordered_cannot_be_changed_and_is_ordered_once(desk: Desk) -> None:
    case = desk.case()
    bulk = ordered(desk, desk.officer, chosen(desk.officer, [case]))
    with acting_as(desk.officer):
        actions.order_bulk(desk.officer, bulk)
        with pytest.raises(Refused):
            actions.fill_in_bulk(desk.officer, bulk, FilledIn(happened_on=desk.today))
    run_jobs()
    assert events(case) == 2
