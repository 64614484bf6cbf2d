"""Another service, on another site: one account opens it, and the person decides what it is told."""

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.axe import violations

from .demonstration import PHONE, Demonstration, scan, type_pin
from .test_seen import width_of

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-30", "IDN-31", "IDN-42")]

LIBRARY = "ห้องสมุดกรมสุขภาวะสมมติ"
WITH_TIDTAM = "เข้าสู่ระบบด้วยบัญชีติดตาม"


def look_at(page: Page) -> None:
    assert violations(page) == [], page.url
    assert width_of(page) == (page.viewport_size or {"width": 0})["width"], page.url


def go_to_library(demonstration: Demonstration, page: Page) -> str:
    """It moves to the name by which it is registered: to the browser that is another site than Tidtam's."""
    library = demonstration.sandbox_url.replace("127.0.0.1", "localhost")
    page.goto(f"{demonstration.sandbox_url}/service/")
    page.wait_for_url(f"{library}/service/")
    return library


def sign_in_with_phone(page: Page, phone: Page, pin: str) -> None:
    page.locator("form[action='/account/thaid/'] button").click()
    page.locator("code").wait_for()
    scan(page, phone)
    type_pin(phone, pin)


def agree(page: Page) -> None:
    page.wait_for_url("**/oauth/authorize?**")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LIBRARY)
    expect(page.get_by_text("หน่วยงานต้นสังกัด หน่วยงานย่อย ตำแหน่ง")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="ยินยอมและเข้าสู่บริการ").click()


def test_one_account_opens_the_library_until_the_person_says_otherwise(demonstration: Demonstration) -> None:
    employee = demonstration.people["employee"]
    page, phone = demonstration.screen(PHONE), demonstration.phone("employee")
    library = go_to_library(demonstration, page)
    look_at(page)
    page.get_by_role("button", name=WITH_TIDTAM).click()
    page.wait_for_url(f"{demonstration.url}/account/sign-in/**")
    sign_in_with_phone(page, phone, employee["pin"])
    # From our form to the other site: the form itself may not lead there, the page after it does.
    agree(page)
    page.wait_for_url(f"{library}/service/")
    expect(page.locator(".card .name")).to_have_text(employee["name"])
    expect(page.locator(".card .badge")).to_contain_text("บุคลากรกระทรวง")
    expect(page.locator(".card")).to_contain_text("กรมสุขภาวะสมมติ")
    look_at(page)

    # Signed out there alone, the person comes in again without a question, as Tidtam still knows them.
    page.get_by_role("button", name="ออกจากระบบห้องสมุดเท่านั้น").click()
    page.wait_for_url(f"{library}/service/signed-out")
    look_at(page)
    go_to_library(demonstration, page)
    page.get_by_role("button", name=WITH_TIDTAM).click()
    expect(page.locator(".card .name")).to_have_text(employee["name"])
    page.get_by_role("button", name="สอบถามระบบติดตามอีกครั้ง").click()
    expect(page.locator(".card .badge")).to_contain_text("บุคลากรกระทรวง")

    # What was agreed to is taken back in the account: the library is told nothing more.
    page.goto(f"{demonstration.url}/account/services/")
    look_at(page)
    page.get_by_role("link", name="ถอนความยินยอม").click()
    page.locator("main form button").click()
    expect(page.get_by_text("ท่านยังไม่ได้ใช้บัญชีนี้กับบริการใด")).to_be_visible()
    go_to_library(demonstration, page)
    page.get_by_role("button", name="สอบถามระบบติดตามอีกครั้ง").click()
    expect(page.locator("main")).to_contain_text("invalid_grant")
    look_at(page)
    page.get_by_role("link", name="กลับไปหน้าห้องสมุด").click()
    page.get_by_role("button", name=WITH_TIDTAM).click()
    agree(page)

    # Signing out ends it at both, and leads back across the sites again.
    page.get_by_role("button", name="ออกจากระบบ", exact=True).click()
    page.wait_for_url(f"{demonstration.url}/oauth/logout?**")
    look_at(page)
    page.get_by_role("button", name="ออกจากระบบติดตาม").click()
    page.wait_for_url(f"{library}/service/signed-out?**")
    expect(page.get_by_text("ระบบติดตามส่งท่านกลับมาที่นี่")).to_be_visible()
    go_to_library(demonstration, page)
    page.get_by_role("button", name=WITH_TIDTAM).click()
    page.wait_for_url(f"{demonstration.url}/account/sign-in/**")
