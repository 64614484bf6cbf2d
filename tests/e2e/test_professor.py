"""A professor's request: typed, judged, sent, returned three times, appointed, announced, found in the register."""

import json
import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tidtam.products.academic.rulebook.tests.generating import sample

from .demonstration import DESK, PHONE, Demonstration
from .test_course_of_a_request import record_step, write
from .test_seen import examine
from .test_tracking_link import find_matter

pytestmark = pytest.mark.browser

WHO = "auditor"
"""Who asks to be a professor: nobody else in these tests has a matter of theirs."""
GIVEN, FAMILY = "ธันวา", "ตัวอย่างวัฒนกุล"
EXPERT = "วิชัย เก่งกาจ"
GAZETTE = "เล่ม 143 ตอนพิเศษ 305 ง หน้า 7 วันที่ 20 พฤศจิกายน 2569"
ROUNDS = (
    "เลขที่คำสั่งแต่งตั้งกรรมการไม่ตรงกับสำเนาคำสั่ง",
    "ประวัติการทำงานไม่ระบุเลขที่คำสั่งบรรจุ",
    "รูปถ่ายไม่ระบุเครื่องแต่งกาย",
)
"""What each of the three letters asks for in the dossier."""


def dossier_file() -> bytes:
    """As it was typed elsewhere: with a title that is none, and a signature without its date."""
    values = json.loads(json.dumps(sample(), ensure_ascii=False).replace("สมชาย", GIVEN).replace("ใจดี", FAMILY))
    values["applicant"]["prefix"] = "รศ.ดร."
    values["council"]["signature"]["signed_on"] = ""
    return json.dumps(values, ensure_ascii=False).encode()


@dataclass
class Course:
    """The officers' desks, and where the request and its matter have their pages."""

    demonstration: Demonstration
    officer: Page = field(init=False)
    ministry: Page = field(init=False)
    request: str = field(init=False)
    matter: str = field(init=False)

    def __post_init__(self) -> None:
        self.officer = self.demonstration.become("officer_sommut")
        self.ministry = self.demonstration.become("ministry")

    @property
    def dossier(self) -> str:
        return f"{self.request}dossier/"

    def file_request(self) -> None:
        page = self.officer
        page.goto(f"{self.demonstration.url}/academic/requests/new/")
        write(
            page,
            {
                "letter_no": "อว 0688/1",
                "applicant_title": "นาย",
                "applicant_given_name": GIVEN,
                "applicant_family_name": FAMILY,
                "identifier_number": self.demonstration.people[WHO]["national_id"],
                "field": "สังคมวิทยา",
                "coordinator_name": "นางวารี ทดลองกุล",
                "coordinator_phone": "0 2000 0001",
                "coordinator_email": "academic@example.invalid",
            },
        )
        page.get_by_label("ศาสตราจารย์", exact=True).check()
        page.get_by_role("button", name="บันทึกร่าง").click()
        page.wait_for_url(re.compile(r"/academic/requests/[0-9a-f-]{36}/$"))
        self.request = page.url

    def bring_dossier_in(self) -> None:
        page = self.officer
        page.get_by_role("button", name="เริ่มแฟ้มคำขอ").click()
        page.wait_for_url(self.dossier)
        page.get_by_role("link", name="นำเข้า").click()
        file = {"name": "dossier.json", "mimeType": "application/json", "buffer": dossier_file()}
        page.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="นำเข้าไฟล์").click()
        expect(page.get_by_text("ต้องแก้ไข 2 รายการก่อนจึงจะส่งคำขอได้")).to_be_visible()

    def mend(self, rule: str, text: str) -> None:
        """From the finding in the task list to its field: typed there, it is gone without a click."""
        page = self.officer
        page.goto(self.dossier)
        page.locator("section[aria-labelledby=summary] li", has_text=rule).get_by_role("link").click()
        page.wait_for_url("**/dossier/**#f-*")
        answer = page.locator(".tt-answer", has=page.locator(f"[id='{page.url.partition('#')[2]}']"))
        expect(answer.locator(".tt-note")).to_contain_text(rule)
        answer.locator("input[type=text]").fill(text)
        answer.locator("input[type=text]").blur()
        expect(answer.locator(".tt-note")).to_have_count(0)
        expect(page.locator("[data-saved-text]")).to_contain_text("บันทึกแล้ว")

    def sign(self) -> None:
        """All signed on paper that says what stands here."""
        page = self.officer
        page.goto(f"{self.dossier}signatures/")
        assert examine(page) == ([], DESK)
        page.get_by_role("link", name="ลงนามในข้อความตามนี้แล้ว").click()
        page.get_by_role("button", name="ใช่ ลงนามในข้อความตามนี้").click()
        expect(page.get_by_text("บันทึกลายมือชื่อแล้ว")).to_be_visible()

    def type_in(self, part: str, place: str, text: str) -> None:
        page = self.officer
        page.goto(f"{self.dossier}{part}/")
        page.locator(f"[name='{place}']").fill(text)
        page.locator(f"[name='{place}']").blur()
        expect(page.locator("[data-saved-text]")).to_contain_text("บันทึกแล้ว")

    def send(self, button: str) -> None:
        page = self.officer
        page.goto(self.request)
        page.get_by_role("link", name=button).click()
        page.locator("main").get_by_role("button", name=button).click()
        page.wait_for_url(self.request)

    def write_letter(self, number: int, place: str, **facts: str) -> None:
        """What is asked in this round, all of it in one letter."""
        page = self.ministry
        page.goto(self.matter)
        page.get_by_role("link", name="ส่งคืนพร้อมเหตุผล").first.click()
        page.wait_for_url("**/return/")
        write(page, {"letter_no": f"อว 0203/{number}", "own_0_text": ROUNDS[number - 1], **facts})
        page.locator("[name=own_0_place]").select_option(label=place)

    def give_back(self) -> None:
        self.ministry.get_by_role("button", name="ส่งคืนคำขอให้สถาบัน").click()
        expect(self.ministry.get_by_text("ส่งคืนคำขอให้สถาบันพร้อมเหตุผลทุกข้อแล้ว")).to_be_visible()

    def answer_all(self, kind: str, text: str) -> None:
        """Every point of the letter, and in it goes again."""
        page = self.officer
        page.goto(self.request)
        page.get_by_role("link", name="ตอบ สป.อว.").click()
        for each in page.locator(f"[type=radio][value={kind}]").all():
            each.check()
        for answer in page.locator("textarea").all():
            answer.fill(text)
        page.get_by_role("button", name="บันทึกคำตอบ").click()
        page.wait_for_url(self.request)
        self.send("ส่งคำขอที่แก้ไขแล้ว")

    def step(self, page: Page, *, agreed: bool = False, recorded: dict[str, str] | None = None) -> None:
        page.goto(self.matter)
        if agreed:
            page.get_by_label("เห็นชอบ", exact=True).check()
        write(page, recorded or {})
        record_step(page)


