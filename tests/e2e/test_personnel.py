"""The office's own guide to its tracking system, walked: each of the four kinds, from the request to the order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from .demonstration import DESK, PHONE, Demonstration

pytestmark = [pytest.mark.browser, pytest.mark.requirement("PER-05", "PER-06", "PER-07", "PER-08")]

Typed = Mapping[str, str]
NEXT_SPRING = date.today() + timedelta(days=120)  # noqa: DTZ011 - what a person would type


@dataclass(frozen=True)
class Walk:
    """What somebody types and chooses on the way."""

    kind: str
    name: str
    employee: str
    pages: Sequence[Typed]
    level: str = ""
    steps: Sequence[tuple[str, Typed]] = ()
    """Of each step the outcome that is chosen, and what is written."""
    effective_on: date | None = None
    """From when the order takes effect, where the officer enters that."""
    remarks: Sequence[str] = ()
    """What the column หมายเหตุ shows at the end."""


WALKS = [
    Walk(
        "promotion",
        "การประเมินผลงานวิชาการ/การเลื่อนระดับ",
        "employee_second",
        [{"target_position": "นักวิชาการสาธารณสุข"}, {"work_title": "รูปแบบการดูแลผู้สูงอายุในชุมชน"}],
        level="เชี่ยวชาญ",
        steps=[
            ("", {}),
            ("", {}),
            ("ผ่านการประเมินแบบไม่ต้องแก้ไข", {}),
            ("", {"order_no": "511/2569"}),
            ("", {"letter_no": "สธ 0902/511"}),
        ],
        remarks=["ผ่านการประเมินแบบไม่ต้องแก้ไข", "511/2569", "สธ 0902/511"],
    ),
    Walk(
        "transfer",
        "การให้โอน",
        "employee",
        [{"destination": "กรมจำลองวิทยา", "target_position": "นักวิชาการสาธารณสุข"}, {"reason": "ใกล้ภูมิลำเนา"}],
        steps=[
            ("", {}),
            ("คุณสมบัติครบถ้วน", {}),
            ("เห็นควรให้โอน", {}),
            ("ยินยอมทั้งสองฝ่าย", {"letter_no": "สธ 0902/520"}),
            ("", {"order_no": "512/2569"}),
            ("", {"letter_no": "สธ 0902/512"}),
        ],
        effective_on=NEXT_SPRING,
        remarks=["คุณสมบัติครบถ้วน", "เห็นควรให้โอน", "512/2569", "สธ 0902/512"],
    ),
    Walk(
        "move",
        "การย้าย",
        "employee",
        [{"target_unit": "กองแผนงาน", "target_position": "นักวิเคราะห์นโยบายและแผน"}, {"reason": "ตรงกับวุฒิ"}],
        steps=[
            ("", {}),
            ("ผ่านการประเมินค่างาน", {}),
            ("คุณสมบัติครบถ้วน", {}),
            ("เห็นควรให้ย้าย", {}),
            ("", {"order_no": "513/2569"}),
            ("", {"letter_no": "สธ 0902/513"}),
        ],
        remarks=["ผ่านการประเมินค่างาน", "คุณสมบัติครบถ้วน", "เห็นควรให้ย้าย", "513/2569", "สธ 0902/513"],
    ),
    Walk(
        "resignation",
        "การลาออก",
        "employee_second",
        [{"leave_on": NEXT_SPRING.isoformat()}, {"reason": "ประกอบอาชีพส่วนตัว"}],
        steps=[
            ("", {}),
            ("ไม่มีภาระผูกพัน", {}),
            ("อนุญาตให้ลาออก", {}),
            ("", {"order_no": "514/2569"}),
            ("", {"letter_no": "สธ 0902/514"}),
        ],
        remarks=["ไม่มีภาระผูกพัน", "514/2569", "สธ 0902/514"],
    ),
]


def write(page: Page, texts: Typed) -> None:
    for name, text in texts.items():
        page.locator(f"main [name={name}]").fill(text)


def hand_in(page: Page, demonstration: Demonstration, walk: Walk) -> str:
    """On a phone, one group of questions a page, the definition one tap away."""
    page.goto(f"{demonstration.url}/personnel/mine/")
    page.get_by_role("link", name="ยื่นคำขอใหม่").first.click()
    card = page.locator(".tt-card", has=page.get_by_role("link", name=walk.name, exact=True))
    card.get_by_text("นิยาม").click()
    expect(card.locator(".govuk-details__text p").first).to_be_visible()
    card.get_by_role("link", name=walk.name, exact=True).click()
    for typed in walk.pages:
        write(page, typed)
        if walk.level and page.get_by_label(walk.level, exact=True).count():
            page.get_by_label(walk.level, exact=True).check()
        page.get_by_role("button", name="บันทึกและไปต่อ").click()
    page.get_by_role("link", name="ยื่นคำขอต่อกองการเจ้าหน้าที่").click()
    page.get_by_role("button", name="ยื่นคำขอต่อกองการเจ้าหน้าที่").click()
    page.wait_for_url(re.compile(r"/personnel/requests/[0-9a-f-]{36}/$"))
    expect(page.get_by_text("ยื่นคำขอต่อกองการเจ้าหน้าที่แล้ว")).to_be_visible()
    return page.url


def lead_to_the_end(officer: Page, page_of_request: str, walk: Walk) -> None:
    officer.goto(page_of_request)
    if walk.effective_on:
        officer.get_by_role("link", name="ข้อมูลตามคำสั่ง").click()
        write(officer, {"effective_on": walk.effective_on.isoformat()})
        officer.get_by_role("button", name="บันทึกข้อมูลตามคำสั่ง").click()
        expect(officer.get_by_text("บันทึกข้อมูลตามคำสั่งแล้ว")).to_be_visible()
    officer.get_by_role("link", name="ดูขั้นตอน").click()
    for outcome, written in walk.steps:
        if outcome:
            officer.get_by_label(outcome, exact=True).check()
        write(officer, written)
        officer.get_by_role("button", name="บันทึกขั้นตอนนี้").click()
        expect(officer.get_by_text("บันทึกขั้นตอนเรียบร้อยแล้ว")).to_be_visible()


@pytest.mark.requirement("PER-01", "PER-02", "PER-03", "PER-04", "TRK-20", "TRK-21")
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.kind)
def test_the_guide_is_walked_from_the_menu_to_the_order(demonstration: Demonstration, walk: Walk) -> None:
    page_of_request = hand_in(demonstration.become(walk.employee, PHONE), demonstration, walk)
    employee, officer = demonstration.become(walk.employee, DESK), demonstration.become("officer_wellbeing")

    # เมนูหลักทางซ้ายมือ → ติดตามงาน: the list with its columns, and the matter is under way.
    employee.goto(f"{demonstration.url}/")
    employee.get_by_role("navigation").get_by_role("link", name="ติดตามงาน").first.click()
    heads = employee.locator("main thead th").all_inner_texts()
    assert heads[1:] == ["ลำดับ", "วันที่รับเรื่อง", "ประเภทรายการ", "สถานะปัจจุบัน", "ณ วันที่"]
    row = employee.locator("main tbody tr", has_text=walk.name).first
    expect(row.locator("td.tt-table__status")).to_have_text("กำลังดำเนินการ")

    lead_to_the_end(officer, page_of_request, walk)

    # รายละเอียด: what came of each step stands in the remarks, and the matter is finished.
    employee.reload()
    row = employee.locator("main tbody tr", has_text=walk.name).first
    expect(row.locator("td.tt-table__status")).to_have_text("เสร็จสิ้น")
    row.get_by_role("link", name="ดูรายละเอียด").click()
    for label in ("ชื่อ", "ประเภท", "วันที่รับเรื่อง"):
        expect(employee.locator("main dt", has_text=label).first).to_be_visible()
    table = employee.locator("main table").last
    assert table.locator("thead th").all_inner_texts() == ["ลำดับ", "ขั้นตอน", "วันที่", "หมายเหตุ", "สถานะ"]
    for remark in walk.remarks:
        expect(table).to_contain_text(remark)
    employee.get_by_role("link", name="กลับหน้าหลัก").last.click()
    expect(employee.locator("h1")).to_have_text("ติดตามงาน")
