"""Somebody registers, proves who they are with ThaiD, and learns that they had an account before."""

import pytest
from playwright.sync_api import expect

from .demonstration import PHONE, Demonstration, scan, type_pin
from .test_verification import THAI, look_at, register

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-04", "IDN-13")]


def test_two_accounts_of_one_person_become_one(demonstration: Demonstration) -> None:
    elsewhere = demonstration.become("lecturer")
    name = demonstration.people["lecturer"]["name"]
    page, phone = demonstration.screen(PHONE), demonstration.phone("lecturer")
    register(demonstration, page, "again.lecturer", THAI)
    page.goto(f"{demonstration.url}/account/verify/")
    page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaiD").click()
    page.wait_for_url(f"{demonstration.sandbox_url}/**")
    scan(page, phone)
    type_pin(phone, demonstration.people["lecturer"]["pin"])

    page.wait_for_url("**/account/join/")
    expect(page.get_by_role("heading", name="สองบัญชีนี้เป็นของท่าน")).to_be_visible()
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).to_contain_text("again.lecturer")
    look_at(page)
    page.get_by_role("button", name="ยืนยันการเลือก").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look_at(page)
    page.locator("main [name=choice][value=join]").check()
    page.get_by_role("button", name="ยืนยันการเลือก").click()
    expect(page.get_by_text("รวมสองบัญชีเป็นบัญชีเดียวแล้ว")).to_be_visible()

    page.goto(f"{demonstration.url}/account/")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.get_by_text("บัญชีชั่วคราว")).to_have_count(0)
    elsewhere.goto(f"{demonstration.url}/account/")
    elsewhere.wait_for_url("**/account/sign-in/**")