@pytest.mark.requirement(
    "ACA-01", "ACA-03", "ACA-05", "ACA-13", "ACA-14", "DOC-101", "DOC-502", "NAP-02", "NAP-03", "NAP-09"
)
def test_from_first_entry_through_three_returns_to_the_gazette_and_the_register(
    demonstration: Demonstration,
) -> None:
    course = Course(demonstration)
    officer, ministry = course.officer, course.ministry

    # What is wrong stops the sending, is shown where it can be mended, and is gone once it is.
    course.file_request()
    course.bring_dossier_in()
    officer.goto(course.request)
    expect(officer.get_by_role("link", name="ส่งคำขอไปยัง สป.อว.")).to_have_count(0)
    officer.goto(f"{course.request}submit/")
    expect(officer.get_by_text("ยังส่งคำขอไม่ได้")).to_be_visible()
    course.mend("DOC-101", "นาย")
    assert examine(officer) == ([], DESK)
    course.mend("DOC-502", "31 ก.ค. 2569")
    officer.goto(f"{course.request}submit/")
    expect(officer.get_by_text("ยังส่งคำขอไม่ได้")).to_be_visible()
    course.sign()
    course.send("ส่งคำขอไปยัง สป.อว.")

    # The first letter: everything at once, what the rules found, a fact and a place.
    find_matter(ministry, demonstration, demonstration.people[WHO]["national_id"])
    course.matter = ministry.url
    record_step(ministry)
    course.write_letter(1, "เอกสารที่จัดส่ง", coordinator_phone="หมายเลขโทรศัพท์ติดต่อไม่ได้")
    ministry.locator("fieldset", has_text="DOC-803").first.locator("[type=checkbox]").check()
    assert examine(ministry) == ([], DESK)
    course.give_back()
    officer.goto(course.request)
    for said in ("หมายเลขโทรศัพท์ติดต่อไม่ได้", ROUNDS[0], "(DOC-803)", "สไลด์ 11"):
        expect(officer.locator(".tt-finding").first).to_contain_text(said)
    course.type_in("documents/experts_order", "/documents/experts_order/number", "11/2569")
    course.answer_all("mended", "แก้ไขตามที่แจ้งแล้ว")

    # The second asks for what could be seen before: it needs a reason, and the institution sees it otherwise.
    course.write_letter(2, "ประวัติส่วนตัว, ตำแหน่งลำดับที่ 1")
    ministry.get_by_role("button", name="ส่งคืนคำขอให้สถาบัน").click()
    expect(ministry.locator(".govuk-error-summary")).to_contain_text(ROUNDS[1])
    write(ministry, {"late_reason": "เพิ่งได้รับทะเบียนประวัติ"})
    course.give_back()
    course.answer_all("disagrees", "หลักฐานแนบมาแล้วตั้งแต่ครั้งแรก")

    # Agreed to twice; the third comes with the papers for the royal appointment.
    course.step(ministry)
    for _body in ("sub-committee", "commission"):
        course.step(ministry, agreed=True)
    photographs = "การเสนอขอโปรดเกล้าฯ แต่งตั้งให้ดำรงตำแหน่งศาสตราจารย์, รูปถ่ายที่ 2"
    course.write_letter(3, photographs, late_reason="พบเมื่อตรวจเอกสารประกอบการนำความกราบบังคมทูลฯ")
    course.give_back()
    course.type_in("royal/photographs/1", "/royal/photographs/1/dress", "ชุดปกติขาว")
    course.answer_all("mended", "แก้ไขตามที่แจ้งแล้ว")
    for recorded in ({}, {"letter_no": "อว 0204/1"}, {}, {"remark": GAZETTE}, {"letter_no": "อว 0203/8"}):
        course.step(ministry, recorded=recorded)
    course.step(officer, recorded={"order_no": "1550/2569"})

    # The applicant reads every step, and neither what was asked nor who judged.
    applicant = demonstration.become(WHO, PHONE)
    applicant.goto(f"{demonstration.url}/my/cases/")
    applicant.get_by_role("link", name="ดูรายละเอียด").click()
    expect(applicant.locator(".tt-case-head")).to_contain_text("ได้รับการแต่งตั้ง")
    for shown in (GAZETTE, "1550/2569", "ส่งกลับให้แก้ไขเมื่อ"):
        expect(applicant.locator("main")).to_contain_text(shown)
    hidden = (*ROUNDS, "หมายเลขโทรศัพท์ติดต่อไม่ได้", "DOC-", EXPERT)
    assert [said for said in hidden if said in applicant.content()] == []
    assert examine(applicant) == ([], PHONE)

    into_the_register(course)


