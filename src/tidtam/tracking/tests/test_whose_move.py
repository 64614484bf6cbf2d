"""Who holds the matter, against which limit, what the person concerned can do, and what they never learn of."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tidtam.kernel.actor import Outdated
from tidtam.tracking import actions
from tidtam.tracking.actions import add_note, finish_step, renew_link, withdraw_case
from tidtam.tracking.models import Case
from tidtam.tracking.queries import seen_version

from .acting import LATER, act
from .browsing import Browser
from .factories import DAY, World
from .timed import TimedWorld, on

Browse = Callable[..., Browser]
LAST_DAY_TO_OBJECT = date(2026, 12, 2)


@pytest.fixture
def timed(db: None) -> TimedWorld:
    return TimedWorld()


def text_of(html: str) -> str:
    body = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def read(browse: Browse, world: World, case: Case, day: date, language: str = "th") -> str:
    answer = browse(on(world.member, day), language).get(f"/my/cases/{case.pk}/")
    assert answer.status_code == 200
    return text_of(answer.content.decode())


@pytest.mark.requirement("TRK-26")
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 23), "กำหนดเวลาตามระเบียบ: ภายในวันที่ 2 กุมภาพันธ์ 2570 เหลืออีก 10 วัน"),
        (date(2027, 2, 2), "กำหนดเวลาตามระเบียบ: ภายในวันนี้ วันที่ 2 กุมภาพันธ์ 2570"),
        (date(2027, 2, 5), "กำหนดเวลาตามระเบียบ: วันที่ 2 กุมภาพันธ์ 2570 พ้นกำหนดมาแล้ว 3 วัน"),
    ],
)
def test_ones_own_move_says_what_until_when_and_has_its_button(
    timed: TimedWorld, browse: Browse, day: date, said: str
) -> None:
    case = timed.open_timed("amend")
    text = read(browse, timed, case, day)
    assert "ถึงคราวของท่านตั้งแต่วันที่ 2 พฤศจิกายน 2569: แก้ไขผลงาน" in text
    assert "แจ้งว่าดำเนินการแล้ว" in text
    assert "บันทึกขั้นตอนนี้" not in text
    assert said in text
    html = browse(on(timed.member, day), "th").get(f"/my/cases/{case.pk}/").content.decode()
    assert f'href="/my/cases/{case.pk}/finish/"' in html
    assert ("พ้นกำหนด" in html) == (day > date(2027, 2, 2))


@pytest.mark.requirement("TRK-26")
def test_both_limits_of_an_office_are_told(timed: TimedWorld, browse: Browse) -> None:
    case = timed.open_timed("pass")
    text = read(browse, timed, case, DAY, "en")
    assert "the matter is with OPS MHESI, at the step “Appoint”" in text
    assert "Statutory limit: 30 November 2026, 28 days left." in text
    waiting = timed.open_timed()
    told = [read(browse, timed, waiting, date(2026, 11, day), "en") for day in (2, 17)]
    assert "Expected within 10 working days, by 16 November 2026." in told[0]
    assert "by 16 November 2026: 1 working day over." in told[1]


@pytest.mark.requirement("TRK-26")
def test_a_limit_that_ran_out_on_a_friday_is_over_on_saturday_by_no_working_day(
    timed: TimedWorld, browse: Browse
) -> None:
    waiting = timed.open_timed(day=date(2026, 10, 30))
    assert (waiting.due_on, waiting.is_late(date(2026, 11, 14))) == (date(2026, 11, 13), True)
    assert "by 13 November 2026: the time is over." in read(browse, timed, waiting, date(2026, 11, 14), "en")


@pytest.mark.requirement("TRK-26")
def test_a_suspended_matter_says_since_when_and_why(timed: TimedWorld, browse: Browse) -> None:
    case = timed.open_timed("amend")
    act(timed.officer, actions.suspend_case, case, remark="รอคำพิพากษา", happened_on=LATER)
    text = read(browse, timed, case, LATER)
    assert "พักการดำเนินการตั้งแต่วันที่ 9 พฤศจิกายน 2569 ในขั้นตอน “แก้ไขผลงาน” ของท่าน" in text
    assert "เหตุผล: รอคำพิพากษา" in text
    assert "ถึงคราวของท่าน" not in text
    assert "เหลืออีก" not in text
    with_the_office = timed.open_timed()
    act(timed.officer, actions.suspend_case, with_the_office, remark="รอ", happened_on=LATER)
    assert "เรื่องอยู่ที่สป.อว. ในขั้นตอน “พิจารณา”" in read(browse, timed, with_the_office, LATER)


@pytest.mark.requirement("PER-08", "TRK-20", "TRK-21")
def test_what_the_kind_of_matter_means_is_one_tap_away_in_list_and_detail(timed: TimedWorld, browse: Browse) -> None:
    case = timed.open_timed()
    browser = browse(timed.member, "th")
    for place in ("/my/cases/", f"/my/cases/{case.pk}/"):
        (details,) = re.findall(
            r"<details class=\"govuk-details tt-definition tt-no-print\">.*?</details>",
            browser.get(place).content.decode(),
            re.DOTALL,
        )
        assert "นิยาม" in details
        assert "เรื่องที่กฎหมายกำหนดเวลาไว้" in details


@pytest.mark.requirement("TRK-20", "TRK-26")
def test_the_list_says_which_matters_wait_for_oneself(timed: TimedWorld, browse: Browse) -> None:
    timed.open_timed()
    browser = browse(timed.member, "th")
    assert "ท่านต้องดำเนินการ" not in browser.get("/my/cases/").content.decode()
    case = timed.open_timed("amend")
    assert browser.get("/my/cases/").content.decode().count("ท่านต้องดำเนินการ") == 1
    act(timed.officer, actions.suspend_case, case, remark="รอ", happened_on=LATER)
    assert "ท่านต้องดำเนินการ" not in browser.get("/my/cases/").content.decode()


@pytest.mark.requirement("TRK-27")
def test_after_the_end_the_page_says_until_when_one_can_object(timed: TimedWorld, browse: Browse) -> None:
    case = timed.open_timed("fail")
    assert "ยื่นอุทธรณ์ได้ถึงวันที่ 2 ธันวาคม 2569 เหลืออีก 30 วัน" in read(browse, timed, case, DAY)
    late = read(browse, timed, case, LAST_DAY_TO_OBJECT + timedelta(days=1))
    assert "พ้นกำหนดยื่นอุทธรณ์เมื่อวันที่ 2 ธันวาคม 2569" in late
    assert "อุทธรณ์ผลการพิจารณา" not in late
    other = timed.open_timed("pass")
    assert "อุทธรณ์" not in read(browse, timed, other, DAY)


@pytest.mark.requirement("TRK-27")
def test_the_matter_and_the_objection_to_it_name_each_other(timed: TimedWorld, browse: Browse) -> None:
    case = timed.open_timed("fail")
    browser = browse(on(timed.member, LATER), "th")
    place = f"/my/cases/{case.pk}/object/"
    version = browser.get(place).context["form"]["version"].value()
    assert browser.post(place, {"remark": "ไม่เห็นด้วย", "version": version}).status_code == 302
    objection = Case.objects.get(appeals=case)
    text = read(browse, timed, case, LATER)
    assert "รับคำอุทธรณ์ของท่านเมื่อวันที่ 9 พฤศจิกายน 2569" in text
    assert f'href="/my/cases/{objection.pk}/"' in browser.get(f"/my/cases/{case.pk}/").content.decode()
    html = browser.get(f"/my/cases/{objection.pk}/").content.decode()
    assert f'href="/my/cases/{case.pk}/"' in html
    assert "คำขอมีกำหนด" in html


def hidden_version(browse: Browse, world: World, case: Case) -> str:
    html = browse(world.member, "en").get(f"/my/cases/{case.pk}/withdraw/").content.decode()
    (number,) = re.findall(r'name="version" value="(\d+)"', html)
    return str(number)


@pytest.mark.requirement("ACA-05", "TRK-12")
@pytest.mark.parametrize("unseen", [lambda w, c: act(w.officer, add_note, c, text="ลับ", for_subject=False), None])
def test_the_person_concerned_never_learns_that_there_is_an_internal_note(
    world: World, browse: Browse, unseen: Callable[[World, Case], Case] | None
) -> None:
    case = world.open_at_check()
    before = hidden_version(browse, world, case)
    case = unseen(world, case) if unseen else act(world.officer, renew_link, case)
    assert hidden_version(browse, world, case) == before
    answer = browse(world.member, "en").post(
        f"/my/cases/{case.pk}/withdraw/", {"version": before, "happened_on": "2026-11-09", "remark": "ขอถอน"}
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.ended_how == "withdrawn"


@pytest.mark.requirement("TRK-12")
def test_what_the_person_may_know_of_is_still_a_conflict(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    before = int(hidden_version(browse, world, case))
    act(world.officer, add_note, case, text="ลับ", for_subject=False)
    case.refresh_from_db()
    act(world.officer, finish_step, case, happened_on=LATER, outcome="complete")
    with pytest.raises(Outdated) as told:
        act(world.member, withdraw_case, case, happened_on=LATER, remark="ขอถอน", expected_version=before)
    assert "ตรวจเอกสาร" in str(told.value.message)
    assert "ลับ" not in str(told.value.message)


@pytest.mark.requirement("TRK-12")
def test_the_same_form_sent_twice_is_still_one(world: World, browse: Browse) -> None:
    case = act(world.officer, add_note, world.open_at_check(), text="ลับ", for_subject=False)
    seen = seen_version(world.member, case)
    assert seen == case.version - 1
    for _ in range(2):
        case = act(world.member, withdraw_case, case, happened_on=LATER, remark="ขอถอน", expected_version=seen)
    assert case.version == seen + 2


@pytest.mark.requirement("QLT-05")
def test_a_thai_name_on_an_english_page_says_that_it_is_thai(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    html = browse(world.member, "en").get(f"/my/cases/{case.pk}/").content.decode()
    assert '<span lang="th">นายสมมติ ตัวอย่าง</span>' in html
    assert '<span lang="th">' not in browse(world.member, "th").get(f"/my/cases/{case.pk}/").content.decode()
