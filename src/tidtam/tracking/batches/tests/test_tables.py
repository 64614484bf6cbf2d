"""Whatever a table was saved as and whatever stands in it: read, or refused with how to mend it; never a fault."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tidtam.kernel.actor import Refused
from tidtam.tracking.batches.choices import ImportState
from tidtam.tracking.batches.mistakes import Unreadable, say
from tidtam.tracking.batches.models import CaseImport
from tidtam.tracking.batches.sheets.rows import Covered, read_rows
from tidtam.tracking.models import Case
from tidtam.tracking.tests.browsing import Browser

from .factories import PLAIN, Desk, brought_in, examined, mistakes, number, table, typed, workbook

pytestmark = pytest.mark.requirement("TRK-15", "QLT-04")


def why(case_import: CaseImport) -> str:
    assert case_import.state == ImportState.UNREADABLE, (case_import.state, mistakes(case_import))
    return say(case_import.failure, case_import.failure_facts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_way_in_which_offices_save_csv_is_read(desk: Desk, encoding: str, delimiter: str) -> None:
    found = examined(desk, table([desk.row()], delimiter=delimiter).encode(encoding))
    assert (found.good, found.bad) == (1, 0)


def test_letters_that_nobody_can_read_are_refused_with_how_to_save_them(desk: Desk) -> None:
    broken = table([desk.row()]).encode("cp874") + b"\xdb\xfc\xff"
    with pytest.raises(Refused, match="CSV UTF-8"):
        desk.upload(broken)
    assert not CaseImport.objects.exists()


def test_a_heading_with_a_letter_that_is_none_is_refused(desk: Desk) -> None:
    assert "CSV UTF-8" in why(examined(desk, table([], (*PLAIN, "อื่\0น")).encode("utf-16")))


def test_titles_above_and_blank_lines_between_do_no_harm(desk: Desk) -> None:
    head, *lines = table([desk.row(), desk.row()]).splitlines()
    text = "\r\n".join(["บัญชีเรื่องค้าง ปี 2569,,,,", ",,,,", head, lines[0], "", ",,,,", lines[1]])
    found = examined(desk, text)
    assert (found.good, found.bad) == (2, 0)


def test_empty_headings_only_and_no_headings_are_each_told(desk: Desk) -> None:
    for nothing in (b"", b"\xef\xbb\xbf", b"\r\n,,,\r\n"):
        with pytest.raises(Refused, match="ว่างเปล่า"):
            desk.upload(nothing)
    assert "ไม่มีข้อมูล" in why(examined(desk, table([])))
    assert "ไม่พบหัวคอลัมน์" in why(examined(desk, "1,2,3\r\n4,5,6\r\n"))
    missing = [heading for heading in PLAIN if heading != "วันที่รับเรื่อง"]
    assert "วันที่รับเรื่อง" in why(examined(desk, table([["x"] * 4], missing)))
    assert "สองคอลัมน์" in why(examined(desk, table([], (*PLAIN, "ชื่อตัว"))))


def test_two_hundred_columns_are_read_and_more_are_refused(desk: Desk) -> None:
    more = [f"ช่องที่ {place}" for place in range(195)]
    found = examined(desk, table([[*desk.row(), *more]], (*PLAIN, *more)))
    assert (found.good, len(found.unknown_columns)) == (1, 195)
    assert "200 คอลัมน์" in why(examined(desk, table([[*desk.row(), *more, "อีก"]], (*PLAIN, *more, "อีก"))))


def test_two_megabytes_in_one_cell_are_a_mistake_of_that_cell(desk: Desk) -> None:
    found = examined(desk, table([desk.row(given_name="ก" * 700_000), desk.row()]))
    assert (found.good, found.bad) == (1, 1)
    (row, column, shown, reason), *_ = mistakes(found)
    assert (row, column, len(shown)) == (2, "ชื่อ", 81)
    assert "700000" in reason


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_refused_in_every_text(desk: Desk, sign: str) -> None:
    found = examined(desk, table([desk.row(family_name=f"{sign}cmd|' /C calc'!A0")]))
    assert [(row, column) for row, column, *_ in mistakes(found)] == [(2, "นามสกุล")]


def test_a_lone_dash_says_that_there_is_nothing(desk: Desk) -> None:
    headings = (*PLAIN, "เลขที่หนังสือ", "ขั้นตอนปัจจุบัน")
    brought_in(desk, examined(desk, table([[*desk.row(family_name="-"), "–", " - "]], headings)))
    assert (Case.objects.get().letter_no, Case.objects.get().step) == ("", "receive")


def test_quotation_marks_left_open_swallow_rows_but_break_nothing(desk: Desk) -> None:
    text = table([desk.row(), desk.row()]).replace("ธารา", '"ธารา', 1)
    found = examined(desk, text)
    assert found.good + found.bad == found.rows_read


def test_more_rows_than_are_taken_are_refused_before_any_is_brought_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidtam.tracking.batches.sheets.rows.MOST_ROWS", 2)
    assert examined(desk, table([desk.row() for _ in range(2)])).good == 2
    rows = [desk.row() for _ in range(14)]
    assert "2 แถว" in why(examined(desk, table(rows)))


def test_a_workbook_with_real_dates_numbers_and_texts_is_read(desk: Desk) -> None:
    thai = [int(number().lstrip("0") or 0), "ธารา", "ตัวอย่างวงศ์", "uni-a", desk.day]
    buddhist = [number(), "ธารา", "ตัวอย่างวงศ์", "uni-a", date(desk.day.year + 543, desk.day.month, 1)]
    found = examined(desk, workbook([PLAIN, thai, buddhist]), name="งาน.xlsx")
    # The blank of the number is its leading zero, which spreadsheets take away; the day and the names are read.
    assert [(row, column) for row, column, *_ in mistakes(found)] == [(2, "เลขประจำตัวประชาชน")]
    assert "12" in mistakes(found)[0][3]
    assert found.good == 1


def test_formulas_and_merged_cells_of_a_workbook_are_mistakes_of_their_rows(desk: Desk) -> None:
    rows = [PLAIN, desk.row(), desk.row(family_name="=A1&B1"), desk.row()]
    found = examined(desk, workbook(rows, merge="B5:C6"), name="งาน.xlsx")
    assert [(row, column) for row, column, *_ in mistakes(found)] == [(3, "นามสกุล"), (5, "ทั้งแถว")]
    assert mistakes(found)[0][2] == "=A1&B1"


def test_merged_titles_above_the_headings_do_no_harm(desk: Desk) -> None:
    assert examined(desk, workbook([[""], PLAIN, desk.row()], merge="A1:E1"), name="งาน.xlsx").good == 1


def repacked(changed: dict[str, bytes]) -> bytes:
    """A workbook in which some members are others."""
    source = zipfile.ZipFile(io.BytesIO(workbook([PLAIN, ["1"] * 5])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {*source.namelist(), *changed}:
            made.writestr(name, changed.get(name) or source.read(name))
    return target.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY file SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;&file;</t></is>
</c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"xl/worksheets/sheet1.xml": ENTITIES}, "declarations"),
        ({"xl/workbook.xml": ENTITIES}, "declarations"),
        ({"xl/sharedStrings.xml": ENTITIES}, "declarations"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "damaged"),
        ({"xl/worksheets/sheet1.xml": b'<worksheet><sheetData><row r="x"></row></sheetData></worksheet>'}, "damaged"),
        ({"xl/worksheets/sheet1.xml": b'<sheetData><row r="99999999999"></row></sheetData>'}, "damaged"),
        ({"xl/worksheets/sheet1.xml": b'<sheetData><row r="-5"></row></sheetData>'}, "damaged"),
        ({"xl/worksheets/sheet1.xml": b'<sheetData><row r="2"></row><row r="1"></row></sheetData>'}, "damaged"),
        ({"xl/workbook.xml": b"<workbook/>"}, "no sheet"),
        (
            {"xl/worksheets/sheet1.xml": b'<worksheet><row r="1"><c r="A1" t="s"><v>99999</v></c></row></worksheet>'},
            "damaged",
        ),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused(changed: dict[str, bytes], code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        list(read_rows(repacked(changed), "xlsx"))


def test_a_workbook_that_unpacks_without_end_is_refused_in_time_and_memory(desk: Desk) -> None:
    boasting = bytearray(workbook([PLAIN, ["1"] * 5]))
    # What the archive's own list says of the size of its first member.
    place = boasting.index(b"PK\x01\x02") + 24
    boasting[place : place + 4] = (600 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(Refused, match="ใหญ่เกินไป"):
        desk.upload(bytes(boasting), name="งาน.xlsx")
    texts = b"<sst><si><t>" + b"a" * 101_000_000 + b"</t></si></sst>"
    with pytest.raises(Unreadable, match="too much"):
        list(read_rows(repacked({"xl/sharedStrings.xml": texts}), "xlsx"))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7\n1 0 obj", "ตาราง.csv", "ไม่ใช่ CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ตาราง.xlsx", "รูปแบบเก่า"),
        (b"PK\x03\x04broken", "ตาราง.xlsx", "เสียหาย"),
        (b"a,b\x00c", "ตาราง.csv", "ไม่ใช่ CSV"),
    ],
)
def test_a_wrong_kind_of_file_is_refused_whatever_it_is_called(
    desk: Desk, content: bytes, name: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        desk.upload(content, name=name)


def test_macros_other_archives_and_locked_members_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="มาโคร"):
        desk.upload(repacked({"xl/vbaProject.bin": b"x"}))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(Refused, match="ไม่ใช่ CSV"):
        desk.upload(other.getvalue())


def test_a_workbook_called_csv_and_a_csv_called_workbook_are_read_as_what_they_are(desk: Desk) -> None:
    assert examined(desk, workbook([PLAIN, desk.row()]), name="a.csv").good == 1
    assert examined(desk, table([desk.row()]), name="a.xlsx").good == 1


def test_ten_megabytes_are_enough(desk: Desk, browse: Callable[..., Browser]) -> None:
    large = SimpleUploadedFile("a.csv", b"a," * (5 * 1024 * 1024 + 1))
    page = browse(desk.officer).post("/work/import/", {"process": "sample", "file": large})
    assert "larger than 10 MB" in page.content.decode()
    assert not CaseImport.objects.exists()


def test_ranges_of_merged_rows_are_one_look_each() -> None:
    merged = Covered([(10, 12), (3, 4), (11, 40), (1_000, 1_048_576)])
    assert [row for row in (1, 3, 4, 5, 12, 40, 41, 999, 1_000, 1_048_576) if row in merged] == [
        3,
        4,
        12,
        40,
        1_000,
        1_048_576,
    ]


def test_a_day_typed_as_csv_is_the_day_of_the_matter(desk: Desk) -> None:
    brought_in(desk, examined(desk, table([desk.row(received_on=typed(desk.day))])))
    assert Case.objects.get().received_on == desk.day