def into_the_register(course: Course) -> None:
    """The entry is there, filled in; it becomes public when the ministry approved it."""
    officer, url = course.officer, course.demonstration.url
    visitor = course.demonstration.screen(PHONE)
    entry = officer.get_by_role("link", name=FAMILY)
    officer.goto(f"{url}/register/entries/?state=draft")
    for _look in range(20):
        if entry.count():
            break
        officer.wait_for_timeout(500)
        officer.reload()
    entry.click()
    for said in ("1550/2569", "18 มกราคม 2569", GAZETTE, "วิศวกรรมศาสตรบัณฑิต"):
        expect(officer.locator("main")).to_contain_text(said)
    assert examine(officer) == ([], DESK)
    visitor.goto(f"{url}/register/?q={FAMILY}")
    expect(visitor.get_by_text("ไม่พบ").first).to_be_visible()
    address = officer.url
    officer.get_by_role("link", name="ข้อมูลที่ขาดหรือต่างจากคำขอ").click()
    for reason in officer.locator("main textarea").all():
        reason.fill("อยู่ในคำสั่งเดิมของสถาบัน")
    officer.get_by_role("button", name="บันทึกเหตุผล").click()
    officer.get_by_role("link", name="ส่งขออนุมัติ").click()
    write(officer, {"letter_no": "อว 0688/9", "letter_on": "20 พ.ย. 2569"})
    officer.get_by_role("button", name="ส่งข้อมูลไปยัง สป.อว.").click()
    expect(officer.get_by_text("ส่งข้อมูลไปยัง สป.อว. เพื่อขออนุมัติแล้ว")).to_be_visible()

    approver = course.demonstration.become("register_approver")
    approver.goto(address)
    approver.get_by_role("link", name="อนุมัติ", exact=True).click()
    approver.get_by_role("button", name="อนุมัติ", exact=True).click()
    expect(approver.get_by_text("อนุมัติแล้ว ข้อมูลเผยแพร่")).to_be_visible()

    visitor.reload()
    # Each level held has a line of its own.
    visitor.get_by_role("link", name=FAMILY).first.click()
    expect(visitor.locator("main")).to_contain_text("18 มกราคม 2569")
    assert course.demonstration.people[WHO]["national_id"] not in visitor.content()
    assert examine(visitor) == ([], PHONE)
