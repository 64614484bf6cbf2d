"""In either language, by the keyboard alone, and where no script runs."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .demonstration import PHONE, Demonstration, scan, type_pin

pytestmark = pytest.mark.browser


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate(
                "e => getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none'"
            ), "where the keyboard is does not show"
            return
    raise AssertionError("the keyboard does not come there")


@pytest.mark.requirement("QLT-05")
def test_signing_in_needs_no_mouse(demonstration: Demonstration) -> None:
    person, page = demonstration.people["foreigner"], demonstration.screen()
    page.goto(demonstration.url)
    tab_to(page, page.locator("main").get_by_role("link", name="เข้าสู่ระบบ", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-in/")
    tab_to(page, page.get_by_label("ชื่อผู้ใช้ อีเมล หรือหมายเลขโทรศัพท์มือถือ"))
    page.keyboard.type(person["username"])
    tab_to(page, page.get_by_label("รหัสผ่าน"))
    page.keyboard.type(person["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/cases/")
    tab_to(page, page.get_by_role("link", name="ดูรายละเอียด"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="ความคืบหน้าของเรื่อง")).to_be_visible()


@pytest.mark.requirement("QLT-05")
def test_the_language_is_chosen_once(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE)
    page.goto(demonstration.url)
    expect(page.locator("html")).to_have_attribute("lang", "th")
    page.get_by_role("banner").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Follow your own matters")).to_be_visible()
    page.locator("main").get_by_role("link", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Owner of a work: sign in with ThaiD")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("banner").get_by_role("button", name="ไทย").click()
    expect(page.get_by_role("button", name="เจ้าของผลงาน เข้าสู่ระบบด้วย ThaiD")).to_be_visible()


@pytest.mark.requirement("QLT-05", "IDN-02")
def test_the_journey_works_where_no_script_runs(demonstration: Demonstration) -> None:
    desktop, phone = demonstration.screen(PHONE, java_script_enabled=False), demonstration.phone("lecturer")
    desktop.goto(demonstration.url)
    desktop.locator("main").get_by_role("link", name="เข้าสู่ระบบ", exact=True).click()
    desktop.get_by_role("button", name="เจ้าของผลงาน เข้าสู่ระบบด้วย ThaiD").click()
    scan(desktop, phone)
    type_pin(phone, demonstration.people["lecturer"]["pin"])
    desktop.wait_for_url(f"{demonstration.url}/my/cases/")
    desktop.get_by_role("link", name="ดูรายละเอียด").click()
    expect(desktop.get_by_role("heading", name="ความคืบหน้าของเรื่อง")).to_be_visible()
    expect(desktop.get_by_role("button", name="พิมพ์")).to_be_hidden()
