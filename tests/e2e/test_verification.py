"""A temporary account becomes permanent: by a document that an administrator looks at, and by what a card says."""

import re

import pytest
from playwright.sync_api import Page, expect

from tidtam.kernel.files.tests.factories import make_picture

from .demonstration import DESK, PHONE, Demonstration
from .test_registration import PASSWORD, code_for
from .test_seen import violations, width_of

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-12", "IDN-13", "IDN-14")]

Answers = list[dict[str, str]]
THAI: Answers = [
    {"kind": "thai"},
    {"agreed": "on"},
    {"given_name": "สมหมาย", "family_name": "สมมติ", "sex": "not_stated", "born": "2535"},
    {"email": "{username}@example.test", "mobile": "081-000-0002"},
]
FOREIGN: Answers = [
    {"kind": "foreign"},
    {"agreed": "on"},
    {"given_name_en": "Ada", "family_name_en": "Example", "sex": "not_stated", "born": "1985"},
    {"email": "{username}@example.test"},
]


def register(demonstration: Demonstration, page: Page, username: str, answers: Answers) -> None:
    """As quickly as one can click; the wizard itself is walked and looked at elsewhere."""
    page.goto(f"{demonstration.url}/account/register/")
    for given in answers:
        answer(page, {name: value.format(username=username) for name, value in given.items()})
    answer(page, {"code": code_for(demonstration, f"{username}@example.test")})
    answer(page, {"kind": "public"})
    answer(page, {"username": username, "password": PASSWORD, "repeated": PASSWORD})
    page.wait_for_url("**/account/register/done/")


def answer(page: Page, given: dict[str, str]) -> None:
    there = page.url
    for name, value in given.items():
        control = page.locator(f"main [name={name}]")
        if control.first.get_attribute("type") in {"radio", "checkbox"}:
            page.locator(f"main [name={name}]" + (f"[value={value}]" if value != "on" else "")).check()
        elif control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)
    page.locator("main form").first.locator("button").click()
    page.wait_for_url(lambda url: url != there)


def look_at(page: Page) -> None:
    assert violations(page) == [], page.url
    assert width_of(page) == (page.viewport_size or {"width": 0})["width"], page.url


def test_a_foreigner_by_a_document(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE, "en")
    register(demonstration, page, "ada.verified", FOREIGN)
    page.get_by_role("link", name="Verify who I am").or_(page.get_by_role("button", name="Verify who I am")).click()
    look_at(page)
    expect(page.get_by_text("What my ID card says")).to_have_count(0)
    page.locator("a[href='/account/verify/document/']").click()
    page.locator("main [name=organization]").select_option(index=1)
    look_at(page)
    given = {"kind": "ministry", "unit": "Division one", "position": "Expert"}
    answer(page, {**given, "passport": "AB1234567", "country": "JPN"})
    page.locator("main [name=file]").set_input_files(
        {"name": "staff card.jpg", "mimeType": "image/jpeg", "buffer": make_picture(size=(800, 500))}
    )
    page.locator("main [name=responsible]").check()
    look_at(page)
    page.get_by_role("button", name="Hand in the document").click()
    expect(page.locator(".tt-status")).to_have_text("With the account administrator")
    desk = demonstration.become("account_administrator", DESK)
    desk.goto(f"{demonstration.url}/account/verification-queue/")
    look_at(desk)
    desk.get_by_role("link", name="Ada Example").click()
    expect(desk.get_by_text("AB1234567 (JPN)")).to_be_visible()
    expect(desk.locator("img.tt-document")).to_have_js_property("naturalWidth", 800)
    look_at(desk)
    desk.locator("[name=decision][value=approve]").check()
    desk.locator("main form").first.locator("button").click()
    desk.wait_for_url("**/account/verification-queue/")
    page.reload()
    look_at(page)
    expect(page.locator(".tt-status")).to_have_text("Verified")
    page.goto(f"{demonstration.url}/account/")
    expect(page.locator(".tt-official")).to_contain_text("Personnel of the ministry")
    expect(page.get_by_text("Temporary account")).to_have_count(0)
    look_at(page)


def test_a_thai_person_by_the_card_and_the_hr_system(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE)
    register(demonstration, page, "piya.verified", THAI)
    page.goto(f"{demonstration.url}/account/verify/")
    look_at(page)
    page.locator("a[href='/account/verify/card/']").click()
    look_at(page)
    card = {"laser": "JT0-9200000-11", "given_name": "ปิยะ", "family_name": "ทดลองงาน", "born": "24/3/2528"}
    answer(page, {"number": number_of(demonstration), **card})
    verdict = page.locator(".tt-status")
    for _look in range(60):
        if verdict.inner_text() == "ยืนยันแล้ว":
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(verdict).to_have_text("ยืนยันแล้ว")
    look_at(page)
    page.goto(f"{demonstration.url}/account/")
    expect(page.locator(".tt-official")).to_contain_text("บุคลากรกระทรวง")
    expect(page.get_by_text(re.compile(r"0-xxxx-xxxxx-\d\d-\d"))).to_be_visible()


def number_of(demonstration: Demonstration) -> str:
    """Of the first card that the sandbox shows."""
    registry = demonstration.screen()
    registry.goto(f"{demonstration.sandbox_url}/civil-registry/")
    number = re.search(r"0-9992-00000-\d\d-\d", registry.content())
    registry.context.close()
    assert number is not None
    return number.group()
