"""Tables of holders, from the upload to the entries; what is wrong is said cell by cell, and nothing is guessed."""

import csv
import io
from types import SimpleNamespace
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.files.tests.factories import upload
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.registry import actions, tasks
from tidtam.products.registry.jobs import RUN_IMPORT
from tidtam.products.registry.models import Entry, RegistryImport, RegistryMistake
from tidtam.products.registry.queries.imports import get_import
from tidtam.tracking.batches.mistakes import say

from .factories import LETTER, WHOLE, World

HEADINGS = [
    "เลขประจำตัวประชาชน",
    "คำนำหน้าชื่อ",
    "ชื่อ",
    "นามสกุล",
    "สถานภาพการจ้าง",
    "คุณวุฒิการศึกษา",
    "ตำแหน่งทางวิชาการ",
    "วิธี",
    "รหัสสาขาวิชา",
    "สาขาวิชา",
    "แต่งตั้งตั้งแต่วันที่",
    "เลขที่คำสั่ง",
    "ผลงานทางวิชาการ",
    "ผู้ทรงคุณวุฒิ",
]


def row(number: str = "", **changed: str) -> list[str]:
    said = {
        "number": number or next_number(),
        "title": "นาย",
        "given": "ธารา",
        "family": "ตัวอย่าง",
        "employment": "พนักงานมหาวิทยาลัย",
        "qualifications": "ปรัชญาดุษฎีบัณฑิต|ชีววิทยา|มหาวิทยาลัยสมมติ|ไทย|2555",
        "position": "ผู้ช่วยศาสตราจารย์",
        "method": "วิธีปกติ",
        "code": "๐๔๐๑",
        "field": "ชีววิทยา",
        "on": "5/3/2563",
        "order": "45/2563",
        "works": "ธารา ตัวอย่าง. (2562). ชีววิทยาเบื้องต้น.|ดีมาก|ร้อยละ 100",
        "experts": "สมมุติ ทดสอบ|ศาสตราจารย์",
    }
    return list({**said, **changed}.values())


def table(*rows: list[str], encoding: str = "utf-8-sig") -> Any:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, *rows])
    return upload(text.getvalue().encode(encoding), "ผู้ดำรงตำแหน่ง.csv")


def work() -> None:
    """What the worker does with each job that was ordered, done or not."""
    for job in ProcrastinateJob.objects.filter(task_name=RUN_IMPORT).order_by("id"):
        context: Any = SimpleNamespace(job=SimpleNamespace(id=job.pk))
        tasks.run_import(context, job.args["import_id"])


def examined(world: World, file: Any, *, by: Actor | None = None) -> RegistryImport:
    actor = by or world.recorder
    with acting_as(actor):
        begun = actions.begin_import(actor, organization=world.a, upload=file)
    work()
    with acting_as(actor):
        return get_import(actor, begun.pk)


def brought_in(world: World, file: Any, letter: Any = None) -> RegistryImport:
    found = examined(world, file)
    with acting_as(world.recorder) as actor:
        actions.order_import(actor, found, letter=letter)
    work()
    work()
    with acting_as(world.recorder) as actor:
        return get_import(actor, found.pk)


def reasons(world: World) -> list[tuple[int, str]]:
    with acting_as(world.recorder):
        return [(each.row, each.column) for each in RegistryMistake.objects.order_by("row", "id")]


@pytest.mark.requirement("NAP-08")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874"])
def test_a_table_is_examined_without_entering_anybody_then_brought_in_once(world: World, encoding: str) -> None:
    number = next_number()
    second = row(number, position="รองศาสตราจารย์", on="2021-02-01", order="1/2564")
    file = table(row(number), second, row(), encoding=encoding)
    found = examined(world, file)
    assert (found.state, found.good, found.bad, Entry.objects.count()) == ("checked", 3, 0, 0)
    with acting_as(world.recorder) as actor:
        actions.order_import(actor, found, letter=None)
    work()
    work()
    with acting_as(world.recorder) as actor:
        found = get_import(actor, found.pk)
    assert (found.state, found.imported, found.new) == ("imported", 3, 2)
    with acting_as(SYSTEM):
        entries = {entry.position: entry for entry in Entry.objects.all()}
    assert set(entries) == {"associate_professor", "assistant_professor"}
    content = world.content(entries["associate_professor"])
    assert content.facts["assistant_professor.field_code"] == "0401"
    assert content.facts["assistant_professor.appointed_on"] == "2020-03-05"
    assert content.facts["assistant_professor.works"] == [
        {
            "citation": "ธารา ตัวอย่าง. (2562). ชีววิทยาเบื้องต้น.",
            "quality": "very_good",
            "participation": "ร้อยละ 100",
        }
    ]
    origin = content.origins["holder.employment"]
    assert (origin["source"], origin["from"]) == ("imported", str(found.pk))


