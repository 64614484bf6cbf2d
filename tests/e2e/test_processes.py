"""An administrator writes a process, and an officer opens the first matter of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tidtam.config.environment import REPOSITORY

from .demonstration import PHONE, Demonstration
from .test_seen import examine

pytestmark = pytest.mark.browser


def example() -> str:
    (text,) = re.findall(r"```toml\n(.*?)```", (REPOSITORY / "docs/processes.md").read_text("utf-8"), re.DOTALL)
    return str(text)


@pytest.mark.requirement("TRK-01", "TRK-03", "TRK-04", "TRK-10")
def test_from_a_file_to_the_first_matter(demonstration: Demonstration, tmp_path: Path) -> None:
    page = demonstration.become("process_administrator", PHONE)
    page.goto(f"{demonstration.url}/processes/manage/upload/")
    page.get_by_label("หรือข้อความของไฟล์").fill(example().replace('next = "granted"', 'next = "grant"'))
    page.get_by_role("button", name="ตรวจสอบ").click()
    expect(page.get_by_text("ไม่มีขั้นตอนหรือการสิ้นสุดชื่อ “grant”")).to_be_visible()
    assert examine(page) == ([], PHONE)
    file = tmp_path / "leave_request.toml"
    file.write_text(example(), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="ตรวจสอบ").click()
    expect(page.get_by_role("img", name="แผนภาพกระบวนงาน “คำขอลาศึกษา”")).to_be_visible()
    assert examine(page) == ([], PHONE)
    page.get_by_role("link", name="เผยแพร่", exact=True).click()
    page.get_by_role("button", name="ดำเนินการต่อ").click()
    expect(page.get_by_text("เป็นกระบวนงานใหม่")).to_be_visible()
    page.get_by_role("button", name="เผยแพร่ตั้งแต่วันที่").click()
    expect(page.get_by_text("เผยแพร่รุ่นที่ 1 แล้ว")).to_be_visible()
    assert examine(page) == ([], PHONE)

    officer = demonstration.become("officer_sommut")
    officer.goto(f"{demonstration.url}/work/new/leave_request/")
    officer.locator("#id_number").fill(demonstration.people["lecturer"]["national_id"])
    officer.locator("#id_given_name").fill("ทดลองเปิด")
    officer.locator("#id_family_name").fill("จากหน้าทั่วไป")
    assert examine(officer)[0] == []
    officer.get_by_role("button", name="เปิดเรื่อง").click()
    expect(officer.get_by_text("เปิดเรื่องแล้ว")).to_be_visible()
    expect(officer.get_by_role("heading", name="คำขอลาศึกษา")).to_be_visible()
