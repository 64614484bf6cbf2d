"""A request from its first draft to its end, by everybody who has a hand in it."""

import re

import pytest
from playwright.sync_api import Page, expect

from .demonstration import DESK, PHONE, Demonstration
from .test_tracking_link import find_matter

pytestmark = pytest.mark.browser

REASONS = {"fact_letter_no": "เลขที่หนังสือไม่ตรงกับฉบับจริง", "documents": "ขาดแบบประเมินผลการสอนของภาคการศึกษาที่สอง"}


def write(page: Page, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        page.locator(f"[name={name}]").fill(text)


def nine_facts(page: Page, number: str) -> None:
    write(
        page,
        {
            "letter_no": "อว 0699/1",
            "applicant_title": "นาย",
            "applicant_given_name": "คีรี",
            "applicant_family_name": "ตัวอย่างกุล",
            "identifier_number": number,
            "field": "สังคมวิทยา",
            "coordinator_name": "นางวารี ทดลองกุล",
            "coordinator_phone": "0 2000 0001 ต่อ 12",
            "coordinator_email": "academic@example.invalid",
        },
    )
    page.get_by_label("ผู้ช่วยศาสตราจารย์").check()


def requests_listed(page: Page, demonstration: Demonstration, letter: str) -> int:
    page.goto(f"{demonstration.url}/academic/requests/?letter={letter}")
    return page.locator("tbody tr").count()


def record_step(page: Page) -> None:
    page.get_by_role("button", name="บันทึกขั้นตอนนี้").click()
    expect(page.get_by_text("บันทึกขั้นตอนเรียบร้อยแล้ว")).to_be_visible()


@pytest.mark.requirement("ACA-01", "ACA-02", "ACA-04", "TRK-21")
def test_a_request_goes_its_whole_way(demonstration: Demonstration) -> None:
    number = demonstration.people["administrator"]["national_id"]
    institution, ministry = demonstration.become("officer_sommut"), demonstration.become("ministry")

    # The institution files it. An impatient hand presses twice, and there is still one request.
    institution.goto(f"{demonstration.url}/academic/requests/new/")
    nine_facts(institution, number)
    institution.get_by_role("button", name="บันทึกร่าง").dblclick()
    institution.wait_for_url(re.compile(r"/academic/requests/[0-9a-f-]{36}/$"))
    page_of_request = institution.url
    assert requests_listed(institution, demonstration, "อว 0699/1") == 1
    institution.goto(page_of_request)
    institution.get_by_role("link", name="ส่งคำขอไปยัง สป.อว.").click()
    institution.get_by_role("button", name="ส่งคำขอไปยัง สป.อว.").dblclick()
    institution.wait_for_url(page_of_request)
    expect(institution.get_by_text("ส่งคำขอไปยัง สป.อว. แล้ว")).to_be_visible()

    # The back button leads to the question again, which answers kindly that this is done.
    institution.go_back()
    institution.reload()
    expect(institution).to_have_url(page_of_request)
    expect(institution.get_by_role("link", name="ส่งคำขอไปยัง สป.อว.")).to_have_count(0)

    # The ministry receives it and returns it with all reasons.
    find_matter(ministry, demonstration, number)
    page_of_matter = ministry.url
    record_step(ministry)
    ministry.get_by_role("link", name="ส่งคืนพร้อมเหตุผล").first.click()
    write(ministry, {"letter_no": "อว 0203/5", **REASONS})
    ministry.get_by_role("button", name="ส่งคืนคำขอให้สถาบัน").click()
    ministry.wait_for_url(page_of_request)

    # The institution reads both reasons, goes to the field from the first one, mends it and hands in again.
    institution.goto(page_of_request)
    for reason in REASONS.values():
        expect(institution.get_by_text(reason)).to_be_visible()
    institution.locator(".tt-finding a").first.click()
    expect(institution.locator("[name=letter_no]")).to_be_visible()
    institution.locator("[name=letter_no]").fill("อว 0699/2")
    institution.get_by_role("button", name="บันทึกการแก้ไข").click()
    expect(institution.get_by_text("บันทึกการแก้ไขแล้ว")).to_be_visible()
    institution.goto(page_of_request)
    institution.get_by_role("link", name="ตอบ สป.อว.").click()
    for kind in institution.locator("[type=radio][value=mended]").all():
        kind.check()
    for answer in institution.locator("textarea").all():
        answer.fill("แก้ไขตามที่แจ้งแล้ว")
    institution.get_by_role("button", name="บันทึกคำตอบ").click()
    institution.wait_for_url(page_of_request)
    institution.get_by_role("link", name="ส่งคำขอที่แก้ไขแล้ว").click()
    institution.get_by_role("button", name="ส่งคำขอที่แก้ไขแล้ว").click()
    institution.wait_for_url(page_of_request)

    # The applicant sees that it came back and went in again, and none of the reasons.
    applicant = demonstration.become("administrator", PHONE)
    applicant.goto(f"{demonstration.url}/my/cases/")
    applicant.get_by_role("link", name="ดูรายละเอียด").click()
    expect(applicant.locator("main")).to_contain_text("ส่งกลับให้แก้ไขเมื่อ")
    for reason in REASONS.values():
        assert reason not in applicant.content()

    # The ministry leads it to its end; each step shows to the applicant.
    ministry.goto(page_of_matter)
    record_step(ministry)
    applicant.reload()
    expect(applicant.locator("tbody tr").last).to_contain_text("เสนอคณะอนุกรรมการพิจารณา")
    ministry.get_by_label("เห็นชอบ", exact=True).check()
    record_step(ministry)
    # No dossier says from when the person is appointed: the last step asks, and nobody guesses.
    write(ministry, {"letter_no": "อว 0203/9", "result_appointed_on": "1 ต.ค. 2569"})
    record_step(ministry)
    expect(ministry.get_by_role("button", name="บันทึกขั้นตอนนี้")).to_have_count(0)
    applicant.reload()
    expect(applicant.locator(".tt-case-head")).to_contain_text("เสร็จสิ้น")
    expect(applicant.locator("tbody tr").last).to_contain_text("อว 0203/9")


@pytest.mark.requirement("TRK-12")
def test_of_two_officers_the_second_is_told_and_keeps_what_was_typed(demonstration: Demonstration) -> None:
    first, second = demonstration.become("ministry"), demonstration.become("ministry_second")
    for officer in (first, second):
        find_matter(officer, demonstration, "Alex")
        officer.get_by_label("เห็นชอบ", exact=True).check()
    typed = "เห็นควรเชิญผู้ขอชี้แจงเพิ่มเติม"
    second.locator("[name=remark]").fill(typed)
    record_step(first)
    second.get_by_role("button", name="บันทึกขั้นตอนนี้").click()
    expect(second.get_by_role("alert").first).to_be_visible()
    expect(second.locator("[name=remark]")).to_have_value(typed)
    expect(second.locator("main")).to_contain_text("เห็นชอบ")


@pytest.mark.requirement("ACA-02")
def test_an_officer_of_another_institution_finds_no_such_request(demonstration: Demonstration) -> None:
    own, other = demonstration.become("officer_sommut"), demonstration.become("officer_jintana", DESK)
    own.goto(f"{demonstration.url}/academic/requests/")
    own.locator("tbody a").first.click()
    answer = other.goto(own.url)
    assert answer is not None
    assert answer.status == 404
