"""The officers' list: what is found in it, what it is narrowed to, the views they keep, the files they take out."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connections
from django.utils.translation import override
from pytest_django import Settings

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people.actions import VerifiedClaims, update_from_verified_source
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.tracking import exporting
from tidtam.tracking.actions import Restated, correct_event, finish_step, renew_link
from tidtam.tracking.models import Case, CaseSearch, SavedView
from tidtam.tracking.queries import searching

from .acting import LATER, act
from .browsing import Browser
from .factories import DAY, World, make_actor
from .test_work_pages import found

Browse = Callable[..., Browser]


@pytest.mark.requirement("TRK-30")
def test_every_word_must_occur_in_a_name_a_number_or_the_code(world: World, browse: Browse) -> None:
    names: dict[str, Any] = {
        "given_name": "กรรณิการ์",
        "family_name": "ณ ทดสอบ",
        "given_name_en": "Kannika",
        "family_name_en": "Na Todsob",
    }
    number = next_number()
    subject = make_person(organization=world.university, number=number, **names)
    case = world.open(subject=subject)
    act(world.officer, finish_step, case, happened_on=LATER, letter_no="ศธ ๐๕๐๙/๔๔๔๔")
    case.refresh_from_db()
    for _ in range(2):
        world.open()
    browser = browse(world.officer)
    for text in (
        *("กรรณิ", "ณิกา", "นางสาวกรรณิการ์ ทดสอบ", "ทดสอบ กรรณิการ์", "ณ ทดสอบ", "KANNIKA", "annik tod"),
        *("0509/4444", "๔๔๔๔", "509/44", "4444 กรรณิการ์", case.tracking_code, case.tracking_code[3:12].upper(), number),
    ):
        assert found(browser, q=text) == [case.pk], text
    for text in ("กรรณิการ์ ใจดี", "4444 สมมติ", "ม่มี", "ณิกอ", "- /", next_number()):
        assert found(browser, q=text) == [], text
    assert len(found(browser, q="อว 0001")) == 3, "the first letter stays findable"


@pytest.mark.requirement("TRK-30")
def test_a_search_finds_no_name_that_the_office_was_not_told(world: World, browse: Browse) -> None:
    number = next_number()
    subject = make_person(number=number, given_name="ลับเฉพาะ", family_name="มาก", organization=world.other_university)
    make_person(
        number=number, given_name="เดาเอา", family_name="ผิดไป", organization=world.university, actor=world.institution
    )
    case = world.open(subject=subject)
    assert found(browse(world.institution), q="เดาเอา") == [case.pk]
    assert found(browse(world.institution), q="ลับเฉพาะ") == []


@pytest.mark.requirement("TRK-30")
def test_the_words_follow_whatever_they_are_made_of(world: World) -> None:
    case = world.open_at_check()
    restated = Restated(happened_on=DAY, letter_no="อว 0777/7")
    act(world.officer, correct_event, case, sequence=2, restated=restated)
    case.refresh_from_db()
    act(world.officer, renew_link, case)
    with acting_as(SYSTEM):
        update_from_verified_source(SYSTEM, case.subject, VerifiedClaims(source="thaid", family_name="นามสกุลใหม่"))
    case.refresh_from_db()
    text = CaseSearch.objects.get(case=case).text
    for word in ("อว 0001/1", "อว 1", "อว 0777/7", case.tracking_code, "นามสกุลใหม่"):
        assert f" {word}" in text
    case.refresh_from_db()
    act(world.officer, correct_event, case, sequence=1, restated=Restated(happened_on=DAY - timedelta(days=9)))
    searched = CaseSearch.objects.get(case=case)
    assert (searched.received_on, searched.organization) == (DAY - timedelta(days=9), world.university)
    with connections["default"].cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE tracking_casesearch SET text = ''")


def test_short_words_and_titles_are_searched_as_the_index_can() -> None:
    assert searching.words_of("รศ.ดร.สมชาย ณ อยุธยา") == ["สมชาย", "ณ", "อยุธยา"]
    assert searching.words_of("  Dr. Ann – ๑๒/๒๕๖๙ ") == ["ann", "12/2569"]


@pytest.mark.requirement("TRK-30")
def test_mine_are_those_my_role_holds_or_that_i_worked_on(world: World, browse: Browse) -> None:
    at_check, fresh = world.open_at_check(), world.open()
    at_meeting = world.open_at_meeting()
    amended = act(world.officer, finish_step, at_meeting, happened_on=LATER, outcome="amend", remark="แก้ไข")
    browser = browse(world.officer)
    assert set(found(browser, concern="held")) == {at_check.pk, fresh.pk}, "the applicant holds the other one"
    assert set(found(browser, concern="touched")) == {at_check.pk, amended.pk}
    assert found(browse(world.institution), concern="held") == []
    assert found(browse(world.second_officer), concern="touched") == []


@pytest.mark.requirement("TRK-30")
def test_days_and_offices_narrow_the_list(world: World, browse: Browse) -> None:
    early, late = world.open(), world.open(day=DAY + timedelta(days=20), organization=world.other_university)
    ended = act(world.officer, finish_step, world.open_at_check(), happened_on=LATER, outcome="refuse")
    browser = browse(world.officer)
    assert found(browser, office="uni-b") == [late.pk]
    assert found(browser, office="mhesi", received_from=str(DAY + timedelta(days=1))) == [late.pk]
    assert set(found(browser, received_to="2/11/2569")) == {early.pk, ended.pk}
    assert found(browser, ended_from=str(LATER), ended_to=str(LATER)) == [ended.pk]
    assert found(browser, ended_from=str(LATER + timedelta(days=1))) == []
    assert "uni-b" not in browse(world.institution).get("/work/").content.decode(), "one office is no choice"


@pytest.mark.requirement("TRK-30")
def test_chips_say_what_is_filtered_and_take_it_away(world: World, browse: Browse) -> None:
    world.open_at_check()
    page = browse(world.officer).get("/work/", {"process": "sample", "step": "check", "late": "on", "order": "due"})
    chips = {chip.label: (chip.value, chip.query) for chip in page.context["chips"]}
    assert chips["Process"] == ("Sample request", "order=due&late=on"), "a step goes with its process"
    assert chips["Step"] == ("Check documents", "process=sample&order=due&late=on")
    assert chips["Only late ones"] == ("", "process=sample&step=check&order=due")
    assert len(chips) == 3


# -- kept views --


def keep(browser: Browser, name: str, query: str) -> Any:
    return browser.post("/work/views/", {"name": name, "query": query})


@pytest.mark.requirement("TRK-30")
def test_a_view_is_kept_without_whom_it_searched_for(world: World, browse: Browse) -> None:
    world.open()
    browser = browse(world.officer)
    answer = keep(browser, " งาน  ค้าง ", "process=sample&late=on&q=สมชาย&nonsense=1&status=evil")
    assert answer["Location"] == "/work/?process=sample&late=on"
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("งาน ค้าง", "process=sample&late=on")
    assert "งาน ค้าง" in browser.get("/work/").content.decode()
    assert "Sample request" in browser.get("/work/views/").content.decode()
    keep(browser, "งาน ค้าง", "late=on")
    assert SavedView.objects.get().query == "late=on", "the same name is the same view"


@pytest.mark.requirement("TRK-30")
def test_a_view_is_renamed_made_the_first_and_removed_by_its_owner_alone(world: World, browse: Browse) -> None:
    browser, other = browse(world.officer), browse(world.second_officer)
    for name in ("หนึ่ง", "สอง"):
        keep(browser, name, "late=on")
    one, two = SavedView.objects.order_by("created_at", "pk")
    assert other.get(f"/work/views/{one.pk}/").status_code == 404
    assert other.post(f"/work/views/{one.pk}/", {"remove": "1"}).status_code == 404
    assert browser.post(f"/work/views/{one.pk}/", {"name": "สอง"}).status_code == 200, "the name is taken"
    assert browser.post(f"/work/views/{one.pk}/", {"name": ""}).status_code == 200
    assert browser.post(f"/work/views/{one.pk}/", {"name": "สาม"}).status_code == 302
    for view in (one, two):
        browser.post(f"/work/views/{view.pk}/", {"default": "1"})
    assert SavedView.objects.get(is_default=True).pk == two.pk
    assert browser.get("/work/")["Location"] == "/work/?late=on"
    assert browser.get("/work/?all").status_code == 200
    browser.post(f"/work/views/{two.pk}/", {"default": "1"})
    assert browser.get("/work/").status_code == 200
    browser.post(f"/work/views/{one.pk}/", {"remove": "1"})
    assert [view.name for view in SavedView.objects.all()] == ["สอง"]


@pytest.mark.requirement("TRK-30")
def test_nobody_keeps_views_without_end(world: World, browse: Browse) -> None:
    browser = browse(world.officer)
    for number in range(20):
        keep(browser, f"มุมมอง {number}", "late=on")
    answer = keep(browser, "อีกหนึ่ง", "late=on")
    assert "You keep 20 views already" in answer.content.decode()
    assert SavedView.objects.count() == 20


# -- files --


def lines_of(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def cells_of(answer: Any) -> list[list[str]]:
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert not [name for name in book.namelist() if "external" in name.lower()]
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - we wrote it
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f")), "no cell is a formula"
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{space}row")]


@pytest.mark.requirement("TRK-30")
def test_the_file_holds_exactly_what_is_shown(world: World, browse: Browse, settings: Settings) -> None:
    for day in range(40):
        world.open(day=DAY + timedelta(days=day))
    world.open(organization=world.other_university)
    browser = browse(world.officer)
    filters = {"office": "uni-a", "received_from": str(DAY + timedelta(days=2))}
    page = browser.get("/work/", filters)
    heading, *rows = lines_of(browser.get("/work/export/csv/", filters))
    assert len(rows) == 38, "all pages"
    with override("en"):
        columns = page.context["columns"]
        assert [cell for cell in heading if not cell.endswith("(ISO 8601)")] == [str(each.label) for each in columns]
        shown = [[column.text(row) for column in columns] for row in page.context["rows"]]
    iso = [place for place, label in enumerate(heading) if label.endswith("(ISO 8601)")]
    assert [[cell for place, cell in enumerate(row) if place not in iso] for row in rows[:30]] == shown
    assert rows[0][heading.index("Received on") + 1] == "2026-12-11"
    workbook = cells_of(browser.get("/work/export/xlsx/", filters))
    assert workbook == [heading, *rows]
    thai = lines_of(browse(world.officer, "th").get("/work/export/csv/", filters))
    assert thai[1][thai[0].index("วันที่รับเรื่อง")] == "11 ธ.ค. 2569"


@pytest.mark.requirement("TRK-30")
def test_no_cell_is_read_as_a_formula(world: World, browse: Browse) -> None:
    for text in ("=cmd|' /C calc'!A0", "+1", "-1", "@x", "＝1", "\t=1"):
        assert exporting.harmless(text) == f"'{text}"
    assert exporting.harmless("อว 1=2") == "อว 1=2"
    subject = make_person(organization=world.university, title="", given_name="=HYPERLINK(1)")
    world.open(subject=subject)
    browser = browse(world.officer)
    assert lines_of(browser.get("/work/export/csv/"))[1][0].startswith("'=HYPERLINK(1)")
    assert cells_of(browser.get("/work/export/xlsx/"))[1][0].startswith("'=HYPERLINK(1)")


@pytest.mark.requirement("TRK-30")
def test_a_file_that_cannot_hold_all_says_so(world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 3)
    for _ in range(4):
        world.open()
    _heading, *rows = lines_of(browse(world.officer).get("/work/export/csv/"))
    assert len(rows) == 4
    assert rows[3] == ["There are more; a file holds 3 matters. Narrow the list down further."]


@pytest.mark.requirement("TRK-30")
def test_who_takes_the_list_out_leaves_a_trace_without_names(world: World, browse: Browse) -> None:
    world.open()
    browse(world.officer).get("/work/export/csv/", {"q": "สมมติ", "process": "sample", "late": "on"})
    with acting_as(SYSTEM):
        record = AuditRecord.objects.get(verb="work_list.exported")
    assert record.actor_account == world.officer.account_id
    assert record.details == {"matters": 1, "process": "sample", "late": True, "searched": True}


def test_a_file_holds_only_what_the_actor_is_in_charge_of(world: World, browse: Browse) -> None:
    world.open()

    def matters(actor: Actor) -> int:
        return len(lines_of(browse(actor).get("/work/export/csv/"))) - 1

    assert (matters(world.institution), matters(world.other_institution)) == (1, 0)
    assert browse(world.member).get("/work/export/csv/").status_code == 404
    assert browse(make_actor(("auditor", world.ministry))).get("/work/export/csv/").status_code == 404
    assert Case.objects.count() == 1
