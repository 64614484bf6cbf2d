"""The pages of those in charge: what they find, what they do, what happens when two do it."""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tidtam.kernel.actor import acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import finish_step
from tidtam.tracking.queries import entries_of, roles_in_charge

from .acting import LATER, act
from .browsing import Browser
from .factories import DAY, World, make_actor

Browse = Callable[..., Browser]

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def found(browser: Browser, **filters: str) -> list[Any]:
    return [row.case.pk for row in browser.get("/work/", filters).context["rows"]]


@pytest.mark.requirement("ACA-02", "TRK-22")
def test_each_officer_finds_the_matters_in_their_charge(world: World, browse: Browse) -> None:
    mine, other = world.open(), world.open(organization=world.other_university)
    assert set(found(browse(world.officer))) == {mine.pk, other.pk}
    assert found(browse(world.institution)) == [mine.pk]
    assert found(browse(world.other_institution)) == [other.pk]
    both = make_actor(("institution_officer", world.university), ("institution_officer", world.other_university))
    assert set(found(browse(both))) == {mine.pk, other.pk}


@pytest.mark.requirement("TRK-30")
def test_who_is_in_charge_of_nothing_has_no_work_list(world: World, browse: Browse) -> None:
    auditor = make_actor(("auditor", world.ministry))
    for actor in (world.member, auditor):
        assert browse(actor).get("/work/").status_code == 404
        assert "/work/" not in browse(actor).get("/processes/").content.decode()
    assert "/work/" in browse(world.officer).get("/processes/").content.decode()
    assert roles_in_charge(auditor) == ("institution_officer", "ministry_case_officer"), (
        "who holds one may switch to it"
    )


@pytest.mark.requirement("TRK-30")
def test_the_filters_stand_in_the_address(world: World, browse: Browse) -> None:
    received = world.open(day=DAY + timedelta(days=99))
    late, at_meeting = world.open_at_check(), world.open_at_meeting()
    ended = act(world.officer, finish_step, world.open_at_check(), happened_on=LATER, outcome="refuse")
    browser = browse(world.officer)
    assert set(found(browser)) == {received.pk, late.pk, at_meeting.pk, ended.pk}
    assert found(browser, process="sample", step="meeting") == [at_meeting.pk]
    assert found(browser, status="completed") == [ended.pk]
    assert found(browser, late="on") == [late.pk]
    assert found(browser, order="due") == [late.pk, received.pk]
    assert found(browser, process="no_such", step="x", status="y", order="z", cursor="q") == found(browser)


@pytest.mark.requirement("TRK-30")
def test_a_matter_is_found_by_its_letter_and_by_the_person(world: World, browse: Browse) -> None:
    subject = make_person(organization=world.university, given_name="กรรณิการ์", family_name="สมมติ")
    case = world.open(subject=subject)
    world.open(organization=world.other_university)
    browser = browse(world.institution)
    assert found(browser, q="กรรณิ") == [case.pk]
    assert found(browser, q="อว 0001") == [case.pk]
    assert found(browser, q="ไม่มี") == []
    for nonsense in ("%", "_", "\x00", "ก" * 10_000, "👍"):
        assert browser.get("/work/", {"q": nonsense}).status_code == 200


@pytest.mark.requirement("TRK-31")
def test_the_page_of_a_matter_offers_what_can_be_done_now(world: World, browse: Browse) -> None:
    case = world.open_at_check()

    def offered(actor: Any) -> set[str]:
        return {act.key for act in browse(actor).get(f"/work/{case.pk}/").context["acts"]}

    assert offered(world.officer) == {"finish", "return", "note", "withdraw", "close", "suspend", "renew-link"}
    assert offered(world.institution) == {"note", "withdraw"}
    form = browse(world.officer).get(f"/work/{case.pk}/").context["step_form"]
    assert list(form.fields) == ["outcome", "happened_on", "remark", "version", "at_step"]
    assert browse(world.institution).get(f"/work/{case.pk}/").context["step_form"] is None


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


@pytest.mark.requirement("TRK-22", "TRK-31")
def test_the_page_has_the_link_to_copy_and_to_print(world: World, browse: Browse, settings: Settings) -> None:
    case = world.open()
    html = browse(world.officer).get(f"/work/{case.pk}/").content.decode()
    assert f"{settings.ENVIRONMENT.base_url}/t/{case.tracking_code}" in html
    assert 'data-copy="tracking-link"' in html
    assert 'class="tt-qr"' in html


@pytest.mark.requirement("TRK-31")
def test_the_history_says_who_recorded_what_to_the_office_that_runs_the_process(world: World, browse: Browse) -> None:
    person = make_person(given_name="วิภา", family_name="ตัวอย่าง")
    account = get_user_model()._default_manager.create(username="wipha", person=person, created_at=world.officer.now())
    officer = make_actor(("ministry_case_officer", world.ministry), account_id=account.pk)
    case = act(officer, finish_step, world.open(), happened_on=LATER, letter_no="1")
    assert "วิภา" in browse(world.officer).get(f"/work/{case.pk}/").content.decode()
    assert "วิภา" not in browse(world.institution).get(f"/work/{case.pk}/").content.decode()


@pytest.mark.requirement("TRK-31")
def test_looking_at_a_matter_leaves_a_trace(world: World, browse: Browse) -> None:
    case = world.open()
    browse(world.officer).get(f"/work/{case.pk}/")
    auditor = make_actor(("auditor", world.ministry))
    with acting_as(auditor):
        seen = AuditRecord.objects.filter(verb="viewed", object_kind="case", object_id=str(case.pk))
        assert [record.actor_account for record in seen] == [world.officer.account_id]


@pytest.mark.requirement("TRK-11")
def test_every_event_stands_in_the_trail_with_ids_only(world: World) -> None:
    case = world.open_at_check()
    with acting_as(make_actor(("auditor", world.ministry))):
        records = AuditRecord.objects.filter(object_kind="case", object_id=str(case.pk)).order_by("pk")
        assert [(record.verb, record.details["sequence"]) for record in records] == [
            ("case.opened", 1),
            ("case.finished", 2),
        ]


@pytest.mark.requirement("TRK-01", "TRK-31")
def test_a_file_of_a_step_is_read_where_its_matter_shows_it(
    world: World, browse: Browse, settings: Settings, tmp_path: Path
) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data=tmp_path)
    case = act(world.officer, finish_step, world.open_at_meeting(), happened_on=DAY, outcome="pass", remark="มติ")
    sent = {
        "happened_on": "9/11/2569",
        "order_no": "1/2569",
        "file": SimpleUploadedFile("คำสั่ง.pdf", PDF, content_type="application/pdf"),
        "version": case.version,
        "at_step": "order",
    }
    answer = browse(world.officer).post(f"/work/{case.pk}/finish/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    with acting_as(world.officer):
        file_id = entries_of(world.officer, case)[-1].file_id
    for actor, place in ((world.member, "my/cases"), (world.officer, "work"), (world.institution, "work")):
        answer = browse(actor).get(f"/{place}/{case.pk}/files/{file_id}/")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"%PDF" in answer.getvalue()
    other = world.open_at_check()
    assert browse(world.officer).get(f"/work/{other.pk}/files/{file_id}/").status_code == 404
    assert browse(world.stranger).get(f"/my/cases/{case.pk}/files/{file_id}/").status_code == 404
