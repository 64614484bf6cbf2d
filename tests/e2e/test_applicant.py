"""Source 000, by the person it is written for: from the home page to the timeline, with a phone in the hand."""

import pytest
from playwright.sync_api import Page, expect

from .demonstration import DESK, PHONE, Demonstration, scan, type_pin

pytestmark = pytest.mark.browser


def open_qr_page(demonstration: Demonstration, page: Page) -> None:
    page.goto(demonstration.url)
    page.locator("main").get_by_role("link", name="เข้าสู่ระบบ", exact=True).click()
    page.get_by_role("button", name="เจ้าของผลงาน เข้าสู่ระบบด้วย ThaiD").click()
    page.wait_for_url(f"{demonstration.sandbox_url}/**")


@pytest.mark.requirement("IDN-02", "IDN-41", "TRK-20", "TRK-21")
def test_from_the_home_page_to_the_timeline_though_the_first_code_expires(demonstration: Demonstration) -> None:
    desktop, phone = demonstration.screen(PHONE), demonstration.phone("lecturer")

    open_qr_page(demonstration, desktop)
    first_code = desktop.locator("code").inner_text()
    expect(desktop.get_by_text("QR Code หมดอายุ")).to_be_visible(timeout=60_000)
    phone.goto(f"{demonstration.sandbox_url}/phone/scan")
    phone.locator("#code").fill(first_code)
    phone.locator("form button.button").click()
    expect(phone.get_by_text("QR Code หมดอายุแล้ว")).to_be_visible()

    desktop.get_by_role("button", name="สร้าง QR Code ใหม่").click()
    expect(desktop.locator("code")).not_to_have_text(first_code)
    scan(desktop, phone)
    expect(desktop.get_by_text("สแกนแล้ว")).to_be_visible()
    type_pin(phone, demonstration.people["lecturer"]["pin"])

    desktop.wait_for_url(f"{demonstration.url}/my/cases/")
    expect(desktop.get_by_role("heading", name="รายการคำขอของฉัน")).to_be_visible()
    rows = desktop.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("รองศาสตราจารย์")
    desktop.get_by_role("link", name="ดูรายละเอียด").click()
    expect(desktop.get_by_role("heading", name="ความคืบหน้าของเรื่อง")).to_be_visible()
    expect(desktop.locator("main")).to_contain_text(demonstration.people["lecturer"]["name"])
    expect(desktop.locator("tbody tr")).to_have_count(3)  # received, examined, and before the committee now
    desktop.get_by_role("link", name="กลับหน้าหลัก").first.click()
    desktop.wait_for_url(f"{demonstration.url}/my/cases/")


@pytest.mark.requirement("IDN-05", "IDN-41")
def test_a_wrong_pin_and_a_refusal_show_on_both_sides(demonstration: Demonstration) -> None:
    desktop, phone = demonstration.screen(), demonstration.phone("professor")
    open_qr_page(demonstration, desktop)
    scan(desktop, phone)

    type_pin(phone, "13572468")
    expect(phone.get_by_text("รหัส PIN ไม่ถูกต้อง")).to_be_visible()
    expect(desktop.get_by_text("กรอกรหัส PIN บนโทรศัพท์ไม่ถูกต้อง")).to_be_visible()

    phone.get_by_role("button", name="ปฏิเสธ").click()
    expect(phone.locator(".outcome")).to_contain_text("ไม่มีผู้ใดเข้าสู่ระบบ")
    desktop.get_by_role("link", name="กลับไปยังบริการ").click()
    desktop.wait_for_url(f"{demonstration.url}/account/thaid/failed/")
    expect(desktop.get_by_role("heading", name="ยังไม่ได้เข้าสู่ระบบด้วย ThaiD")).to_be_visible()
    expect(desktop.get_by_role("button", name="เริ่มใหม่ด้วย QR Code ใหม่")).to_be_visible()


@pytest.mark.requirement("TRK-20")
def test_a_person_without_requests_learns_why_and_what_to_do(demonstration: Demonstration) -> None:
    page = demonstration.become("newcomer", PHONE)
    expect(page.get_by_text("ยังไม่มีคำขอของท่าน")).to_be_visible()
    page.get_by_role("link", name="ติดต่อเจ้าหน้าที่").click()
    expect(page.get_by_role("heading", name="ติดต่อเรา")).to_be_visible()


@pytest.mark.requirement("TRK-21")
def test_the_page_of_a_matter_prints_without_what_is_for_the_screen(demonstration: Demonstration) -> None:
    page = demonstration.become("professor", DESK)
    page.get_by_role("link", name="ดูรายละเอียด").first.click()
    page.get_by_role("heading", name="ความคืบหน้าของเรื่อง").wait_for()
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="พิมพ์").click()
    expect(page).to_have_title("printed")
    page.emulate_media(media="print")
    for screen_only in ("nav", "form", ".govuk-back-link", ".govuk-button", "footer a"):
        for part in page.locator(screen_only).all():
            expect(part).to_be_hidden()
    expect(page.get_by_role("heading", name="ความคืบหน้าของเรื่อง")).to_be_visible()
