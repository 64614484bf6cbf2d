"""The link an officer sends: pasted when signed out, opened by somebody else, and after it was renewed."""

import time

import pytest
from playwright.sync_api import Page, expect

from .demonstration import DESK, PHONE, Demonstration, scan, time_based_code, type_pin

pytestmark = pytest.mark.browser


def sign_in_as_officer(demonstration: Demonstration, key: str) -> Page:
    """With user name, password and the code of an authenticator app."""
    person, page = demonstration.people[key], demonstration.screen()
    page.goto(f"{demonstration.url}/account/sign-in/")
    page.get_by_label("ชื่อผู้ใช้ อีเมล หรือหมายเลขโทรศัพท์มือถือ").fill(person["username"])
    page.get_by_label("รหัสผ่าน").fill(person["password"])
    page.get_by_role("button", name="เข้าสู่ระบบด้วยชื่อผู้ใช้").click()
    page.get_by_label("รหัสจากแอป หรือรหัสกู้คืน").fill(time_based_code(person["totp_secret"], time.time()))
    page.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/work/")
    return page


def find_matter(page: Page, demonstration: Demonstration, sought: str) -> None:
    page.goto(f"{demonstration.url}/work/")
    page.get_by_role("search").get_by_role("textbox").fill(sought)
    page.get_by_role("search").get_by_role("button", name="ค้นหา", exact=True).click()
    page.wait_for_url("**/work/?*")
    # The same person may have matters of other kinds by now.
    found = page.locator("tbody tr").filter(has_text="ตำแหน่งทางวิชาการ")
    expect(found).to_have_count(1)
    found.locator("td.tt-table__title a").click()
    page.get_by_role("heading", name="ลิงก์ติดตาม").wait_for()


def copied_link(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    page.get_by_role("button", name="คัดลอกแล้ว").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()")).strip()


@pytest.mark.requirement("TRK-22", "IDN-03", "IDN-07")
def test_the_link_of_an_officer_leads_its_person_and_nobody_else_to_the_matter(demonstration: Demonstration) -> None:
    officer = sign_in_as_officer(demonstration, "ministry")
    find_matter(officer, demonstration, demonstration.people["lecturer"]["national_id"])
    link = copied_link(officer)
    assert link.startswith(f"{demonstration.url}/t/")

    # Pasted where nobody is signed in.
    person, phone = demonstration.screen(PHONE), demonstration.phone("lecturer")
    person.goto(link)
    expect(person.get_by_role("heading", name="เข้าสู่ระบบ", exact=True)).to_be_visible()
    person.get_by_role("button", name="เจ้าของผลงาน เข้าสู่ระบบด้วย ThaiD").click()
    scan(person, phone)
    type_pin(phone, demonstration.people["lecturer"]["pin"])
    person.wait_for_url(f"{demonstration.url}/my/cases/*-*/")
    expect(person.get_by_role("heading", name="ความคืบหน้าของเรื่อง")).to_be_visible()

    # For somebody else, though of the same name, it is a page that does not exist.
    other = demonstration.become("namesake", DESK)
    assert found(other, link) == found(other, f"{demonstration.url}/t/aaaa-aaaa-aaaa") == (404, "ไม่พบหน้าที่ต้องการ")

    # A new link ends the old one.
    officer.get_by_role("link", name="ออกลิงก์ติดตามใหม่").click()
    officer.get_by_role("button", name="ออกลิงก์ติดตามใหม่").click()
    officer.get_by_role("heading", name="ลิงก์ติดตาม").wait_for()
    new_link = copied_link(officer)
    assert new_link != link
    assert found(person, link) == (404, "ไม่พบหน้าที่ต้องการ")
    person.goto(new_link)
    expect(person.get_by_role("heading", name="ความคืบหน้าของเรื่อง")).to_be_visible()


def found(page: Page, address: str) -> tuple[int, str]:
    answer = page.goto(address)
    assert answer is not None
    return answer.status, page.get_by_role("heading", level=1).inner_text()
