"""The pages of a bulk action, what they leave out, and who is told when it is done (TRK-14)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Refused, acting_as
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.notifications.actions import choose_channels
from tidtam.kernel.notifications.models import Notice, Preference
from tidtam.kernel.notifications.queries import my_choices, readable
from tidtam.tracking.actions import publish_process
from tidtam.tracking.batches import actions
from tidtam.tracking.batches.actions import FilledIn
from tidtam.tracking.batches.choices import ImportMode, ItemState
from tidtam.tracking.batches.models import BulkAction
from tidtam.tracking.definitions import read_file
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import PROCESS, PUBLISHER

from .factories import Desk, run_jobs, table
from .test_bulk import chosen, ordered, results

pytestmark = pytest.mark.requirement("TRK-14")


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
