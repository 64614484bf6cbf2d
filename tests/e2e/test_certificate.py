"""A person prints how their matter stands; somebody who is shown the paper points a camera at it."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from .demonstration import Demonstration

PHONE, DESK = 390, 1280


@pytest.mark.browser
@pytest.mark.requirement("TRK-25")
def test_a_certificate_is_printed_on_a_phone_and_verified_by_a_stranger(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    page = demonstration.become("professor", PHONE)
    page.get_by_role("link", name="ดูรายละเอียด").first.click()
    kind = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="หนังสือรับรองสถานะ (PDF)").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="ออกหนังสือรับรองภาษาไทย").click()
    paper = tmp_path / "certificate.pdf"
    coming.value.save_as(paper)
    with pypdfium2.PdfDocument(paper) as document:
        picture = document[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)

    stranger = demonstration.screen(DESK)
    stranger.goto(code.text)
    expect(stranger.get_by_role("heading", name="หนังสือรับรองฉบับนี้เป็นฉบับจริง")).to_be_visible()
    expect(stranger.get_by_text(kind)).to_be_visible()
    expect(stranger.get_by_text("ยังเป็นปัจจุบัน")).to_be_visible()
    stranger.get_by_text("เทียบกับไฟล์ PDF ที่ท่านได้รับ").click()
    stranger.locator("input[type=file]").set_input_files(paper)
    stranger.get_by_role("button", name="เทียบไฟล์").click()
    expect(stranger.get_by_text("ไฟล์ตรงกับฉบับที่ออกให้ทุกประการ")).to_be_visible()
