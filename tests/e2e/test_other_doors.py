"""Whoever it is none of the business of: addresses pasted, menus read and searches made from each role."""

import re

import pytest
from playwright.sync_api import Page, expect

from .demonstration import PHONE, Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.requirement("ACA-02", "ACA-12", "QLT-02")]

LETTER, NAME = "อว 0601/412", "ทดสอบเจริญ"
"""Of the request for approval in the demonstration, and of the expert it is about."""
PART = NAME[:-3]
"""What is typed stands on the page again, so that the whole name must come from elsewhere."""
STRANGERS = (
    "lecturer",  # whom the committee judges
    "namesake",
    "officer_jintana",
    "officer_manothani",  # an officer elsewhere, and an applicant here
    "administrator",
    "process_administrator",
    "auditor",
    "officer_wellbeing",
    "register_approver",
)
OFFICERS = {"officer_jintana", "officer_manothani"}
_SEALED = re.compile(r"/(academic/(requests|experts/committees)|work|register/entries)/[0-9a-f-]{36}/")


def addresses_on(page: Page) -> set[str]:
    links = page.locator("main a").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    return {link for link in links if _SEALED.match(link)}


def sealed(demonstration: Demonstration) -> list[str]:
    """The matter, its committee with files, the request behind it, a draft of the register: as their office does."""
    office = demonstration.become("officer_sommut")
    office.goto(f"{demonstration.url}/work/?q={LETTER}")
    found = addresses_on(office)
    office.locator("td.tt-table__title a").first.click()
    office.locator("main a[href*='/experts/committees/']").click()
    expect(office.get_by_role("link", name=NAME).first).to_be_visible()
    found |= addresses_on(office)
    office.goto(f"{demonstration.url}/register/entries/?state=draft")
    drafts = sorted(addresses_on(office))[:1]
    office.context.close()
    assert any("/files/" in address for address in found)
    return sorted(found | set(drafts))


def test_every_door_looks_like_a_wall(demonstration: Demonstration) -> None:
    addresses = sealed(demonstration)
    told: list[str] = []
    for key in STRANGERS:
        page = demonstration.become(key, PHONE)
        menu = page.locator("header, nav").all_inner_texts()
        shown = page.locator("a[href^='/academic/experts/']").count()
        if shown and key not in OFFICERS:
            told.append(f"{key}: the menu leads to experts")
        for address in addresses:
            answer = page.request.get(f"{demonstration.url}{address}", max_redirects=0)
            if answer.status != 404 or NAME in answer.text():
                told.append(f"{key}: {address} {answer.status}")
        for search in (f"/work/?q={LETTER}", f"/work/?q={PART}", f"/academic/experts/?words={PART}"):
            if NAME in page.request.get(f"{demonstration.url}{search}").text():
                told.append(f"{key}: {search}")
        page.goto(f"{demonstration.url}{addresses[0]}")
        expect(page.get_by_role("heading", level=1)).to_have_text("ไม่พบหน้าที่ต้องการ")
        assert NAME not in "".join(menu)
        page.context.close()
    visitor = demonstration.screen(PHONE)
    for address in addresses:
        answer = visitor.request.get(f"{demonstration.url}{address}", max_redirects=0)
        told += [] if answer.status == 302 and "/account/sign-in/" in answer.headers["location"] else [address]
    assert told == []
