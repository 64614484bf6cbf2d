"""The certificate a person prints of their matter, and what a stranger who holds it is told."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils.translation import override

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, NotAllowed, Refused, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people.models import PersonKey
from tidtam.tracking.actions import Restated, add_note, correct_event, finish_step, renew_link
from tidtam.tracking.certificates.actions import MOST_A_DAY, end_certificate, issue_certificate
from tidtam.tracking.certificates.models import Certificate
from tidtam.tracking.certificates.printing import grouped
from tidtam.tracking.certificates.queries import verify
from tidtam.tracking.models import Case
from tidtam.tracking.tests.acting import LATER, act
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import DAY, World
from tidtam.tracking.tests.test_own_pages import without_reference
from tidtam.web.paper import typeset

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("TRK-25")]
Browse = Callable[..., Browser]


@pytest.fixture(autouse=True)
def _files_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Files lie in a folder of the tests; the fonts are made there once."""
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


def issue(member: Actor, case: Case, language: str = "th") -> Certificate:
    with acting_as(member), override(language):
        return issue_certificate(member, case, language=language)


def paper(browse: Browse, member: Actor, certificate: Certificate) -> bytes:
    answer = browse(member).get(f"/my/certificates/{certificate.pk}/")
    assert answer["Content-Type"] == "application/pdf"
    pdf: bytes = answer.getvalue()
    return pdf


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def test_the_paper_gives_back_every_thai_letter_as_it_was_written(world: World, browse: Browse) -> None:
    case = act(world.officer, add_note, world.open_at_meeting(), text="ไม่ปรากฏบนหนังสือ", for_subject=True)
    certificate = issue(world.member, case)
    text = " ".join(text_of(paper(browse, world.member, certificate)).split())
    for said in (
        "หนังสือรับรองสถานะการดำเนินการ",
        "ชื่อ นายสมมติ ตัวอย่าง",
        "ประเภทเรื่อง คำขอตัวอย่าง",
        "เลขที่หนังสือนำส่ง อว 0001/1",
        "วันที่รับเรื่อง 2 พฤศจิกายน 2569",
        "สถานะปัจจุบัน กำลังดำเนินการ",
        "ขั้นตอนปัจจุบัน คณะกรรมการพิจารณา",
        "ลำดับ ขั้นตอน วันที่ สถานะ",
        "1 รับเรื่อง 2 พ.ย. 2569 เสร็จสิ้น",
        "2 ตรวจเอกสาร 2 พ.ย. 2569 เสร็จสิ้น",
        "ออกให้เมื่อ 10 กุมภาพันธ์ 2570",
        grouped(certificate.code),
    ):
        assert said in text
    assert "ไม่ปรากฏบนหนังสือ" not in text
    assert "ออกคำสั่ง" not in text


def test_the_paper_speaks_english_and_is_tagged_for_those_who_hear_it(world: World, browse: Browse) -> None:
    certificate = issue(world.member, world.open_at_meeting(), "en")
    pdf = paper(browse, world.member, certificate)
    text = " ".join(text_of(pdf).split())
    assert "Certificate of the status of a matter" in text
    assert "Current step Committee As of 2 November 2026" in text
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part" in pdf
    assert hashlib.sha256(pdf).hexdigest() == certificate.sha256


