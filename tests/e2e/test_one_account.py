"""A newcomer with a phone: registers and becomes permanent by each way; and from Digital ID to an agency's officer.

Each walk types one address, the first, and then presses only what the pages show.
"""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.thaid import OWN_PERSONS

from .demonstration import DESK, PHONE, Demonstration, scan, time_based_code, type_pin
from .test_registration import PASSWORD
from .test_verification import THAI, answer, look_at, press, register

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-12", "IDN-13")]
OFFICERS = {"first": "direk.t", "second": "duangjai.t"}
"""Their user names at the sandbox of Digital ID; nobody else of these tests uses them."""


def opened_by(page: Page, name: str) -> Page:
    """The new window that a link says it opens."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=name).click()
    opened.value.wait_for_load_state()
    return opened.value


def verify(demonstration: Demonstration, username: str) -> Page:
    """Somebody who registered a moment ago and wants to stay."""
    page = demonstration.screen(PHONE)
    register(demonstration, page, username, THAI)
    press(page, "ยืนยันตัวตน")
    look_at(page)
    return page


def is_permanent(page: Page) -> None:
    expect(page.get_by_text("บัญชีของท่านเป็นบัญชีถาวรแล้ว")).to_be_visible()
    look_at(page)
    press(page, "บัญชีของฉัน")
    expect(page.get_by_text("บัญชีชั่วคราว")).to_have_count(0)
    expect(page.locator(".tt-official")).to_have_count(0)


def test_by_thaid(demonstration: Demonstration) -> None:
    page = verify(demonstration, "walk.thaid")
    page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaiD").click()
    page.locator("code").wait_for()
    person = OWN_PERSONS[1]
    phone = demonstration.phone_of(person["pid"], person["pin"])
    scan(page, phone)
    type_pin(phone, person["pin"])
    page.wait_for_url("**/account/verify/")
    is_permanent(page)
    expect(page.get_by_text(f"{person['given_name']} {person['family_name']}").first).to_be_visible()


@pytest.mark.requirement("IDN-20")
def test_by_digital_id_registered_on_the_way(demonstration: Demonstration) -> None:
    page = verify(demonstration, "walk.digital")
    page.get_by_role("button", name="ยืนยันตัวตนด้วย Digital ID").click()
    press(page, "ลงทะเบียน")
    answer(page, {"agree": "on"})
    answer(page, {"proofing": "card_code"})
    number, laser = page.locator(".hint code").all_inner_texts()
    name = {"given_name": "ทองดี", "family_name": "สมมติ", "birth_date": "๕/๑๒/๒๕๓๐"}
    answer(page, {"citizen_id": number, "laser_code": laser, **name})
    answer(page, {"username": "walk.digital", "password": PASSWORD, "repeated": PASSWORD})
    answer(page, {"mobile": "081 000 0077"})
    messages = opened_by(page, "อ่านข้อความที่ส่ง")
    told = messages.locator("article", has_text="Digital ID").first.inner_text()
    messages.close()
    look_at(page)
    answer(page, {"code": re.findall(r"(?<!\d)\d{6}(?!\d)", told)[0]})
    expect(page.get_by_text("ทองดี สมมติ")).to_be_visible()
    page.get_by_role("button", name="ยืนยัน", exact=True).click()
    press(page, "เข้าสู่ระบบ")
    with_digital_id(page, "walk.digital", PASSWORD)
    page.wait_for_url("**/account/verify/")
    is_permanent(page)


def with_digital_id(page: Page, username: str, password: str) -> None:
    """At its own pages, from the user name to leaving them."""
    answer(page, {"username": username, "password": password})
    page.get_by_role("button", name="ยินยอมและดำเนินการต่อ").click()
    page.wait_for_url(lambda url: "/digital-id/" not in url)


def test_by_the_civil_registry_which_alone_gives_no_badge(demonstration: Demonstration) -> None:
    page = verify(demonstration, "walk.registry")
    press(page, "กรอกข้อมูลหน้าบัตร")
    cards = opened_by(page, "ดูบัตรสมมติ")
    card = cards.locator("tr", has_text="ไม่มีชื่อในระบบ DPIS").first.locator("td").first.inner_text()
    cards.close()
    name, number, laser, born = card.split("\n")
    given, family = name.split(" ")
    answer(page, {"number": number, "laser": laser, "given_name": given, "family_name": family, "born": born})
    for _look in range(60):
        if page.locator(".tt-status").inner_text() == "ยืนยันแล้ว":
            break
        page.wait_for_timeout(500)
        press(page, "ตรวจดูว่าได้คำตอบหรือยัง")
    expect(page.get_by_role("link", name="ขอสถานะบุคลากรกระทรวง")).to_be_visible()
    is_permanent(page)


class AgencyOfficer:
    """Somebody with a Digital ID and the letter of their agency, on a phone."""

    def __init__(self, demonstration: Demonstration, username: str) -> None:
        self.page = demonstration.screen(PHONE)
        self.username, self.secret = username, ""
        self.page.goto(f"{demonstration.url}/")
        press(self.page, "เข้าสู่ระบบ")
        self.page.get_by_role("button", name="เข้าสู่ระบบด้วย Digital ID").click()
        told = self.page.locator("li", has_text=username).locator("code").all_inner_texts()
        with_digital_id(self.page, username, told[1])
        press(self.page, "โทเค็นยืนยันหน่วยงาน")

    def set_up_second_factor(self) -> None:
        look_at(self.page)
        press(self.page, "ตั้งค่าการยืนยันขั้นที่สอง")
        self.page.locator("summary", has_text="สแกนไม่ได้").click()
        look_at(self.page)
        self.secret = self.page.locator("#secret").inner_text().replace(" ", "")
        answer(self.page, {"code": time_based_code(self.secret, time.time())})
        press(self.page, "เก็บรหัสแล้ว ไปต่อ")

    def enter(self, token: str, agency: str) -> None:
        look_at(self.page)
        answer(self.page, {"token": token})
        look_at(self.page)
        header = self.page.locator(".tt-acting")
        expect(header).to_contain_text("เจ้าหน้าที่จุดบริการ")
        expect(header).to_contain_text(agency)


def issue(desk: Page, **reason: str) -> str:
    """From the agency's page, or a request, to the token that is shown once."""
    press(desk, "ออกโทเค็น")
    answer(desk, {"letter_no": "อว 0201/77", **reason})
    return desk.locator("#new-token").inner_text()


