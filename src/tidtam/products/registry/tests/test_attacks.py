"""What somebody tries who should not: going through the public register, tables that run, days that are none, races."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.registry import actions
from tidtam.products.registry.models import Entry, Holding, Revision
from tidtam.products.registry.policies import APPROVER

from .factories import WHOLE, World

SHOWN = {"id", "entry", "position", "name", "field_code", "field_name", "organization", "appointed_on", "year"}
FOUND_BY = {"sort_name", "words"}


@pytest.mark.requirement("NAP-09")
def test_a_visitor_who_tries_everything_finds_only_what_is_public_a_page_at_a_time(world: World) -> None:
    number = next_number()
    public = world.approve(world.submitted(number=number))
    sent, draft = world.submitted(), world.begun(facts=WHOLE)
    assert {field.name for field in Holding._meta.concrete_fields} == SHOWN | FOUND_BY, "nothing else could be shown"
    with browsing_as(VISITOR) as browser:
        for entry in (sent, draft):
            assert browser.get(f"/register/holders/{entry.pk}/").status_code == 404
        for looked_for in (number, number[-4:], "nap@example.invalid", "ปัญญาประดิษฐ์", "45/2563", "ปรัชญาดุษฎีบัณฑิต"):
            shown = browser.get("/register/", {"q": looked_for}, follow=True)
            assert shown.context["page"].items == [], looked_for
        for asked in (
            {"size": "100000", "limit": "100000"},
            {"cursor": "forged"},
            {"cursor": "x" * 5_000},
            {"order": "person__identifier"},
            {"year": "0"},
            {"institution": "../../"},
            {"field": "\x00"},
            {"q": "ส" * 50_000},
        ):
            answer = browser.get("/register/", asked)
            assert answer.status_code in {200, 404}, asked
            assert number not in answer.content.decode()
    with browsing_as(VISITOR) as browser:
        assert [row.entry_id for row in browser.get("/register/").context["page"].items] == [public.pk]
        for url in (f"/register/entries/{public.pk}/", "/register/export/csv/", "/register/quality/"):
            assert browser.get(url).status_code in {302, 404}


@pytest.mark.requirement("NAP-08")
def test_no_cell_of_a_table_taken_out_is_run(world: World) -> None:
    citation = "＝cmd|' /C calc'!A0"
    works = [{"citation": citation, "quality": "A", "participation": "+1"}]
    facts = {
        **WHOLE,
        "holder.family_name": "@SUM(1)",
        "assistant_professor.works": works,
        "assistant_professor.order_no": "-2+3",
    }
    world.begun(facts=facts)
    with browsing_as(world.recorder, language="th") as browser:
        lines = b"".join(browser.get("/register/export/csv/")).decode("utf-8-sig")
        book = zipfile.ZipFile(io.BytesIO(b"".join(browser.get("/register/export/xlsx/"))))
    for cell in ("@SUM(1)", citation, "-2+3"):
        assert f"'{cell}" in lines
    sheets = b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets


@pytest.mark.requirement("NAP-04")
@pytest.mark.parametrize(
    ("day", "is_read"),
    [
        ("16/11/2569", True),
        ("2026-11-16", True),
        ("1/1/2520", True),
        ("17/11/2569", False),
        ("1/1/2600", False),
        ("9999-12-31", False),
        ("0001-01-01", False),
        ("29/2/2569", False),
        ("๙๙/๙๙/๙๙๙๙", False),
        ("\x00", False),
        ("-1", False),
    ],
)
def test_the_register_is_read_on_any_day_there_was_and_on_no_other(world: World, day: str, is_read: bool) -> None:
    entry = world.approved()
    with browsing_as(world.recorder) as browser:
        answer = browser.get(f"/register/entries/{entry.pk}/history/", {"on": day})
    assert answer.status_code == 200
    assert answer.context["form"].is_valid() == is_read
    if is_read:
        told = answer.context["revision"]
        assert (told is not None) == (answer.context["day"] >= date(2026, 11, 16))


@pytest.mark.requirement("NAP-02")
def test_two_approvers_at_the_same_moment_make_one_revision(own_database: str) -> None:
    world = World()
    entry = world.submitted()
    second = world.officer(APPROVER, world.ministry)
    both = Barrier(2)

    def approve(actor: Actor) -> str:
        try:
            with acting_as(actor):
                both.wait(30)
                return str(actions.approve_entry(actor, entry, version=entry.version).state)
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(approve, (world.approver, second))) == ["approved", "approved"]
    with acting_as(SYSTEM):
        assert Revision.objects.filter(entry=entry).count() == Holding.objects.filter(entry=entry).count() == 1
        assert Entry.objects.get(pk=entry.pk).revision == 1


@pytest.mark.requirement("NAP-01")
def test_a_list_whose_rows_leave_something_out_is_not_whole(world: World) -> None:
    works = [{"citation": "ตำรา", "quality": "A"}, {"citation": "วิจัย", "participation": "ร้อยละ 50"}]
    entry = world.begun(facts={**WHOLE, "assistant_professor.works": works})
    assert world.content(entry).gaps() == ["assistant_professor.works"]
    with browsing_as(world.recorder, language="en") as browser:
        page = browser.get(f"/register/entries/{entry.pk}/").content.decode()
    assert "Academic works (Level of quality, Participation)" in page
