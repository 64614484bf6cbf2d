"""TRK-14: one record for many matters, told beforehand for each, and answered for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tidtam.kernel.access.actions import end_role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Refused, acting_as
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.notifications.actions import choose_channels
from tidtam.kernel.notifications.models import Notice, Preference
from tidtam.kernel.notifications.queries import my_choices, readable
from tidtam.tracking.actions import add_note, finish_step, publish_process
from tidtam.tracking.batches import actions, queries
from tidtam.tracking.batches.actions import FilledIn
from tidtam.tracking.batches.choices import BulkAct, BulkState, ImportMode, ItemState
from tidtam.tracking.batches.models import BulkAction, BulkItem
from tidtam.tracking.batches.tasks import ATTEMPTS
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.queries import entries_of
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import PROCESS, PUBLISHER, make_actor

from .factories import Desk, run_jobs, table

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


def test_the_pages_lead_from_the_list_to_the_result(desk: Desk, browse: Callable[..., Browser]) -> None:
    cases = desk.cases(2)
    browser = browse(desk.officer)
    assert "bulk_begin" not in browser.get("/work/").content.decode()
    begun = browser.post("/work/bulk/", {"case": [case.pk for case in cases], "act": "finish"})
    address = begun["Location"]
    form = browser.get(address)
    assert "Letter number" in form.content.decode()
    missing = browser.post(address, {"happened_on": "30/2/2569"})
    assert "no day 30" in missing.content.decode()
    browser.post(address, {"happened_on": desk.today.isoformat(), "letter_no": "อว 5"})
    preview = browser.get(address).content.decode()
    assert "Record it on 2 matters" in preview
    assert "Check documents" in preview
    browser.post(f"{begun['Location']}order/")
    running = browser.get(address)
    assert running.headers["Refresh"] == "5"
    assert "Refresh" not in browser.get(f"{begun['Location']}?still").headers
    run_jobs()
    result = browser.get(address)
    assert "Refresh" not in result.headers
    assert "Recorded: 2. Not recorded: 0." in result.content.decode()
    assert address in browser.get("/work/bulk/mine/").content.decode()


@pytest.mark.parametrize("sent", [{"case": ["x"]}, {"case": [], "act": "explode"}, {"act": "finish"}])
def test_nonsense_is_refused_without_a_trace(desk: Desk, browse: Callable[..., Browser], sent: dict[str, Any]) -> None:
    answer = browse(desk.officer).post("/work/bulk/", sent)
    assert answer.status_code in {302, 404}
    assert BulkAction.objects.count() == 0


@pytest.mark.requirement("QLT-07")
def test_the_pages_ask_the_same_number_of_questions_for_few_matters_and_for_many(
    desk: Desk, browse: Callable[..., Browser]
) -> None:
    browser = browse(desk.officer)
    asked: dict[str, set[int]] = {}
    for number in (1, 30):
        draft = chosen(desk.officer, desk.cases(number))
        done = ordered(desk, desk.officer, chosen(desk.officer, desk.cases(number)))
        run_jobs()
        for name, bulk in (("draft", draft), ("done", done)):
            browser.get(f"/work/bulk/{bulk.pk}/")
            with CaptureQueriesContext(connection) as captured:
                assert len(browser.get(f"/work/bulk/{bulk.pk}/").context["rows"]) == number
            asked.setdefault(name, set()).add(len(captured))
    assert {name: len(numbers) for name, numbers in asked.items()} == {"draft": 1, "done": 1}


FILED = PROCESS.replace("version = 1", "version = 2").replace(
    'records = { remark = "optional" }\nreturns', 'records = { file = "required" }\nreturns'
)


def test_matters_whose_step_needs_a_file_are_left_out_before_anything_begins(
    desk: Desk, browse: Callable[..., Browser]
) -> None:
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(FILED, file="sample.toml"))
    ready, with_file, another = desk.case(), desk.case(steps=1), desk.case(steps=1)
    bulk = chosen(desk.officer, [ready, with_file, another])
    page = browse(desk.officer).get(f"/work/bulk/{bulk.pk}/").content.decode()
    assert "One of the chosen matters can be recorded." in page
    assert page.count("needs a file of this matter") == 2
    ordered(desk, desk.officer, bulk)
    run_jobs()
    assert results(bulk)[ready.pk][0] == ItemState.DONE
    assert "แนบไฟล์" in results(bulk)[with_file.pk][1]
    with pytest.raises(Refused) as refused:
        chosen(desk.officer, [with_file, another])
    assert refused.value.code == "file"


ENDING = (
    PROCESS.replace("version = 1", "version = 2")
    .replace(
        'name = { th = "อนุมัติ", en = "approved" }', 'name = { th = "อนุมัติ", en = "approved" }\nresult = "assignment"'
    )
    .replace('next = "order"', 'next = "approved"')
)
ENDING = ENDING[: ENDING.index('[[steps]]\nkey = "order"')] + ENDING[ENDING.index("[[endings]]") :]


def test_an_ending_that_asks_what_came_of_each_matter_is_not_for_many_at_once(
    desk: Desk, browse: Callable[..., Browser]
) -> None:
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(ENDING, file="sample.toml"))
    bulk = chosen(desk.officer, [desk.case(steps=2)])
    with acting_as(desk.officer):
        filled_in = FilledIn(happened_on=desk.today, outcome="pass", text="เห็นชอบ")
        actions.fill_in_bulk(desk.officer, bulk, filled_in)
    assert "asks what came of the matter" in browse(desk.officer).get(f"/work/bulk/{bulk.pk}/").content.decode()


def test_who_ordered_it_is_told_once_when_it_is_done(desk: Desk) -> None:
    bulk = ordered(desk, desk.officer, chosen(desk.officer, [*desk.cases(2), desk.case(steps=1)]))
    run_jobs()
    run_jobs()
    with acting_as(SYSTEM):
        notice = Notice.objects.get(kind="work.batch_ended")
    assert (notice.person_id, notice.url) == (desk.officer.person_id, f"/work/bulk/{bulk.pk}/")
    assert "บันทึกได้ 2 เรื่อง ไม่ได้บันทึก 1 เรื่อง" in shown(desk, notice)


def shown(desk: Desk, notice: Notice) -> str:
    with acting_as(desk.officer), override("th"):
        return str(readable([notice])[0].words.body)


def test_who_brought_in_a_table_is_told_when_it_was_examined_and_when_it_is_in(desk: Desk) -> None:
    case_import = desk.upload(table([desk.row(), desk.row(received_on="เมื่อวาน")]).encode())
    run_jobs()
    with acting_as(desk.officer):
        actions.order_import(desk.officer, case_import, mode=ImportMode.GOOD)
    run_jobs()
    with acting_as(SYSTEM):
        notices = list(Notice.objects.filter(subject_id=case_import.pk).order_by("created_at", "pk"))
    assert [notice.kind for notice in notices] == ["work.table_checked", "work.batch_ended"]
    assert {notice.person_id for notice in notices} == {desk.officer.person_id}
    assert "แถวที่ถูกต้อง 1 แถว" in shown(desk, notices[0])
    assert "บันทึกได้ 1 เรื่อง ไม่ได้บันทึก 1 เรื่อง" in shown(desk, notices[1])


@pytest.mark.requirement("TRK-24")
def test_what_can_never_come_to_somebody_is_not_offered_to_them_and_stays_as_it_was(desk: Desk) -> None:
    member = make_account()
    person = Actor(kind=ActorKind.MEMBER, account_id=member.pk, person_id=member.person_id)
    with acting_as(person):
        offered = {choice.kind for choice in my_choices(person)}
        choose_channels(person, frozenset())
    assert "case.moved" in offered
    assert not [kind for kind in offered if kind.startswith(("work.", "webhook."))]
    assert not Preference.objects.filter(kind__startswith="work.").exists()
    resting = replace(desk.officer, grants=())
    with acting_as(resting):
        offered = {choice.kind for choice in my_choices(resting)}
    assert {"work.batch_ended", "work.limit_near"} <= offered, "also while they do not act in their role"
    assert "webhook.paused" not in offered
