"""What the person concerned sees, and what nobody else does."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import add_note, finish_step, renew_link, return_case
from tidtam.tracking.history import Reason

from .acting import LATER, act
from .browsing import Browser
from .factories import DAY, World

Browse = Callable[..., Browser]


def headings(html: str) -> list[str]:
    head = re.search(r"<thead>(.*?)</thead>", html, re.DOTALL)
    assert head
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<th .*?</th>", head[1], re.DOTALL)]


@pytest.mark.requirement("TRK-20")
def test_my_requests_have_the_columns_of_the_manual(world: World, browse: Browse) -> None:
    world.open_at_check()
    html = browse(world.member, "th").get("/my/cases/").content.decode()
    assert "รายการคำขอของฉัน" in html
    assert headings(html) == ["ดูรายละเอียด", "ลำดับ", "วันที่รับเรื่อง", "ประเภทรายการ", "สถานะปัจจุบัน", "ณ วันที่"]
    cells = re.findall(r"<td.*?</td>", html, re.DOTALL)
    assert "ดูรายละเอียด" in cells[0]
    assert "2 พ.ย. 2569" in cells[2]
    assert "คำขอตัวอย่าง" in cells[3]
    assert "กำลังดำเนินการ" in cells[4]


@pytest.mark.requirement("TRK-20")
def test_an_empty_list_says_what_to_do(world: World, browse: Browse) -> None:
    html = browse(world.stranger, "th").get("/my/cases/").content.decode()
    assert "ยังไม่มีคำขอของท่าน" in html
    assert "โปรดสอบถามสถาบัน" in html


@pytest.mark.requirement("TRK-20")
def test_the_newest_comes_first_and_numbers_go_on_over_pages(world: World, browse: Browse) -> None:
    for days in range(23):
        world.open(day=DAY + timedelta(days=days))
    browser = browse(world.member)
    first = browser.get("/my/cases/")
    assert [row.case.received_on for row in first.context["rows"]][:2] == [
        DAY + timedelta(days=22),
        DAY + timedelta(days=21),
    ]
    second = browser.get("/my/cases/", {"cursor": first.context["page"].next_cursor})
    assert len(second.context["rows"]) == 3
    assert 'data-label="No.">21<' in second.content.decode()


@pytest.mark.requirement("TRK-20", "ACA-02")
def test_my_list_holds_my_own_matters_only(world: World, browse: Browse) -> None:
    mine = world.open()
    world.open(subject=make_person(organization=world.university))
    rows = browse(world.member).get("/my/cases/").context["rows"]
    assert [row.case.pk for row in rows] == [mine.pk]


@pytest.mark.requirement("TRK-21")
def test_the_detail_names_the_matter_and_every_step(world: World, browse: Browse) -> None:
    case = world.open_at_meeting()
    html = browse(world.member, "th").get(f"/my/cases/{case.pk}/").content.decode()
    assert headings(html) == ["ลำดับ", "ขั้นตอน", "วันที่", "หมายเหตุ", "สถานะ"]
    assert "กลับหน้าหลัก" in html
    for shown in ("นายสมมติ ตัวอย่าง", "คำขอตัวอย่าง", "2 พฤศจิกายน 2569", "เลขที่หนังสือ อว 1"):
        assert shown in html


@pytest.mark.requirement("TRK-21", "PER-07")
def test_the_timeline_shows_the_way_taken_and_what_is_certain_to_come(world: World, browse: Browse) -> None:
    case = world.open_at_meeting()
    steps = browse(world.member).get(f"/my/cases/{case.pk}/").context["steps"]
    assert [(step.title, step.state) for step in steps] == [
        ("Receive", "done"),
        ("Check documents", "done"),
        ("Committee", "current"),
        ("Issue the order", "future"),
    ]


@pytest.mark.requirement("TRK-21", "ACA-05")
def test_only_what_the_definition_opens_is_shown(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    case = act(world.officer, add_note, case, text="ความลับภายใน", for_subject=False)
    case = act(world.officer, return_case, case, happened_on=LATER, reasons=[Reason("ข้อบกพร่องของเอกสาร")])
    shown = browse(world.member).get(f"/my/cases/{case.pk}/").content.decode()
    assert "ความลับภายใน" not in shown
    assert "ข้อบกพร่องของเอกสาร" not in shown
    assert "Returned for correction on 9 Nov 2026" in shown
    for officer in (world.officer, world.institution):
        seen = browse(officer).get(f"/work/{case.pk}/").content.decode()
        assert "ความลับภายใน" in seen
        assert "ข้อบกพร่องของเอกสาร" in seen


@pytest.mark.requirement("TRK-21", "ACA-05")
def test_an_outcome_that_is_not_public_stays_with_the_offices(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    case = act(world.officer, finish_step, case, happened_on=LATER, outcome="complete", remark="ตรวจโดยละเอียด")
    case = act(world.officer, finish_step, case, happened_on=LATER, outcome="pass", remark="มติลับ")
    steps = browse(world.member).get(f"/my/cases/{case.pk}/").context["steps"]
    assert [step.remark for step in steps] == ["Letter no. อว 1", "", "Approved", ""]


@pytest.mark.requirement("TRK-26")
def test_one_sentence_says_who_holds_the_matter_since_when_until_when(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    page = browse(world.member).get(f"/my/cases/{case.pk}/").context["holding"]
    assert page.sentence == "Since 2 November 2026 the matter is with OPS MHESI, at the step “Check documents”."
    assert page.limit.startswith("Expected within 15 working days, by 23 November 2026: 5")
    assert page.is_late


@pytest.mark.requirement("TRK-26")
def test_a_step_in_another_office_names_that_office(world: World, browse: Browse) -> None:
    case = world.open_at_meeting()
    assert "The commission" in browse(world.member).get(f"/my/cases/{case.pk}/").context["holding"].sentence


@pytest.mark.requirement("TRK-26")
def test_if_the_move_is_the_subjects_own_it_says_what_and_until_when(world: World, browse: Browse) -> None:
    case = world.open_at_meeting()
    case = act(world.officer, finish_step, case, happened_on=LATER, outcome="amend", remark="ก")
    browser = browse(world.member)
    page = browser.get(f"/my/cases/{case.pk}/").context["holding"]
    assert page.is_yours
    assert page.sentence == "It is your move since 9 November 2026: Amend the work."
    assert "60 working days" in page.limit
    answer = browser.post(
        f"/my/cases/{case.pk}/finish/", {"happened_on": "10/11/2569", "version": case.version, "at_step": "amend"}
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.step == "meeting"


@pytest.mark.requirement("TRK-21", "TRK-26")
def test_no_officer_is_named_to_the_subject(world: World, browse: Browse) -> None:
    case = world.open_at_meeting()
    html = browse(world.member).get(f"/my/cases/{case.pk}/").content.decode()
    assert str(world.officer.account_id) not in html
    assert world.officer.name not in html


@pytest.mark.requirement("TRK-21")
def test_a_note_to_the_subject_is_shown_at_its_step(world: World, browse: Browse) -> None:
    case = act(world.officer, add_note, world.open_at_check(), text="โปรดเตรียมเอกสาร 👍", for_subject=True)
    steps = browse(world.member).get(f"/my/cases/{case.pk}/").context["steps"]
    assert any("โปรดเตรียมเอกสาร 👍" in line for line in steps[1].note)


@pytest.mark.requirement("TRK-21", "ACA-02")
@pytest.mark.parametrize("place", ["/my/cases/{pk}/", "/my/cases/{pk}/withdraw/", "/work/{pk}/", "/work/{pk}/note/"])
def test_to_others_a_matter_does_not_exist(world: World, browse: Browse, place: str) -> None:
    case = world.open()
    for actor in (world.stranger, world.other_institution):
        browser = browse(actor)
        missing = browser.get(place.format(pk=world.subject.pk))
        hidden = browser.get(place.format(pk=case.pk))
        assert (missing.status_code, hidden.status_code) == (404, 404)
        assert without_reference(missing.content) == without_reference(hidden.content)
    assert browse(world.officer).get(f"/my/cases/{case.pk}/").status_code == 404


def without_reference(page: bytes) -> str:
    """The page without what differs between any two requests."""
    text = re.sub(r"[0-9a-f]{8,}|[0-9A-Za-z]{16,}", "", page.decode())
    return re.sub(r"/(my|work|t)/[^\"' ]*", "", text)


@pytest.mark.requirement("TRK-22")
def test_the_link_asks_for_sign_in_and_then_comes_back(world: World, browse: Browse) -> None:
    case = world.open()
    for code in (case.tracking_code, "a" * 26, "no-code-at-all"):
        answer = browse().get(f"/t/{code}")
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('sign_in')}?next=/t/{code}"


@pytest.mark.requirement("TRK-22")
@pytest.mark.parametrize(
    ("who", "place"), [("member", "/my/cases/{}/"), ("institution", "/work/{}/"), ("officer", "/work/{}/")]
)
def test_the_link_opens_what_is_ones_own_or_in_ones_charge(world: World, browse: Browse, who: str, place: str) -> None:
    case = world.open()
    answer = browse(getattr(world, who)).get(f"/t/{case.tracking_code}")
    assert (answer.status_code, answer["Location"]) == (302, place.format(case.pk))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.requirement("TRK-22")
@pytest.mark.parametrize("who", ["stranger", "other_institution"])
def test_a_link_of_somebody_else_answers_as_one_that_does_not_exist(world: World, browse: Browse, who: str) -> None:
    case = world.open()
    browser = browse(getattr(world, who))

    def ask(code: str) -> tuple[int, int, str, str]:
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(f"/t/{code}")
        return answer.status_code, len(queries), answer["Content-Length"], without_reference(answer.content)

    ask("z" * 26)
    assert ask(case.tracking_code) == ask("a" * 26)
    assert ask(case.tracking_code)[0] == 404


@pytest.mark.requirement("TRK-22")
def test_a_renewed_link_is_dead_even_for_its_owner(world: World, browse: Browse) -> None:
    case = world.open()
    renewed = act(world.officer, renew_link, case)
    browser = browse(world.member)
    assert browser.get(f"/t/{case.tracking_code}").status_code == 404
    assert browser.get(f"/t/{renewed.tracking_code}").status_code == 302


@pytest.mark.requirement("TRK-22")
@pytest.mark.parametrize("code", ["%00", "a%00b", "๑๒๓", "%F0%9F%91%8D", "A" * 5_000, "'; --", "..%2f", "%ff%fe"])
def test_nonsense_instead_of_a_code_is_just_not_there(world: World, browse: Browse, code: str) -> None:
    assert browse(world.member).get(f"/t/{code}").status_code == 404


@pytest.mark.requirement("TRK-20", "TRK-21", "QLT-07")
@pytest.mark.parametrize("who", ["member", "institution", "officer"])
def test_lists_take_the_same_queries_for_one_row_as_for_thirty(world: World, browse: Browse, who: str) -> None:
    world.open()
    browser, place = browse(getattr(world, who)), "/my/cases/" if who == "member" else "/work/"
    browser.get(place)
    with CaptureQueriesContext(connection) as one:
        browser.get(place)
    for number in range(29):
        subject = world.subject if who == "member" else make_person(organization=world.university)
        world.open(subject=subject, day=DAY + timedelta(days=number % 3))
    with CaptureQueriesContext(connection) as thirty:
        assert len(browser.get(place).context["rows"]) >= 20
    assert len(one) == len(thirty)


@pytest.mark.requirement("TRK-21", "QLT-07")
@pytest.mark.parametrize("who", ["member", "officer"])
def test_a_matters_page_takes_the_same_queries_however_much_happened(world: World, browse: Browse, who: str) -> None:
    case = act(world.officer, add_note, world.open_at_check(), text="ก", for_subject=True)
    browser = browse(getattr(world, who))
    place = f"/my/cases/{case.pk}/" if who == "member" else f"/work/{case.pk}/"
    browser.get(place)
    with CaptureQueriesContext(connection) as few:
        browser.get(place)
    for number in range(30):
        case = act(world.officer, add_note, case, text=f"ข้อความที่ {number}", for_subject=True)
    with CaptureQueriesContext(connection) as many:
        browser.get(place)
    assert len(few) == len(many)


@pytest.mark.requirement("TRK-20", "TRK-21")
@pytest.mark.parametrize("place", ["/my/cases/", "/work/", "/my/cases/{pk}/", "/work/{pk}/", "/work/{pk}/note/"])
def test_who_is_not_signed_in_is_asked_to(world: World, browse: Browse, place: str) -> None:
    url = place.format(pk=world.open().pk)
    answer = browse().get(url)
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('sign_in')}?next={url}")
