"""Somebody without ThaiD registers, uses the account for a while, and meets the day on which it ends."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.axe import violations

from .demonstration import DESK, PHONE, Demonstration
from .test_seen import width_of

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-10", "IDN-11", "IDN-12")]

PASSWORD = "มะม่วงน้ำดอกไม้-3-ลูก-บนต้น"


def proceed(page: Page) -> None:
    """On to the next page, after a look at this one."""
    found, wide, there = violations(page), width_of(page), page.url
    assert (found, wide) == ([], page.viewport_size["width"] if page.viewport_size else 0), there
    page.locator("main form").first.locator("button").click()
    page.wait_for_url(lambda url: url != there)


def code_for(demonstration: Demonstration, address: str) -> str:
    """From the letter that a demonstration only shows."""
    mailbox = demonstration.screen()
    mailbox.goto(f"{demonstration.url}/demo/mail/")
    letter = mailbox.locator("article", has_text=address).filter(has_text=re.compile(r"(?<!\d)\d{6}(?!\d)"))
    for _look in range(200):
        if letter.count():
            break
        mailbox.reload()
    code = re.findall(r"(?<!\d)\d{6}(?!\d)", letter.first.inner_text())[0]
    mailbox.context.close()
    return str(code)


def test_a_thai_person_on_a_phone(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE)
    page.goto(f"{demonstration.url}/account/sign-in/")
    page.get_by_role("link", name="ลงทะเบียนคลิกที่นี่").click()
    page.get_by_label("บุคคล (ไทย)").check()
    proceed(page)
    page.get_by_label("ข้าพเจ้าได้อ่าน").check()
    proceed(page)
    page.get_by_label("คำนำหน้านาม").fill("นางสาว")
    page.get_by_label("ชื่อ", exact=True).fill("มาลี")
    page.get_by_label("นามสกุล").fill("สมมติ")
    page.get_by_label("หญิง").check()
    page.get_by_label("วันเดือนปีเกิด").fill("๒๙/๒/๒๕๓๕")
    proceed(page)
    page.get_by_label("อีเมล").fill("malee@example.test")
    page.get_by_label("หมายเลขโทรศัพท์มือถือ").fill("081-000-0001")
    proceed(page)
    page.get_by_label("รหัสจากอีเมล").fill(code_for(demonstration, "malee@example.test"))
    proceed(page)
    page.get_by_label("บุคลากรภายในกระทรวง").check()
    proceed(page)
    page.get_by_label("หน่วยงาน").fill("กองกลาง")
    page.get_by_label("ตำแหน่ง", exact=True).fill("นักวิชาการสมมติ")
    proceed(page)
    expect(page.get_by_text("29 ก.พ. 2535")).to_be_visible()
    page.get_by_label("ชื่อผู้ใช้").fill("malee.walks")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_label("รหัสผ่านอีกครั้ง").fill(PASSWORD)
    page.get_by_role("button", name="ยืนยันการลงทะเบียนสมาชิกและเข้าใช้งานทันที").click()
    page.wait_for_url("**/account/register/done/")
    expect(page.get_by_text("ท่านใช้งานบัญชีนี้ได้ถึงวันที่")).to_have_text(re.compile(r"\d{1,2} \S+ 25\d\d"))
    assert violations(page) == []
    page.get_by_role("button", name="ใช้งานแบบชั่วคราว").or_(page.get_by_role("link", name="ใช้งานแบบชั่วคราว")).click()
    page.wait_for_url("**/my/cases/")
    demonstration.installation.ask(
        "UPDATE identity_account SET temporary_until = current_date - 2 WHERE username = 'malee.walks'"
    )
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("บัญชีชั่วคราวของท่านหมดอายุแล้ว")
    assert violations(page) == []


def test_a_foreigner_at_a_desk(demonstration: Demonstration) -> None:
    page = demonstration.screen(DESK, "en")
    page.goto(f"{demonstration.url}/account/register/")
    page.get_by_label("Person (foreign)").check()
    proceed(page)
    page.get_by_label("I have read this text and agree to it").check()
    proceed(page)
    page.get_by_label("Given name").fill("Ada")
    page.get_by_label("Not stated").check()
    page.get_by_label("Birth date").fill("1985")
    proceed(page)
    page.get_by_label("E-mail").fill("ada@example.test")
    proceed(page)
    code = code_for(demonstration, "ada@example.test")
    page.get_by_label("Code from the e-mail").fill("000000" if code != "000000" else "000001")
    page.locator("main form").first.locator("button").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("You have 4 more tries")
    page.get_by_label("Code from the e-mail").fill(code)
    proceed(page)
    page.get_by_label("General public").check()
    proceed(page)
    page.get_by_role("link", name="Change").nth(1).click()
    expect(page.get_by_label("Given name")).to_have_value("Ada")
    page.get_by_label("Family name").fill("Example")
    proceed(page)
    expect(page.get_by_text("Ada Example")).to_be_visible()
    page.get_by_label("User name").fill("ada.walks")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill(PASSWORD)
    proceed(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your temporary account is ready")
    assert violations(page) == []


def test_whether_one_has_an_account_is_told_by_mail(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE)
    page.goto(f"{demonstration.url}/account/sign-in/")
    page.get_by_role("link", name="ตรวจสอบบัญชี").click()
    page.get_by_label("อีเมลหรือหมายเลขโทรศัพท์มือถือ").fill("nobody@example.test")
    proceed(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("กำลังส่งคำตอบให้ท่าน")
    assert violations(page) == []