@pytest.mark.requirement("IDN-07", "IDN-20", "IDN-21", "IDN-22", "IDN-23")
def test_from_digital_id_and_a_letter_to_the_agency_s_officer_and_to_the_next_one(demonstration: Demonstration) -> None:
    desk = demonstration.become("central_group", DESK)
    press(desk, "หน่วยงานและโทเค็น")
    row = desk.locator("tbody tr", has_text="ยังไม่มี").first
    agency = row.locator("a").inner_text()
    row.locator("a").click()
    token = issue(desk)
    first = AgencyOfficer(demonstration, OFFICERS["first"])
    first.set_up_second_factor()
    first.enter(token, agency)

    second = AgencyOfficer(demonstration, OFFICERS["second"])
    second.set_up_second_factor()
    press(second.page, "โทเค็นสูญหายหรือยังไม่ได้รับ")
    look_at(second.page)
    second.page.locator("[name=organization]").select_option(label=agency)
    second.page.locator("[name=reason]").fill("ได้รับมอบหมายแทนคนเดิม และหนังสือสูญหาย")
    second.page.get_by_role("button", name="ส่งคำขอ").click()
    expect(second.page.get_by_text("รอแจ้งผล")).to_be_visible()

    press(desk, "คำขอโทเค็น")
    press(desk, agency)
    token = issue(desk)
    press(second.page, "กรอกโทเค็นยืนยันหน่วยงาน")
    second.enter(token, agency)
    first.page.reload()
    expect(first.page.get_by_text("บทบาทของท่านมีการเปลี่ยนแปลง")).to_be_visible()


@pytest.mark.requirement("IDN-07", "IDN-50")
def test_whoever_lost_the_app_is_helped_by_an_administrator(demonstration: Demonstration) -> None:
    person = demonstration.people["process_administrator_sommut"]
    desk = demonstration.become("account_administrator", DESK)
    press(desk, "ช่วยเหลือด้านบัญชีผู้ใช้")
    answer(desk, {"q": person["username"]})
    press(desk, person["name"])
    press(desk, "มอบรหัสสำหรับตั้งค่าการยืนยันตัวตนขั้นที่สองครั้งแรก หรือรีเซ็ตกรณีสูญหาย")
    look_at(desk)
    press(desk, "รีเซ็ตการยืนยันตัวตนขั้นที่สอง")
    desk.locator("[name=reason]").first.check()
    desk.locator("main form button").first.click()
    expect(desk.get_by_text("24 ชั่วโมง").first).to_be_visible()
    demonstration.installation.ask("UPDATE credentials_factorreset SET due_at = now() - interval '1 minute'")
    demonstration.installation.ask(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('credentials', 'credentials.addresses', '{\"timestamp\": 0}')"
    )
    for _look in range(60):
        if desk.get_by_text("ยังไม่ได้ตั้งค่า").count():
            break
        desk.wait_for_timeout(500)
        desk.reload()
    desk.get_by_role("button", name="ออกรหัส").click()
    code = desk.locator("#code").inner_text()

    page = demonstration.screen(PHONE)
    page.goto(f"{demonstration.url}/account/sign-in/")
    page.get_by_label("ชื่อผู้ใช้ อีเมล หรือหมายเลขโทรศัพท์มือถือ").fill(person["username"])
    page.get_by_label("รหัสผ่าน", exact=True).fill(person["password"])
    press(page, "เข้าสู่ระบบด้วยชื่อผู้ใช้")
    look_at(page)
    page.locator("[name=code]").fill(code)
    press(page, "ดำเนินการต่อด้วยรหัส")
    page.locator("summary", has_text="สแกนไม่ได้").click()
    answer(page, {"code": time_based_code(page.locator("#secret").inner_text().replace(" ", ""), time.time())})
    press(page, "เก็บรหัสแล้ว ไปต่อ")
    expect(page.locator(".tt-acting")).to_contain_text("ผู้ดูแลกระบวนงาน")