def test_the_code_on_the_paper_opens_the_page_that_verifies_it(world: World, browse: Browse) -> None:
    certificate = issue(world.member, world.open_at_meeting())
    page = pypdfium2.PdfDocument(paper(browse, world.member, certificate))[0]
    (read,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert read.text == f"{settings.ENVIRONMENT.base_url}/verify/{certificate.code}/"
    assert len(certificate.code) == 26

    answer = browse(VISITOR, "th").get(urlsplit(read.text).path)
    html = answer.content.decode()
    assert "หนังสือรับรองฉบับนี้เป็นฉบับจริง" in html
    assert "ยังเป็นปัจจุบัน" in html
    assert "คณะกรรมการพิจารณา" in html
    assert "ส••• ต•••" in html
    for kept in ("สมมติ", "อว 0001/1", str(world.subject.pk), world.member.name):
        assert kept not in html
    assert "no-store" in answer["Cache-Control"]
    # No other site learns the address; a stricter rule would hide from us too where the form was sent from.
    assert answer["Referrer-Policy"] == "same-origin"


def approve(world: World, case: Case) -> Case:
    return act(world.officer, finish_step, case, happened_on=LATER, outcome="pass", remark="ก")


def correct(world: World, case: Case) -> Case:
    restated = Restated(happened_on=DAY, letter_no="อว 9")
    return act(world.officer, correct_event, case, sequence=2, restated=restated)


@pytest.mark.parametrize(
    ("change", "is_current"),
    [
        (lambda world, case: act(world.officer, add_note, case, text="ก", for_subject=False), True),
        (lambda world, case: act(world.officer, add_note, case, text="ก", for_subject=True), True),
        (lambda world, case: act(world.officer, renew_link, case), True),
        (
            lambda world, case: act(world.officer, finish_step, case, happened_on=LATER, outcome="pass", remark="ก"),
            False,
        ),
        (correct, False),
    ],
)
def test_a_matter_that_moved_on_makes_the_paper_old_and_what_is_internal_does_not(
    world: World, change: Callable[[World, Case], Case], is_current: bool
) -> None:
    case = world.open_at_meeting()
    certificate = issue(world.member, case)
    change(world, case)
    verified = verify(VISITOR, certificate.code)
    assert verified.is_current is is_current
    assert ("ขั้นตอนปัจจุบัน", "คณะกรรมการพิจารณา") in verified.shown.rows


def test_a_second_tap_gets_the_same_paper_and_a_changed_matter_a_new_one(world: World) -> None:
    case = world.open_at_meeting()
    first = issue(world.member, case)
    assert issue(world.member, case).pk == first.pk
    assert issue(world.member, case, "en").pk != first.pk
    assert issue(world.member, approve(world, case)).pk != first.pk
    tomorrow = replace(world.member, clock=clock_at(world.member.now() + timedelta(days=1)))
    assert issue(tomorrow, case).pk != first.pk


def test_there_is_a_limit_to_a_days_papers(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.open_at_meeting()
    monkeypatch.setattr("tidtam.tracking.certificates.actions.MOST_A_DAY", 2)
    issue(world.member, case)
    issue(world.member, case, "en")
    other = world.open()
    with pytest.raises(Refused, match="2"):
        issue(world.member, other)
    assert issue(world.member, case).language == "th"
    tomorrow = replace(world.member, clock=clock_at(world.member.now() + timedelta(days=1, seconds=1)))
    assert issue(tomorrow, other).case_id == other.pk
    assert MOST_A_DAY >= 10


def test_an_ended_unknown_or_misspelt_code_is_a_page_that_does_not_exist(world: World, browse: Browse) -> None:
    certificate = issue(world.member, world.open())
    browser = browse(VISITOR)
    assert browser.get(f"/verify/{certificate.code}/").status_code == 200
    page = browse(world.member).post(f"/my/certificates/{certificate.pk}/end/")
    assert page.status_code == 302

    def ask(code: str) -> tuple[int, int, str]:
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(f"/verify/{code}/")
        return answer.status_code, len(queries), re.sub("/verify/[^\"' ]*", "", without_reference(answer.content))

    ask("z" * 26)
    assert ask(certificate.code) == ask("a" * 26)
    for code in (certificate.code[:-1], "%00", "a%00b", "๑๒๓", "A" * 3_000, "%ff"):
        assert ask(code)[0] == 404
    assert browse(world.member).get(f"/my/certificates/{certificate.pk}/").status_code == 404


def test_a_person_whose_key_was_erased_is_shown_to_nobody(world: World, browse: Browse) -> None:
    certificate = issue(world.member, world.open())
    with acting_as(SYSTEM):
        PersonKey.objects.filter(person=world.subject).update(destroyed_at=SYSTEM.now(), wrapped="")
    assert browse(VISITOR).get(f"/verify/{certificate.code}/").status_code == 404


def test_the_code_can_be_typed_off_the_paper(world: World, browse: Browse) -> None:
    certificate = issue(world.member, world.open())
    browser = browse(VISITOR)
    assert browser.get("/verify/").status_code == 200
    answer = browser.get("/verify/", {"code": f" {grouped(certificate.code).upper()} "})
    assert answer["Location"] == f"/verify/{certificate.code}/"
    assert browser.get("/verify/", {"code": ""}).status_code == 200
    assert browser.get(browser.get("/verify/", {"code": "nonsense"})["Location"]).status_code == 404


def test_a_file_that_was_sent_on_is_compared_with_what_was_issued(world: World, browse: Browse) -> None:
    certificate = issue(world.member, world.open())
    pdf = paper(browse, world.member, certificate)
    browser = browse(VISITOR, "en")

    def compare(content: bytes) -> str:
        file = SimpleUploadedFile("x.pdf", content, "application/pdf")
        answer = browser.post(f"/verify/{certificate.code}/", {"file": file})
        assert answer.status_code == 200
        html: str = answer.content.decode()
        return html

    assert "exactly the one that was issued" in compare(pdf)
    assert "not the one that was issued" in compare(pdf.replace(b"%PDF-1.7", b"%PDF-1.6"))
    assert "Error:" in browser.post(f"/verify/{certificate.code}/", {}).content.decode()


def test_only_the_person_themself_prints_sees_and_ends_their_certificate(world: World, browse: Browse) -> None:
    case = world.open()
    certificate = issue(world.member, case)
    for other in (world.stranger, world.officer, world.institution):
        browser = browse(other)
        assert browser.get(f"/my/certificates/for/{case.pk}/").status_code == 404
        assert browser.post(f"/my/certificates/for/{case.pk}/", {"language": "th"}).status_code == 404
        assert browser.get(f"/my/certificates/{certificate.pk}/").status_code == 404
        assert browser.post(f"/my/certificates/{certificate.pk}/end/").status_code == 404
        with acting_as(other):
            assert not Certificate.objects.exists()
            with pytest.raises(NotAllowed):
                issue_certificate(other, case, language="th")
            with pytest.raises(Http404):
                end_certificate(other, certificate)


def test_the_page_of_the_matter_leads_to_it_and_the_page_issues_lists_and_ends(world: World, browse: Browse) -> None:
    case = world.open_at_meeting()
    place = f"/my/certificates/for/{case.pk}/"
    browser = browse(world.member, "en")
    assert f'href="{place}"' in browser.get(f"/my/cases/{case.pk}/").content.decode()
    answer = browser.post(place, {"language": "en"})
    certificate = Certificate.objects.get()
    assert answer["Location"] == f"/my/certificates/{certificate.pk}/"
    assert browser.post(place, {"language": "fr"}).status_code == 200
    assert "Still current" in browser.get(place).content.decode()
    approve(world, case)
    assert "No longer current" in browser.get(place).content.decode()
    with acting_as(world.member):
        end_certificate(world.member, certificate)
    assert f"/my/certificates/{certificate.pk}/" not in browser.get(place).content.decode()
    verbs = AuditRecord.objects.filter(object_kind="certificate", object_id=str(certificate.pk)).order_by("id")
    with acting_as(SYSTEM):
        assert [record.verb for record in verbs] == ["certificate.issued", "certificate.ended"]


def test_what_was_stated_is_never_rewritten(world: World) -> None:
    certificate = issue(world.member, world.open())
    with acting_as(world.member), pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(sha256="0" * 64)


def test_every_combination_of_thai_marks_is_drawn_and_read_back(world: World) -> None:
    words = "ซึ่ง ปี่ ฝั่ง ฟื้น กิ๊บ ฎู ญุ น้ำ ย์ ก็ ดู ดี ปั๊ม ฬั้ ฐาน ญาติ ฤๅ ที่ อยู่ นี้ ซ้ำ ๆ ฯลฯ ๑๒๓ ก.พ.อ. ศาสตราจารย์ ดร."
    facts = {
        "language": "th",
        "title": words,
        "office": words,
        "page": "หน้า",
        "rows": [[words, words]],
        "steps_title": words,
        "steps_head": ["1", "2", "3", "4"],
        "steps": [["1", words, "2", "3"]],
        "issued": words,
        "how": words,
        "code_label": "รหัส",
        "code": "abcde",
        "url": "https://follow.example.test/",
        "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>',
        "qr_words": "QR",
    }
    template = Path(__file__).parents[1] / "paper" / "certificate.typ"
    pdf = typeset(template, facts, made_at=SYSTEM.now())
    read = " ".join(text_of(pdf).split())
    assert read.count(words) >= 4
    assert len(pdf) < 150_000
