"""A holder on the way into the register of academic positions: sent by the recorder, approved, found by everybody."""

import re

import pytest
from playwright.sync_api import expect

from .demonstration import PHONE, Demonstration
from .test_seen import examine

pytestmark = pytest.mark.browser


@pytest.mark.requirement("NAP-02", "NAP-09")
def test_from_the_recorder_to_the_public_register(demonstration: Demonstration) -> None:
    recorder = demonstration.become("officer_sommut", PHONE)
    recorder.goto(f"{demonstration.url}/register/entries/?state=draft")
    assert examine(recorder) == ([], PHONE)
    # Others were filled in from requests, and lack what no request says.
    whole = recorder.locator("td[data-label='ยังขาด']", has_text=re.compile(r"^0$"))
    recorder.locator("tbody tr", has=whole).first.locator("a.tt-name").click()
    recorder.locator("#part-holder").wait_for()
    assert examine(recorder) == ([], PHONE)
    name = recorder.locator("h1").inner_text()
    visitor = demonstration.screen(PHONE)
    visitor.goto(f"{demonstration.url}/register/?q={name}")
    expect(visitor.get_by_text("ไม่พบ").first).to_be_visible()
    recorder.get_by_role("link", name="ส่งขออนุมัติ").click()
    recorder.locator("#id_letter_no").fill("อว 0601/99")
    recorder.locator("#id_letter_on").fill("1 ม.ค. 2569")
    assert examine(recorder) == ([], PHONE)
    recorder.get_by_role("button", name="ส่งข้อมูลไปยัง สป.อว.").click()
    expect(recorder.get_by_text("ส่งข้อมูลไปยัง สป.อว. เพื่อขออนุมัติแล้ว")).to_be_visible()
    address = recorder.url

    approver = demonstration.become("register_approver")
    approver.goto(address)
    approver.locator("#part-holder").wait_for()
    assert examine(approver)[0] == []
    approver.get_by_role("link", name="อนุมัติ", exact=True).click()
    approver.get_by_role("button", name="อนุมัติ", exact=True).click()
    expect(approver.get_by_text("อนุมัติแล้ว ข้อมูลเผยแพร่ในทำเนียบสาธารณะตั้งแต่บัดนี้")).to_be_visible()
    approver.goto(f"{demonstration.url}/register/quality/")
    assert examine(approver)[0] == []

    visitor.goto(f"{demonstration.url}/register/?q={name}")
    expect(visitor.get_by_role("link", name=name).first).to_be_visible()
    assert examine(visitor) == ([], PHONE)
    visitor.goto(f"{demonstration.url}/register/counts/")
    assert examine(visitor) == ([], PHONE)


@pytest.mark.requirement("NAP-04", "NAP-05", "NAP-08", "QLT-05")
def test_letters_tables_and_the_past_are_read_and_written_on_a_phone(demonstration: Demonstration) -> None:
    """What the first test does not pass on its way; each page looked at by axe."""
    recorder = demonstration.become("officer_jintana", PHONE)
    recorder.goto(f"{demonstration.url}/register/entries/?concern=public")
    entry = str(recorder.locator("tbody a.tt-name").first.get_attribute("href"))
    for address in (
        f"{entry}history/",
        f"{entry}fill/assistant_professor/works/",
        f"{entry}notice/transfer/",
        "/register/import/",
    ):
        recorder.goto(f"{demonstration.url}{address}")
        assert examine(recorder) == ([], PHONE), address
    recorder.goto(f"{demonstration.url}{entry}fill/professor/")
    recorder.locator("#id_field_code").fill("วิทยา")
    recorder.get_by_role("button", name="บันทึก").click()
    expect(recorder.locator(".tt-candidates input").first).to_be_visible()
    assert examine(recorder) == ([], PHONE)

    approver = demonstration.become("register_approver", PHONE)
    approver.goto(f"{demonstration.url}{entry}correction/")
    approver.locator("#id_letter_no").fill("อว 0200/5")
    approver.locator("#id_letter_on").fill("1 ม.ค. 2569")
    approver.locator("#id_points-0-place").select_option("holder.qualifications")
    approver.locator("#id_points-0-text").fill("โปรดระบุประเทศ")
    assert examine(approver) == ([], PHONE)
    approver.locator("main form button").click()
    expect(approver.get_by_text("โปรดระบุประเทศ")).to_be_visible()
    recorder.goto(approver.url)
    expect(recorder.get_by_text("โปรดระบุประเทศ")).to_be_visible()
    assert examine(recorder) == ([], PHONE)
    recorder.goto(f"{demonstration.url}/register/notices/?list=letters")
    expect(recorder.get_by_text("อว 0200/5")).to_be_visible()
    assert examine(recorder) == ([], PHONE)
