"""A dossier typed in a browser: judged meanwhile, kept over bad lines, by the keyboard alone and without a script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from tidtam.kernel.files.tests.factories import make_pdf

from .demonstration import PHONE, Demonstration
from .dossier import OFFICER, begin_dossier
from .test_for_everybody import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.requirement("DOC-101", "QLT-04")]

RANK, PREFIX, GIVEN = ("#f-applicant-rank", "#f-applicant-prefix", "#f-applicant-given_name")
SAVED = re.compile("บันทึกแล้ว|บันทึกเมื่อ")


@pytest.fixture(scope="module")
def addresses() -> dict[str, str]:
    """Of the dossier that these tests share; each types into fields of its own."""
    return {}


@pytest.fixture
def dossier(demonstration: Demonstration, addresses: dict[str, str]) -> str:
    if not addresses:
        page = demonstration.become(OFFICER)
        addresses["first"] = begin_dossier(page, demonstration, letter_no="อว 0699/500")
        page.context.close()
    return addresses["first"]


def opened(demonstration: Demonstration, address: str) -> Page:
    page = demonstration.become(OFFICER)
    page.goto(address)
    return page


def saved(page: Page) -> Locator:
    return page.locator("[data-saved-text]")


def note(page: Page, field: str) -> Locator:
    return page.locator(field.replace("#f-", "#n-"))


def test_a_finding_comes_while_one_types_and_goes_when_it_is_mended(demonstration: Demonstration, dossier: str) -> None:
    page = opened(demonstration, f"{dossier}applicant/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.url.startswith(dossier) else None)
    page.evaluate(
        "window.spoken = []; new MutationObserver(() => spoken.push(document.querySelector('[data-told]').textContent))"
        ".observe(document.querySelector('[data-told]'), {childList: true})"
    )
    page.locator(PREFIX).fill("")
    page.locator(PREFIX).press_sequentially("พันโท ดร.")
    expect(saved(page)).to_contain_text(SAVED)
    expect(note(page, PREFIX)).to_contain_text("DOC-101")
    # One round trip brings what was found; not each letter is spoken.
    assert sent == ["POST"]
    assert page.evaluate("spoken.length") <= 1

    tasks = opened(demonstration, dossier)
    tasks.locator("#summary ~ ul a[href$='applicant/#f-applicant-prefix']").click()
    expect(tasks.locator(PREFIX)).to_have_value("พันโท ดร.")
    tasks.locator(PREFIX).fill("นาย")
    expect(note(tasks, PREFIX)).not_to_contain_text("DOC-101")
    expect(saved(tasks)).to_contain_text(SAVED)
    tasks.goto(dossier)
    expect(tasks.locator("a[href$='#f-applicant-prefix']")).to_have_count(0)


def test_of_two_tabs_the_second_is_told_and_only_a_button_overwrites(
    demonstration: Demonstration, dossier: str
) -> None:
    first, second = (opened(demonstration, f"{dossier}applicant/") for _ in range(2))
    first.locator(RANK).fill("พันตรี")
    expect(saved(first)).to_contain_text(SAVED)
    second.locator(RANK).fill("พันโท")
    expect(note(second, RANK)).to_contain_text("พันตรี")
    expect(second.locator("#summary a[href='#f-applicant-rank']")).to_be_visible()
    second.locator(RANK).press_sequentially("หญิง")
    expect(note(second, RANK)).to_contain_text("พันตรี")
    first.reload()
    expect(first.locator(RANK)).to_have_value("พันตรี")
    note(second, RANK).get_by_role("button").click()
    expect(second.locator(".tt-note__other")).to_have_count(0)
    first.reload()
    expect(first.locator(RANK)).to_have_value("พันโทหญิง")


def test_what_is_typed_while_the_line_is_cut_is_told_and_sent_when_it_is_back(
    demonstration: Demonstration, dossier: str
) -> None:
    page = opened(demonstration, f"{dossier}applicant/")
    page.context.set_offline(True)
    page.locator(GIVEN).fill("สมชาย ผู้เดินทาง")
    expect(saved(page)).to_contain_text("การเชื่อมต่อ")
    expect(page.locator("[data-told]")).to_contain_text("การเชื่อมต่อ")
    # Whoever leaves is asked, and may stay.
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    expect(page.locator(GIVEN)).to_be_visible()
    page.locator(GIVEN).press_sequentially("ไกล")
    page.context.set_offline(False)
    expect(saved(page)).to_contain_text(SAVED)
    assert asked == ["beforeunload"]
    page.reload()
    expect(page.locator(GIVEN)).to_have_value("สมชาย ผู้เดินทางไกล")


def test_an_answer_that_was_lost_is_no_conflict_with_oneself_and_a_reload_loses_nothing(
    demonstration: Demonstration, dossier: str
) -> None:
    page = opened(demonstration, f"{dossier}teaching/")
    field = page.locator("#f-teaching-assessed_on")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            route.fetch()
            lost.append("answer")
            route.abort()
        else:
            route.continue_()

    page.route("**/teaching/", lose)
    field.fill("1 ม.ค. 2569")
    expect(saved(page)).to_contain_text("การเชื่อมต่อ")
    field.fill("2 ม.ค. 2569")
    expect(saved(page)).to_contain_text(SAVED)
    expect(page.locator(".tt-note__other")).to_have_count(0)
    page.unroute("**/teaching/")
    field.fill("3 ม.ค. 2569")
    page.reload()
    expect(field).to_have_value("3 ม.ค. 2569")


def test_a_file_whose_sending_breaks_is_not_half_kept_and_comes_with_the_next_try(
    demonstration: Demonstration, dossier: str, tmp_path: Path
) -> None:
    file = tmp_path / "ผลงาน.pdf"
    file.write_bytes(make_pdf())
    page = opened(demonstration, f"{dossier}works/5/")
    page.route("**/works/5/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    chosen = page.locator("input[type=file][name='/works/5/full_report/files']")
    told = page.locator(".tt-answer", has=chosen).locator("[data-upload-said]")
    chosen.set_input_files(file)
    expect(told).to_contain_text("ยังไม่ได้แนบไฟล์")
    page.unroute("**/works/5/")
    listed = page.locator("#af-works-5-full_report-files li")
    expect(listed).to_have_count(0)
    page.locator(".tt-answer", has=chosen).locator(".tt-attach button").click()
    expect(listed).to_contain_text("ผลงาน.pdf")
    expect(told).to_contain_text("แนบไฟล์แล้ว")
    # The Enter key in a field saves, and presses no button that takes the file away.
    page.locator("#f-works-5-volume").fill("7")
    page.locator("#f-works-5-volume").press("Enter")
    expect(saved(page)).to_contain_text(SAVED)
    page.reload()
    expect(listed).to_have_count(1)
    expect(page.locator("#f-works-5-volume")).to_have_value("7")


@pytest.mark.requirement("QLT-05")
def test_works_are_added_moved_removed_and_mended_by_the_keyboard_alone(
    demonstration: Demonstration, dossier: str
) -> None:
    page = opened(demonstration, f"{dossier}committee/assessments/")
    count = page.locator(".tt-entry").count()
    press(page, page.locator("button[value=add]"))
    page.wait_for_url(f"**/assessments/{count}/")
    page.goto(f"{dossier}committee/assessments/")
    expect(page.locator(".tt-entry")).to_have_count(count + 1)
    press(page, page.locator("button[value='down:0']"))
    page.wait_for_load_state()
    remove = page.locator(".tt-entry").last.locator("a[href$='/remove/']")
    press(page, remove)
    page.wait_for_url("**/remove/")
    press(page, page.locator("main form button"))
    page.wait_for_url("**/dossier/committee/assessments/")
    expect(page.locator(".tt-entry")).to_have_count(count)
    # The one button of the task list leads to the field of the first finding.
    page.goto(dossier)
    press(page, page.locator(".tt-next .govuk-button"))
    page.wait_for_url("**#f-**")
    assert page.evaluate("document.querySelector(':target') !== null")


def press(page: Page, target: Locator) -> None:
    target.scroll_into_view_if_needed()
    target.evaluate(
        "e => { const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];"
        " all[all.indexOf(e) - 1].focus(); }"
    )
    tab_to(page, target)
    page.keyboard.press("Enter")


@pytest.mark.requirement("QLT-05")
def test_everything_is_typed_where_no_script_runs(demonstration: Demonstration, dossier: str, tmp_path: Path) -> None:
    page = demonstration.become(OFFICER, PHONE, java_script_enabled=False)
    page.goto(f"{dossier}works/7/")
    year = page.locator("#f-works-7-year")
    year.fill("2023")
    year.press("Enter")
    expect(note(page, "#f-works-7-year")).to_contain_text("2566")
    year.fill("2566")
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(note(page, "#f-works-7-year")).not_to_contain_text("DOC-108")
    file = tmp_path / "a.pdf"
    file.write_bytes(make_pdf())
    chosen = page.locator("input[type=file][name='/works/7/evidence']")
    chosen.set_input_files(file)
    page.locator(".tt-answer", has=chosen).locator(".tt-attach button").click()
    expect(page.locator("#af-works-7-evidence")).to_contain_text("a.pdf")
