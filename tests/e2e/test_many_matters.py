"""An officer brings in a table of running matters and records one letter on all of them (TRK-14, TRK-15)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tidtam.kernel.actor import SYSTEM
from tidtam.thai.national_id import demo_number

from .demonstration import DESK, PHONE, Demonstration
from .test_seen import examine

pytestmark = pytest.mark.browser

TABLE = """เลขประจำตัวประชาชน;ชื่อ-นามสกุล;รหัสหน่วยงาน;วันที่รับเรื่อง;เลขที่หนังสือ;ขั้นตอนปัจจุบัน;ณ วันที่
{};นางสาวธารา ตัวอย่างวงศ์;demo-sommut;{day};อว 0777/1;สป.อว. รับเรื่อง;
{};นายคีรี ตัวอย่างกุล;demo-sommut;{day};อว 0777/2;receive;{day}
{};=cmd|' /C calc'!A0;demo-nowhere;31/2/2569;อว 0777/3;;
"""


def seen(page: Page) -> None:
    """Axe finds nothing, and nothing sticks out."""
    found, wide = examine(page)
    assert page.viewport_size is not None
    assert (found, wide <= page.viewport_size["width"]) == ([], True), page.url


@pytest.mark.requirement("TRK-14", "TRK-15", "QLT-05")
def test_matters_of_a_spreadsheet_are_brought_in_and_recorded_together(demonstration: Demonstration) -> None:
    today = SYSTEM.today()
    day = f"{today.day}/{today.month}/{today.year + 543}"
    table = TABLE.format(*(demo_number(870_000 + place) for place in range(3)), day=day)
    page = demonstration.become("ministry", PHONE)
    page.goto(f"{demonstration.url}/work/import/")
    seen(page)
    page.get_by_label("กระบวนงาน").select_option("academic_assistant_professor")
    page.locator("input[type=file]").set_input_files(
        {"name": "งานค้าง.csv", "mimeType": "text/csv", "buffer": table.encode("cp874")}
    )
    page.get_by_role("button", name="อัปโหลดและตรวจ").click()
    page.wait_for_url(re.compile(r"/work/import/[0-9a-f-]{36}/"))
    # The page renews itself until the worker has been through the table.
    expect(page.get_by_role("heading", name="สิ่งที่ต้องแก้ไข")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.get_by_text("ระบบไม่คำนวณสูตร")).to_be_visible()
    seen(page)
    page.get_by_label("เฉพาะแถวที่ถูกต้อง").check()
    page.get_by_role("button", name="นำเข้าเรื่อง").click()
    expect(page.get_by_text("นำเข้าแล้ว 2 เรื่อง")).to_be_visible()
    seen(page)

    page.set_viewport_size({"width": DESK, "height": 844})
    page.goto(f"{demonstration.url}/work/?q=0777")
    expect(page.locator("input[name=case]")).to_have_count(2)
    for box in page.locator("input[name=case]").all():
        box.check()
    page.get_by_role("button", name="บันทึกผลขั้นตอน").click()
    page.wait_for_url("**/work/bulk/**")
    seen(page)
    page.locator("[name=happened_on]").fill(day)
    page.locator("[name=letter_no]").fill("อว 0601/777")
    page.get_by_role("button", name="ดูก่อนว่าจะเกิดอะไรขึ้น").click()
    expect(page.get_by_text("อว 0601/777")).to_be_visible()
    seen(page)
    page.get_by_role("button", name="บันทึก 2 เรื่อง").click()
    expect(page.get_by_text("บันทึกแล้ว 2 เรื่อง")).to_be_visible()
    expect(page.locator("tbody .tt-status--done")).to_have_count(2)
    seen(page)
    page.set_viewport_size({"width": PHONE, "height": 844})
    seen(page)
    page.goto(f"{demonstration.url}/work/bulk/mine/")
    expect(page.locator("tbody tr")).to_have_count(1)
    seen(page)
