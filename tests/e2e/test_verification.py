"""A temporary account becomes permanent: by a document that an administrator looks at, and by what a card says."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.axe import violations

from .demonstration import DESK, PHONE, Demonstration
from .test_registration import PASSWORD, code_for
from .test_seen import width_of

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


def press(page: Page, name: str) -> None:
    """A link or a button as the page calls it; what leads on has led on."""
    found = page.get_by_role("link", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True))
    with page.expect_navigation():
        found.first.click()


def test_a_foreigner_by_a_document(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE)
    register(demonstration, page, "ada.verified", FOREIGN)
    press(page, "ยืนยันตัวตน")
    look_at(page)
    expect(page.locator(".tt-way")).to_have_count(1)
    press(page, "ส่งเอกสาร")
    page.locator("main [name=organization]").select_option(index=1)
    look_at(page)
    given = {"kind": "ministry", "unit": "กองกลาง", "position": "ผู้เชี่ยวชาญ"}
    answer(page, {**given, "passport": "AB1234567", "country": "JPN"})
    form = page.request.get(
        demonstration.url + str(page.get_by_role("link", name="(PDF)").get_attribute("href"))
    ).body()
    page.locator("main [name=file]").set_input_files(
        {"name": "signed form.pdf", "mimeType": "application/pdf", "buffer": form}
    )
    page.locator("main [name=responsible]").check()
    look_at(page)
    press(page, "ส่งข้อมูลยืนยันตัวตน")
    expect(page.locator(".tt-status")).to_have_text("อยู่ระหว่างการพิจารณาของผู้ดูแลบัญชี")
    desk = demonstration.become("account_administrator", DESK)
    press(desk, "คำขอยืนยันตัวตน")
    look_at(desk)
    press(desk, "Ada Example")
    expect(desk.get_by_text("AB1234567 (JPN)")).to_be_visible()
    expect(desk.get_by_role("link", name="signed form.pdf")).to_be_visible()
    look_at(desk)
    desk.locator("[name=decision][value=approve]").check()
    desk.locator("main form").first.locator("button").click()
    desk.wait_for_url("**/account/verification-queue/")
    page.reload()
    look_at(page)
    expect(page.locator(".tt-status")).to_have_text("ยืนยันแล้ว")
    press(page, "บัญชีของฉัน")
    expect(page.locator(".tt-official")).to_contain_text("บุคลากรกระทรวง")
    expect(page.get_by_text("บัญชีชั่วคราว")).to_have_count(0)
    look_at(page)


def test_a_thai_person_by_the_card_and_the_hr_system(demonstration: Demonstration) -> None:
    page = demonstration.screen(PHONE)
    register(demonstration, page, "piya.verified", THAI)
    press(page, "ยืนยันตัวตน")
    look_at(page)
    press(page, "กรอกข้อมูลหน้าบัตร")
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
    press(page, "บัญชีของฉัน")
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
