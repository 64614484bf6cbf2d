"""What those in charge do on the pages, and what happens at the edges."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tidtam.kernel.actor import acting_as
from tidtam.tracking.actions import finish_step
from tidtam.tracking.queries import entries_of

from .acting import LATER, act
from .browsing import Browser
from .factories import World

Browse = Callable[..., Browser]


@pytest.mark.requirement("TRK-31")
def test_a_step_is_recorded_on_the_page(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    sent = {"outcome": "complete", "happened_on": "๙ พ.ย. ๒๕๖๙", "remark": "ครบ", "version": 2, "at_step": "check"}
    answer = browse(world.officer, "th").post(f"/work/{case.pk}/finish/", sent, follow=True)
    assert answer.redirect_chain == [(f"/work/{case.pk}/", 302)]
    assert "บันทึกขั้นตอนเรียบร้อยแล้ว" in answer.content.decode()
    case.refresh_from_db()
    assert (case.step, case.step_since) == ("meeting", date(2026, 11, 9))


@pytest.mark.requirement("TRK-13", "TRK-31")
def test_what_was_typed_stays_when_something_is_refused(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    sent = {"outcome": "complete", "happened_on": "1/11/2569", "remark": "ข้อสังเกต", "version": 2, "at_step": "check"}
    answer = browse(world.officer).post(f"/work/{case.pk}/finish/", sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "2 November 2026" in html
    assert "ข้อสังเกต" in html
    assert "1/11/2569" in html


@pytest.mark.requirement("TRK-12")
def test_two_officers_the_second_loses_nothing_typed(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    first = {"outcome": "complete", "happened_on": "9/11/2569", "version": 2, "at_step": "check"}
    second = {**first, "outcome": "refuse", "remark": "เอกสารไม่ครบ"}
    assert browse(world.officer).post(f"/work/{case.pk}/finish/", first).status_code == 302
    answer = browse(world.second_officer).post(f"/work/{case.pk}/finish/", second)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "“Check documents”: step finished, Complete on 9 Nov 2026" in html
    assert "เอกสารไม่ครบ" in html
    assert answer.context["form"]["version"].value() == 3
    assert answer.context["form"]["at_step"].value() == "meeting"
    case.refresh_from_db()
    assert case.version == 3


@pytest.mark.requirement("TRK-12")
def test_what_fits_no_form_any_more_is_shown_to_be_copied(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    sent = {"outcome": "complete", "happened_on": "9/11/2569", "version": 2, "at_step": "check", "remark": "ข้อสังเกต"}
    act(world.officer, finish_step, case, happened_on=LATER, outcome="refuse")
    answer = browse(world.second_officer).post(f"/work/{case.pk}/finish/", sent)
    assert answer.status_code == 409
    assert answer.context["form"] is None
    assert "ข้อสังเกต" in answer.content.decode()


@pytest.mark.requirement("TRK-12")
def test_sending_twice_records_once_and_says_it_was_recorded(world: World, browse: Browse) -> None:
    case = world.open_at_check()
    sent = {"outcome": "complete", "happened_on": "9/11/2569", "remark": "ครบ", "version": 2, "at_step": "check"}
    browser = browse(world.officer)
    answers = [browser.post(f"/work/{case.pk}/finish/", sent) for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, f"/work/{case.pk}/")] * 2
    case.refresh_from_db()
    assert case.version == 3


BAD_TEXTS = ["a\x00b", "ก" * 10_000, "\u202eกลับด้าน"]


@pytest.mark.requirement("TRK-31", "QLT-04")
@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize(
    ("key", "field"),
    [("finish", "remark"), ("return", "letter_no"), ("note", "text"), ("close", "remark"), ("withdraw", "remark")],
)
def test_texts_nobody_can_read_are_told_beside_their_field(
    world: World, browse: Browse, key: str, field: str, text: str
) -> None:
    case = world.open_at_check()
    sent = {"outcome": "complete", "happened_on": "9/11/2569", "reasons": "ก", "version": 2, field: text}
    answer = browse(world.officer).post(f"/work/{case.pk}/{key}/", sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    case.refresh_from_db()
    assert case.version == 2


@pytest.mark.requirement("TRK-31", "QLT-04")
@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "1.5"])
def test_a_form_without_its_version_changes_nothing(world: World, browse: Browse, version: str) -> None:
    case = world.open()
    sent = {"happened_on": "9/11/2569", "letter_no": "1", "version": version}
    assert browse(world.officer).post(f"/work/{case.pk}/finish/", sent).status_code == 200
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.requirement("TRK-31")
def test_every_act_goes_through_its_page(world: World, browse: Browse) -> None:
    """A whole life over the pages: return, hand in again, note, close, reopen, withdraw, new link, correction."""
    case, officer, institution = world.open_at_check(), browse(world.officer), browse(world.institution)

    def send(browser: Browser, key: str, **sent: Any) -> None:
        case.refresh_from_db()
        place = f"/work/{case.pk}/{key}/"
        assert browser.get(place).status_code == 200
        answer = browser.post(place, {"happened_on": "9/11/2569", "version": case.version, **sent})
        assert answer.status_code == 302, answer.context["form"].errors

    send(officer, "return", reasons="ขาดหลักฐาน\n\nขาดลายมือชื่อ")
    send(institution, "resume", remark="ครบแล้ว")
    send(institution, "note", text="บันทึก", for_subject="offices")
    send(officer, "close", remark="ยื่นซ้ำ")
    send(officer, "reopen", remark="ทบทวน", step="check")
    send(officer, "correct/2", letter_no="อว 7", at_step="receive", happened_on="2/11/2569")
    send(officer, "renew-link")
    send(institution, "withdraw", remark="ขอถอน")
    with acting_as(world.officer):
        recorded = entries_of(world.officer, case)
    assert [entry.kind for entry in recorded[2:]] == [
        "returned",
        "resumed",
        "internal_note",
        "closed",
        "reopened",
        "corrected",
        "link_renewed",
        "withdrawn",
    ]
    assert [reason.text for reason in recorded[2].written.reasons] == ["ขาดหลักฐาน", "ขาดลายมือชื่อ"]


@pytest.mark.requirement("TRK-31")
def test_what_cannot_be_done_now_leads_back_to_the_matter(world: World, browse: Browse) -> None:
    case = world.open()
    browser = browse(world.officer)
    for key in ("return", "resume", "reopen"):
        assert browser.get(f"/work/{case.pk}/{key}/")["Location"] == f"/work/{case.pk}/"
    assert browser.get(f"/work/{case.pk}/no-such-act/").status_code == 404
    assert browser.get(f"/work/{case.pk}/correct/77/").status_code == 404
    assert browse(world.institution).get(f"/work/{case.pk}/correct/1/").status_code == 404
    assert browse(world.member).get(f"/my/cases/{case.pk}/close/").status_code == 404
