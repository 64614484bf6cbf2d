"""A member sees what is kept of them, takes it away, and changes what is theirs to change."""

import json

import pypdfium2
import pytest
from django.http import Http404
from django.utils.html import escape
from jsonschema import Draft202012Validator

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.queries import open_file
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.personal_data import holdings
from tidtam.kernel.registration.models import Statement, Withdrawal
from tidtam.products.datarights.actions import end_what_is_over, order_download
from tidtam.products.datarights.actions.downloads import MOST_A_DAY
from tidtam.products.datarights.choices import DownloadState
from tidtam.products.datarights.models import Download, RetentionRun
from tidtam.products.datarights.queries import get_download, opened_json
from tidtam.products.datarights.writing import SCHEMA

from .factories import EMAIL, FAMILY, GIVEN, World

pytestmark = [pytest.mark.requirement("IDN-16"), pytest.mark.django_db]


def test_each_kind_of_data_says_what_is_held_by_whom_why_and_how_long(world: World) -> None:
    browser = world.browser()
    overview = browser.get("/my/data/").content.decode()
    for holding in holdings():
        page = browser.get(f"/my/data/kinds/{holding.key}/")
        assert page.status_code == 200
        for text in (holding.title, holding.held_by, holding.purpose, holding.kept_for, holding.ground):
            assert str(escape(text)) in page.content.decode()
        assert str(escape(holding.title)) in overview
    assert FAMILY in browser.get("/my/data/kinds/people.identity/").content.decode()
    assert EMAIL in browser.get("/my/data/kinds/identity.account/").content.decode()


def test_the_copy_fits_its_published_schema_and_has_everything(world: World) -> None:
    download = world.copy()
    text = opened_json(download)
    copy = json.loads(text)
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(copy)) == []
    assert [kind["key"] for kind in copy["kinds"]] == [holding.key for holding in holdings()]
    for said in (GIVEN, FAMILY, EMAIL, "+66810000001", "ครูตัวอย่าง"):
        assert said in text
    with acting_as(world.system):
        number = Identifier.objects.get(person=world.person)
    assert number.masked in text
    assert world.browser().get("/my/data/copies/schema.json").json() == schema


def test_the_paper_says_the_same(world: World) -> None:
    download = world.copy()
    assert download.file_id
    with acting_as(world.member) as actor:
        content = open_file(actor, download.file_id).read()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    assert GIVEN in text
    assert EMAIL in text


def test_a_copy_is_private_and_short_lived(world: World) -> None:
    download = world.copy()
    browser, stranger = world.browser(), client_for(make_account())
    for form in ("json", "pdf"):
        address = f"/my/data/copies/{download.pk}/{form}/"
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert stranger.get(address).status_code == 404
    world.days = 4
    with acting_as(world.member) as actor, pytest.raises(Http404):
        get_download(actor, download.pk)
    with acting_as(world.system) as actor:
        assert end_what_is_over(actor) == {"data_copies": 1}
        assert end_what_is_over(actor) == {}
        assert RetentionRun.objects.get().number == 1
        assert download.file_id
        assert StoredFile.objects.get(pk=download.file_id).wrapped_key == ""
    download.refresh_from_db()
    assert (download.state, download.sealed) == (DownloadState.ENDED, None)


def test_copies_are_not_heaped_up(world: World) -> None:
    with acting_as(world.member) as actor:
        assert order_download(actor).pk == order_download(actor).pk
    for _ in range(MOST_A_DAY):
        with acting_as(world.member) as actor:
            Download.objects.filter(pk=order_download(actor).pk).update(state=DownloadState.ENDED)
    with acting_as(world.member) as actor, pytest.raises(Refused) as refused:
        order_download(actor)
    assert refused.value.code == "too_many"


def test_what_was_only_stated_is_changed_at_once(world: World) -> None:
    browser = world.browser()
    form = {"sex": "not_stated", "personnel_kind": "ministry", "unit": "กองใหม่", "position": "นักวิชาการใหม่"}
    assert browser.post("/my/data/stated/", form).status_code == 302
    assert "นักวิชาการใหม่" in browser.get("/my/data/kinds/registration.statement/").content.decode()
    with acting_as(world.system):
        assert AuditRecord.objects.filter(verb="statement.changed", person_id=world.person.pk).count() == 1


def test_consent_is_taken_back_after_its_consequences_were_read(world: World) -> None:
    browser = world.browser()
    assert "บัญชีของท่านจะถูกระงับทันที" in browser.get("/my/data/consent/").content.decode()
    assert browser.post("/my/data/consent/", {}).status_code == 200
    with acting_as(world.system):
        assert not Withdrawal.objects.exists()
    assert browser.post("/my/data/consent/", {"understood": "on"}).status_code == 302
    with acting_as(world.system):
        assert Withdrawal.objects.filter(account=world.account).count() == 1
        assert not Statement.objects.filter(account=world.account).exists()
        assert Account.objects.get(pk=world.account.pk).locked_at is not None
    assert browser.get("/my/data/").status_code == 302
