"""The officers' desk in a browser: by keyboard, narrowed, kept as a view, taken out as a file."""

import csv
import re

import pytest
from playwright.sync_api import expect

from .demonstration import DESK, Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.requirement("TRK-30", "QLT-05")]


def test_an_officer_works_the_list_without_a_mouse(demonstration: Demonstration) -> None:
    page = demonstration.become("ministry", DESK, "th")
    page.goto(f"{demonstration.url}/work/?all")
    links, boxes = page.locator("[data-row]"), page.locator("input[name=case]")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    # By the place of the keys, as on the Thai layout, where they give other letters.
    page.keyboard.press("KeyJ")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyX")
    expect(boxes.nth(1)).to_be_checked()
    expect(page.locator("[data-bulk]")).to_be_visible()
    expect(page.locator("[data-bulk-count]")).to_have_text("1 เรื่องที่เลือก")
    page.keyboard.press("KeyX")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Slash")
    expect(page.locator("[name=q]")).to_be_focused()
    page.keyboard.type("jx?")
    expect(page.locator("[name=q]")).to_have_value("jx?")
    page.locator("[name=q]").fill("อว")
    page.keyboard.press("Enter")
    page.wait_for_url("**/work/?q=*")
    page.keyboard.press("KeyJ")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}/$"))


def test_a_view_is_narrowed_kept_opened_first_and_taken_out(demonstration: Demonstration) -> None:
    page = demonstration.become("ministry", DESK, "th")
    page.goto(f"{demonstration.url}/work/?process=academic_professor&order=due")
    shown = page.locator("tbody tr").count()
    expect(page.locator(".tt-chip")).to_have_count(1)
    page.get_by_role("link", name="เก็บมุมมองนี้").click()
    page.get_by_label("ชื่อมุมมอง").fill("ศาสตราจารย์ที่รอนานสุด")
    page.get_by_role("button", name="เก็บมุมมอง").click()
    expect(page.locator(".tt-views [aria-current]")).to_have_text("ศาสตราจารย์ที่รอนานสุด")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading[0] == "ชื่อ"
    assert len(rows) == shown
    page.goto(f"{demonstration.url}/work/views/")
    page.get_by_role("link", name="เปลี่ยนชื่อ ลบ หรือใช้เป็นมุมมองแรก").first.click()
    page.get_by_role("button", name="ใช้เป็นมุมมองแรกของรายการงาน").click()
    page.goto(f"{demonstration.url}/work/")
    expect(page.locator(".tt-views [aria-current]")).to_have_text("ศาสตราจารย์ที่รอนานสุด")
    page.locator(".tt-chip").click()
    page.goto(f"{demonstration.url}/work/views/")
    page.get_by_role("link", name="เปลี่ยนชื่อ ลบ หรือใช้เป็นมุมมองแรก").first.click()
    page.get_by_role("button", name="ลบมุมมอง").click()
    expect(page.get_by_text("ลบมุมมองแล้ว")).to_be_visible()