@pytest.mark.requirement("NAP-08")
def test_with_a_letter_whole_entries_go_to_the_ministry_and_the_others_stay_drafts(world: World) -> None:
    brought_in(world, table(row(), row(works="")), letter=LETTER)
    with acting_as(SYSTEM):
        assert sorted(Entry.objects.values_list("state", "unexplained")) == [("awaiting", 0), ("draft", 1)]
    with acting_as(world.approver) as actor:
        sent = [(entry.pk, entry.version) for entry in Entry.objects.filter(state="awaiting")]
        assert actions.approve_many(actor, sent) == (1, 0)
        assert actions.approve_many(actor, sent) == (1, 0)


@pytest.mark.requirement("NAP-08")
def test_each_wrong_cell_is_named_and_a_number_is_never_shown_whole(world: World) -> None:
    number = next_number()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    found = examined(
        world,
        table(
            row(number),
            row(number),
            row(wrong),
            row(position="อาจารย์"),
            row(given="=HYPERLINK()"),
            row(works="|ดี"),
        ),
    )
    assert (found.good, found.bad) == (1, 5)
    assert reasons(world) == [
        (3, ""),
        (4, "national_id"),
        (5, "position"),
        (6, "given_name"),
        (7, "works"),
    ]
    with browsing_as(world.recorder, language="th") as browser:
        page = browser.get(f"/register/import/{found.pk}/").content.decode()
        listed = browser.get(f"/register/import/{found.pk}/mistakes.csv").content.decode()
    for text in (page, listed):
        assert wrong not in text
        assert wrong[-3:] in text
    with acting_as(world.recorder):
        assert all(say(each.message, each.facts) for each in RegistryMistake.objects.all())


@pytest.mark.requirement("NAP-08")
def test_who_is_known_by_number_is_not_entered_twice_and_who_belongs_elsewhere_is_not_taken(world: World) -> None:
    own, other = next_number(), next_number()
    entry = world.begun(number=own)
    world.begun(by=world.other_recorder, number=other)
    found = brought_in(world, table(row(own, family="สกุลอื่น"), row(other), row()))
    assert (found.imported, found.new, found.bad) == (2, 1, 1)
    with acting_as(SYSTEM):
        assert Identifier.objects.count() - Entry.objects.count() >= 0
        assert Entry.objects.filter(organization=world.a).count() == 2
    assert world.content(entry).facts["assistant_professor.order_no"] == "45/2563"


@pytest.mark.requirement("NAP-08")
def test_a_table_is_its_owners_alone_and_an_officer_who_lost_the_role_brings_nothing_in(world: World) -> None:
    found = examined(world, table(row()))
    with browsing_as(world.other_recorder) as browser:
        assert browser.get(f"/register/import/{found.pk}/").status_code == 404
    with acting_as(world.other_recorder):
        assert not RegistryMistake.objects.exists()


@pytest.mark.requirement("NAP-08")
@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", "ไม่มีหัวคอลัมน์\n1\n2\n".encode(), b'"a,b\n' * 3, ",".join(HEADINGS).encode()]
)
def test_what_is_no_table_of_holders_is_refused_in_words_and_stores_nothing(world: World, content: bytes) -> None:
    with browsing_as(world.recorder) as browser:
        answer = browser.post(
            "/register/import/", {"organization": str(world.a.pk), "file": upload(content, "ตาราง.csv")}
        )
    assert answer.status_code in {200, 302}
    work()
    assert Entry.objects.count() == 0
    assert set(RegistryImport.objects.values_list("state", flat=True)) <= {"unreadable"}


@pytest.mark.requirement("NAP-08")
def test_entries_go_out_as_a_table_with_masked_numbers_and_harmless_cells(world: World) -> None:
    number = next_number()
    world.submitted(number=number, facts={**WHOLE, "assistant_professor.subfield": "=1+1"})
    with browsing_as(world.recorder, language="th") as browser:
        text = b"".join(browser.get("/register/export/csv/")).decode("utf-8-sig")
        assert b"".join(browser.get("/register/export/xlsx/"))[:2] == b"PK"
    heading, line = csv.reader(io.StringIO(text))
    said = dict(zip(heading, line, strict=True))
    assert said["อนุสาขาวิชา"] == "'=1+1"
    assert said["ตำแหน่ง"] == "ผู้ช่วยศาสตราจารย์"
    assert number not in text
