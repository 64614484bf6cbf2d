"""The request form and the summary on paper: what was typed stands on them, letter by letter, ready to be signed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.test.utils import override_settings
from django.utils.translation import override

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.products.academic.dossier import actions
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.papers import print_request_form, print_summary
from tidtam.products.academic.dossier.papers.citing import cite, cite_version
from tidtam.products.academic.rulebook.structure import Version, Work
from tidtam.products.academic.rulebook.tests.generating import FULL, Values, sample
from tidtam.tracking.tests.browsing import Browser

from .factories import Offices

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-11")]
Browse = Callable[..., Browser]
"""An invented professor's: forty works, one of them by five hundred authors."""
HARD_WORDS = (
    *("ซึ่ง", "น้ำท่วม", "ซ้ำซาก", "ดำรง", "กำหนด", "ตำแหน่ง", "ฐิติญาณ์", "ปิ่นมณี", "กัญญ์กุลณัช", "ฎีกาธรรม"),
    *("ผู้สูงอายุ", "เชื่อ", "เครื่อง", "ศาสตราจารย์", "วิทยฐานะ", "กฤษฎิ์", "ทฤษฎี", "ปรัชญาดุษฎีบัณฑิต", "ใต้น้ำ", "ญี่ปุ่น"),
    *("ฟื้นฟู", "ขั้นตอน", "สัญญาณ", "พฤกษศาสตร์", "ฤๅษี", "ฝั่งแม่น้ำ", "กู้ยืม", "ปู่ย่า", "ฏ", "ฐาน", "กิ๊บ", "จุฬาฯ", "ต่าง ๆ"),
)


