"""The pages of those in charge: what they find and what they are shown."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
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
    return [row.case.pk for row in browser.get("/work/", filters, follow=True).context["rows"]]


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
