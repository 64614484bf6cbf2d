"""What is erased is unreadable, and what the law holds back stays until it no longer does."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from PIL import Image
from procrastinate.contrib.django import app

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.people.actions import join_records
from tidtam.kernel.people.actions.erasing import erase_identity
from tidtam.kernel.people.models import ContactAddress, Identifier, Person, PersonKey
from tidtam.kernel.people.private_text import unseal
from tidtam.kernel.people.queries import display_name, find_person_id
from tidtam.kernel.people.tests.factories import make_person
from tidtam.kernel.personal_data import Subject
from tidtam.kernel.registration.models import Consent, Statement
from tidtam.products.datarights.actions import order_own_erasure, set_retention, stop_erasure
from tidtam.products.datarights.jobs import MAKE_DOWNLOAD, QUEUE
from tidtam.products.datarights.models import Download, Erasure, RetentionSetting
from tidtam.products.datarights.notices import ERASURE_STOPPED
from tidtam.products.datarights.queries import own_holds
from tidtam.thai.national_id import demo_number
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case, CaseEventText
from tidtam.tracking.tests.factories import make_actor, sample_file

from .factories import EMAIL, FAMILY, GIVEN, World, stated_person
from .searching import tables_that_say
from .test_asking import delete

pytestmark = [pytest.mark.requirement("IDN-16"), pytest.mark.django_db]


def open_matter(world: World) -> Case:
    officer = make_actor(("ministry_case_officer", world.ministry))
    with acting_as(SYSTEM):
        tracking.publish_process(SYSTEM, sample_file())
    with acting_as(world.later(officer)) as actor:
        person = make_person(organization=world.ministry)
        world.person = person
        return tracking.open_case(
            actor,
            "sample",
            subject=person,
            organization=world.ministry,
            received_on=actor.today(),
            remark="เรื่องส่วนตัวของผู้ยื่น",
        )


def test_nothing_readable_is_left(world: World) -> None:
    browser = world.browser()
    number = Identifier.objects.filter(person=world.person)
    with acting_as(world.system) as actor:
        masked, index = number.values_list("masked", "index").get()
        sealed = bytes(Statement.objects.get(account=world.account).sealed)
        notify(
            actor,
            person_id=world.person.pk,
            kind=ERASURE_STOPPED.key,
            subject_kind="erasure",
            subject_id=world.person.pk,
            url="/",
        )
        assert unseal(world.person.pk, sealed)
        assert tables_that_say(GIVEN)
        assert tables_that_say(index)
    world.order_erasure()
    world.erase()
    with acting_as(world.system):
        assert tables_that_say(GIVEN, FAMILY, EMAIL, "manachai.t", "810000001", masked, index) == {}
        assert unseal(world.person.pk, sealed) is None
        assert PersonKey.objects.get(person=world.person).wrapped == ""
        assert display_name(SYSTEM, world.person.pk) == "ข้อมูลถูกลบแล้ว"
        assert Consent.objects.filter(person=world.person).count() == 1
    assert browser.get("/my/data/").status_code == 302
    assert Client().post("/account/sign-in/", {"login": "manachai.t", "password": "x"}).status_code == 200


def test_who_turned_out_to_be_known_before_is_erased_under_both_records(world: World) -> None:
    """As verification leaves it: what was kept of whom they said they were stays under that record."""
    with acting_as(SYSTEM):
        stated = stated_person(given_name="เคยรู้จัก", family_name="มาก่อน")
        join_records(SYSTEM, Subject(stated.pk, None), Subject(world.person.pk, world.account.pk))
    with acting_as(replace(world.member, also=(stated.pk,))) as actor:
        order_own_erasure(actor)
    world.erase()
    with acting_as(world.system):
        assert tables_that_say(GIVEN, FAMILY, "เคยรู้จัก", "มาก่อน", "810000001") == {}


def test_the_number_can_be_entered_anew_as_somebody_unknown(world: World) -> None:
    number = demo_number(620_001)
    person = make_person(number=number)
    with acting_as(world.system) as actor:
        erase_identity(actor, Subject(person.pk, None))
        assert find_person_id("national_id", number) is None
    assert make_person(number=number).pk != person.pk


def test_the_owner_can_stop_it_for_a_week(world: World) -> None:
    browser = world.browser()
    assert browser.post("/my/data/delete/", {}).status_code == 200
    assert browser.post("/my/data/delete/", {"understood": "on"}).status_code == 302
    world.erase(days=6)
    assert Person.objects.get(pk=world.person.pk).given_name == GIVEN
    assert "/my/data/delete/stop/" in browser.get("/my/data/").content.decode()
    assert browser.post("/my/data/delete/stop/").status_code == 302
    assert browser.post("/my/data/delete/stop/").status_code == 404
    world.erase(days=30)
    assert Person.objects.get(pk=world.person.pk).given_name == GIVEN


def test_what_has_begun_cannot_be_stopped(world: World) -> None:
    world.order_erasure()
    world.erase()
    with acting_as(world.member) as actor, pytest.raises(Http404):
        stop_erasure(actor)


def test_a_running_matter_holds_the_name_back_and_lets_the_account_go(world: World) -> None:
    request = delete(world)
    with acting_as(world.system):
        tracking.publish_process(SYSTEM, sample_file())
    officer = world.later(make_actor(("ministry_case_officer", world.ministry)))
    with acting_as(officer) as actor:
        case = tracking.open_case(
            actor,
            "sample",
            subject=world.person,
            organization=world.ministry,
            received_on=actor.today(),
            remark="คำของผู้ยื่น",
        )
    with acting_as(world.member) as actor:
        assert [each.holding.key for each in own_holds(actor)] == ["tracking.cases"]
    world.decide(request.case, "granted")
    world.erase(days=2)
    with acting_as(world.system) as actor:
        person, account = Person.objects.get(pk=world.person.pk), Account.objects.get(pk=world.account.pk)
        assert (person.given_name, person.erased_at) == (GIVEN, None)
        assert (account.email, account.username) == ("", None)
        assert account.ended_at is not None
        assert ContactAddress.objects.filter(person=person).exclude(value="").count() == 0
        assert Erasure.objects.get().completed_at is None
    officer = world.later(make_actor(("ministry_case_officer", world.ministry)))
    with acting_as(officer) as actor:
        case.refresh_from_db()
        tracking.close_case(actor, case, remark="ปิดเรื่อง", happened_on=actor.today(), expected_version=case.version)
    world.erase(days=400)
    assert Person.objects.get(pk=world.person.pk).given_name == GIVEN, "how long papers are kept is not configured"
    with acting_as(world.system) as actor:
        set_retention(actor, "official_papers", days=3_650, source="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ")
    world.erase(days=3_000)
    assert Person.objects.get(pk=world.person.pk).given_name == GIVEN
    world.erase(days=700)
    with acting_as(world.system):
        assert tables_that_say(GIVEN) == {}
        assert Erasure.objects.get().completed_at is not None
        texts = CaseEventText.objects.filter(event__case=case)
        assert texts.exists()
        assert all(unseal(world.person.pk, text.sealed) is None for text in texts)


def test_a_hidden_matter_holds_but_is_not_told(world: World) -> None:
    case = open_matter(world)
    Case.objects.filter(pk=case.pk).update(is_hidden=True)
    with acting_as(replace(world.member, person_id=world.person.pk)) as actor:
        assert own_holds(actor) == []


def test_whoever_acts_for_an_office_hands_over_first(world: World) -> None:
    with acting_as(SYSTEM):
        grant_role(SYSTEM, world.account.pk, role="auditor", organization=world.ministry, reason="คำสั่งทดสอบ")
    with acting_as(world.member) as actor:
        assert [each.holding.key for each in own_holds(actor)] == ["access.roles"]
        with pytest.raises(Refused):
            order_own_erasure(actor)


def test_files_about_the_person_lose_name_and_content(world: World) -> None:
    with acting_as(world.member) as actor:
        file = store_file(
            actor,
            upload=SimpleUploadedFile(f"{GIVEN}.png", _picture(), "image/png"),
            owner_kind="test",
            owner_id=world.person.pk,
            organization_path="",
            person_id=world.person.pk,
        )
    world.order_erasure()
    world.erase()
    with acting_as(world.system):
        left = StoredFile.objects.get(pk=file.pk)
    assert (left.wrapped_key, left.name) == ("", "erased")


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return out.getvalue()


def _in_a_job(world: World) -> None:
    app.configure_task(MAKE_DOWNLOAD, queue=QUEUE).defer(download_id=f"ของ{GIVEN}")


def _in_a_session(world: World) -> None:
    session = SessionStore()
    session["search"] = {"q": GIVEN}
    session.save()


def _as_bytes(world: World) -> None:
    Download.objects.create(
        person=world.person,
        account_id=world.account.pk,
        language="th",
        sealed=f'{{"name": "{GIVEN}"}}'.encode(),
        ordered_at=SYSTEM.now(),
    )


def _escaped(world: World) -> None:
    RetentionSetting.objects.create(term="x", source=json.dumps({"said": GIVEN}), set_at=SYSTEM.now())


def _in_a_file_name(world: World) -> None:
    StoredFile.objects.create(
        name=f"{GIVEN}.pdf",
        kind="pdf",
        size=1,
        sha256="0" * 64,
        owner_id=world.person.pk,
        person_id=world.person.pk,
        stored_at=SYSTEM.now(),
    )


@pytest.mark.parametrize("plant", [_in_a_job, _in_a_session, _as_bytes, _escaped, _in_a_file_name])
def test_a_name_left_anywhere_is_found(world: World, plant: Callable[[World], None]) -> None:
    """The search that the tests of erasure rely on."""
    world.order_erasure()
    world.erase()
    with acting_as(world.system):
        assert tables_that_say(GIVEN) == {}
        plant(world)
        assert list(tables_that_say(GIVEN).values()) == [[GIVEN]]