@pytest.fixture(autouse=True)
def _fonts_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The fonts are made once for all tests."""
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


def full() -> Values:
    values: Values = json.loads(FULL.read_text("utf-8"))
    return values


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def unspaced(text: str) -> str:
    """Where a line ends says nothing of the text."""
    return re.sub(r"\s", "", text)


def form(offices: Offices, values: Values, language: str = "th") -> bytes:
    dossier = offices.dossier(values)
    with acting_as(offices.officer), override(language):
        return print_request_form(offices.officer, dossier)


def test_every_part_of_a_full_dossier_stands_on_the_form_in_its_order(offices: Offices) -> None:
    pages = pages_of(form(offices, full()))
    text = " ".join(pages)
    headings = [
        "แบบคำขอรับการพิจารณากำหนดตำแหน่งทางวิชาการ",
        "ส่วนที่ ๑ แบบประวัติส่วนตัวและผลงานทางวิชาการ",
        "ข้อมูลของผู้ขอกำหนดตำแหน่ง",
        "คุณวุฒิการศึกษา",
        "ผลงานทางวิชาการ",
        "ส่วนที่ ๒ แบบประเมินคุณสมบัติโดยผู้บังคับบัญชา",
        "ส่วนที่ ๓ แบบประเมินผลการสอน",
        "ส่วนที่ ๔ ตอนที่ ๑ การพิจารณาของคณะกรรมการผู้ทรงคุณวุฒิ",
        "ส่วนที่ ๔ ตอนที่ ๒ การพิจารณาของ ก.พ.ว.",
        "ส่วนที่ ๕ มติสภาสถาบัน",
    ]
    after = 0
    for words in headings:
        after = text.index(words, after) + len(words)
    plain = unspaced(text)
    for work in full()["works"]:
        for name in [author["name"] for author in work["authors"]]:
            assert unspaced(name) in plain
        assert unspaced(work["title"]) in plain
    assert f"หน้า {_thai(len(pages))} จาก {_thai(len(pages))}" in pages[-1]
    assert all("แบบที่ระบบจัดทำ" in page for page in pages)


def test_what_was_typed_comes_back_letter_by_letter(offices: Offices) -> None:
    values = sample()
    values["works"][0]["title"] = " ".join(HARD_WORDS)
    values["applicant"] |= {"given_name": "กฤษฎิ์", "family_name": "ปัญญ์สูง ณ อยุธยา"}
    plain = unspaced(" ".join(pages_of(form(offices, values))))
    assert unspaced(" ".join(HARD_WORDS)) in plain
    assert "นายกฤษฎิ์ปัญญ์สูงณอยุธยา" in plain


def test_the_form_is_tagged_and_speaks_the_language_of_its_reader(offices: Offices) -> None:
    pdf = form(offices, sample(), "en")
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid:part"):
        assert mark in pdf
    text = " ".join(pages_of(pdf))
    assert "Part 5: resolution of the institution council" in text
    assert "Day 10 Month January Year 2026" in text
    assert not re.search("[๐-๙]", text)


def test_thai_digits_are_a_setting_and_never_touch_what_was_typed(offices: Offices) -> None:
    thai = " ".join(pages_of(form(offices, sample())))
    assert "วันที่ ๑๐ เดือน มกราคม พ.ศ. ๒๕๖๙" in thai
    assert "การประชุมครั้งที่ 4/2569" in thai
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, thai_digits=False)):
        arabic = " ".join(pages_of(form(offices, sample())))
    assert "วันที่ 10 เดือน มกราคม พ.ศ. 2569" in arabic


def test_whoever_signs_finds_name_position_office_acted_for_and_a_place_for_the_date(offices: Offices) -> None:
    values = sample()
    signature = values["supervisors"]["certifications"][1]["signature"]
    signature["acting"] = {
        "is_acting": True,
        "order_number": "1234/2568",
        "order_date": "1 ต.ค. 2568",
        "acts_from": "1/10/2568",
        "acts_until": "30/9/2569",
    }
    values["supervisors"]["certifications"][0]["signature"] |= {"signed_on": "", "name": ""}
    part = next(page for page in pages_of(form(offices, values)) if "ส่วนที่ ๒" in page)
    assert "( / ) คุณสมบัติครบถ้วน ( ) คุณสมบัติไม่ครบถ้วน" in part
    assert "ตามคำสั่งที่ 1234/2568 ลงวันที่ ๑ ตุลาคม ๒๕๖๘" in part
    assert "ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๘ ถึงวันที่ ๓๐ กันยายน ๒๕๖๙" in part
    assert "วันที่ เดือน พ.ศ." in part


@pytest.mark.parametrize(
    "values", [{}, {"applicant": {"given_name": "สม"}}, {"works": [{}], "committee": {"assessments": [{}]}}]
)
def test_a_half_typed_dossier_is_a_form_to_write_on(offices: Offices, values: dict[str, Any]) -> None:
    text = " ".join(pages_of(form(offices, values)))
    assert "ส่วนที่ ๕ มติสภาสถาบัน" in text
    assert "วันที่ เดือน พ.ศ." in text


def test_it_is_marked_a_draft_on_every_page_until_nothing_stops_it(offices: Offices) -> None:
    faulty = sample()
    faulty["applicant"]["prefix"] = "ดร."
    pages = pages_of(form(offices, faulty))
    assert all("ร่าง" in page for page in pages)
    assert "ร่าง: ยังมีข้อที่ต้องแก้ไข" in pages[0]
    assert not any("ร่าง" in page for page in pages_of(form(offices, sample())))


def test_letters_that_no_font_has_get_a_stand_in_and_the_form_is_printed(offices: Offices) -> None:
    values = sample()
    values["works"][0]["title"] = "漢字 และ 한글 กับ α-carotene 😀"
    plain = unspaced(" ".join(pages_of(form(offices, values))))
    assert "□□และ□□กับα" in plain
    assert "carotene□" in plain


def test_the_summary_tells_data_and_steps_with_their_days(offices: Offices) -> None:
    dossier = offices.dossier(full())
    with acting_as(offices.officer):
        text = " ".join(pages_of(print_summary(offices.officer, dossier)))
    for said in (
        "แบบสรุปข้อมูลและขั้นตอนการเสนอขอกำหนดตำแหน่ง",
        "นายสมชาย ใจดี",
        "ผลงานที่ใช้เสนอขอครั้งนี้ ๔๐ เรื่อง",
        "สภาสถาบันรับเรื่อง ๑๘ มกราคม ๒๕๖๙",
        "ก.พ.ว. ประชุมพิจารณา ๓๐ มิถุนายน ๒๕๖๙ การประชุมครั้งที่ 6/2569",
        "คณะรับเรื่องและตรวจสอบเบื้องต้น ๑๒ มกราคม ๒๕๖๙",
        "ผู้รับรองความถูกต้องของข้อมูลในนามสถาบัน",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("work", "cited"),
    [
        (
            {
                "authors": [{"name": "ก. หนึ่ง"}, {"name": "ข. สอง"}, {"name": "ค. สาม"}],
                "year": "2566",
                "title": "เรื่องที่ซ้ำซ้อน",
                "source": "วารสารตัวอย่าง",
                "volume": "12",
                "issue": "3",
                "pages": "1-20",
                "is_in_journal": True,
            },
            "ก. หนึ่ง, ข. สอง และ ค. สาม. (2566). เรื่องที่ซ้ำซ้อน. วารสารตัวอย่าง, 12(3), หน้า 1-20.",
        ),
        (
            {
                "authors": [{"name": "A. One"}],
                "year": "2560",
                "title": "Why?",
                "source": "A Press",
                "edition": "2",
                "pages": "250",
            },
            "A. One. (2560). Why? Edition 2. A Press, 250 pages.",
        ),
        (
            {"authors": [{"name": "ก. หนึ่ง"}], "title": "ตำรา", "edition": "๒", "publisher": "สำนักพิมพ์", "pages": "๒๕๐"},
            "ก. หนึ่ง. ตำรา. พิมพ์ครั้งที่ ๒. สำนักพิมพ์, ๒๕๐ หน้า.",
        ),
        ({"title": "X", "issue": "4", "pages": "pp. 3–9"}, "X. (4), pp. 3–9."),
    ],
)
def test_a_work_is_cited_as_a_reference_list_does(work: dict[str, Any], cited: str) -> None:
    assert cite(Work.model_validate(work)) == cited


def test_a_full_report_is_cited_beside_what_was_published_of_it() -> None:
    version = Version(title="รายงาน", year="2565", source="มหาวิทยาลัย", pages="212")
    assert cite_version(version) == "(2565). รายงาน. มหาวิทยาลัย, 212 หน้า."


@pytest.mark.parametrize(
    ("paper", "plain"), [("form", "academic-request-form"), ("summary", "academic-request-summary")]
)
def test_the_papers_are_sent_to_those_who_see_the_dossier_and_kept_by_no_browser(
    offices: Offices, browse: Browse, paper: str, plain: str
) -> None:
    dossier = offices.dossier()
    address = f"/academic/requests/{dossier.pk}/dossier/{paper}.pdf"
    answer = browse(offices.officer, "th").get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert f'filename="{plain}.pdf"' in answer["Content-Disposition"]
    assert "สมชาย".encode().hex("%").upper() not in answer["Content-Disposition"].upper()
    assert answer.content.startswith(b"%PDF")
    with acting_as(SYSTEM):
        seen = AuditRecord.objects.filter(object_kind="academic_dossier", object_id=str(dossier.pk), verb="viewed")
        assert [record.person_id for record in seen] == [offices.applicant.pk]
    for stranger in (offices.stranger, offices.case_officer):
        assert browse(stranger).get(address).status_code == 404


def test_the_ministry_prints_what_was_sent(offices: Offices, browse: Browse) -> None:
    dossier = offices.dossier()
    _send_then_change(offices, dossier)
    text = pages_of(browse(offices.case_officer, "th").get(f"/academic/requests/{dossier.pk}/dossier/form.pdf").content)
    assert "ภายหลัง" not in " ".join(text)
    assert offices.case_officer.holds(Role.MINISTRY_CASE_OFFICER)


def _send_then_change(offices: Offices, dossier: Dossier) -> None:
    officer: Actor = offices.officer
    with acting_as(officer):
        actions.freeze(officer, dossier, Occasion.SENT)
        actions.reopen_dossier(officer, dossier)
        dossier.refresh_from_db()
        changed = {**sample()["applicant"], "family_name": "ภายหลัง"}
        actions.change_part(officer, dossier, "applicant", changed, expected_version=dossier.version)


def _thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
