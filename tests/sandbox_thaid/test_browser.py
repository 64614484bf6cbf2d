"""A person with a computer and a phone, in real browsers: registers, scans with the camera, and is signed in."""

import os
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.fixtures.axe import AXE, violations
from tests.fixtures.thaid import REPOSITORY, ThaidSandbox, free_port, running_sandbox

from .relying_party import RelyingParty

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-40", "IDN-41")]

CHROMIUM = os.environ.get("TIDTAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
SCANNER = REPOSITORY / "src/tidtam/web/static/built/scanner.js"
PIN = "27182845"
QR_SECONDS = 400
expect.set_options(timeout=20_000)


class _Service(BaseHTTPRequestHandler):
    """The service to which the desktop returns."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>service</title>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def service_url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", free_port()), _Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def sandbox(service_url: str) -> Iterator[ThaidSandbox]:
    if not CHROMIUM or not SCANNER.exists():
        pytest.skip("needs chromium and a built front end")
    # A slow machine takes its time: a code lives long here, and expires when the clock is put ahead.
    with running_sandbox(TIDTAM_BASE_URL=service_url, TIDTAM_SANDBOX_QR_SECONDS=str(QR_SECONDS)) as sandbox:
        yield sandbox


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def launch(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])


def visit(browser: Browser, address: str, width: int, complaints: list[str]) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.goto(address)
    return page


def check(page: Page) -> None:
    """Everybody can use the page, and nothing of it is cut off."""
    page.wait_for_load_state()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    if AXE.exists():
        assert violations(page) == [], page.url


def film(picture: bytes, target: Path) -> Path:
    """A film for the camera that shows the picture, in the middle of a white wall."""
    wall = Image.new("RGB", (640, 480), "white")
    with Image.open(BytesIO(picture)) as shown:
        shown.thumbnail((440, 440))
        wall.paste(shown, ((640 - shown.width) // 2, (480 - shown.height) // 2))
    luma, blue, red = wall.convert("YCbCr").split()
    half = (320, 240)
    frame = luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
    target.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + (b"FRAME\n" + frame) * 2)
    return target


def register(phone: Page) -> None:
    """From the splash to the card, photographing with the camera."""
    check(phone)
    phone.get_by_role("link", name="ลงทะเบียน", exact=True).click()
    check(phone)
    phone.get_by_role("button", name="ลงทะเบียนด้วยตนเอง").click()
    phone.get_by_role("button", name="เริ่ม").click()
    phone.get_by_label("ข้าพเจ้าได้อ่าน").check()
    phone.get_by_role("button", name="ยอมรับและดำเนินการต่อ").click()
    for _side in ("front", "back"):
        check(phone)
        phone.get_by_role("button", name="ถ่ายรูป").click()
        phone.get_by_role("button", name="ถ่ายใหม่").click()
        phone.get_by_role("button", name="ใช้บัตรตัวอย่าง").click()
        check(phone)
        phone.get_by_role("button", name="ยืนยัน").click()
    check(phone)
    phone.get_by_role("button", name="ข้อมูลถูกต้อง ยืนยัน").click()
    phone.get_by_role("button", name="ถ่ายรูป").click()
    expect(phone.locator(".taken img")).to_have_js_property("complete", True)
    phone.get_by_role("button", name="ยืนยัน").click()
    check(phone)
    enter_pin(phone, "12345678", "ถัดไป")
    expect(phone.get_by_role("alert")).to_contain_text("1234")
    enter_pin(phone, PIN, "ถัดไป")
    enter_pin(phone, PIN, "ถัดไป")
    enter_pin(phone, PIN, "ยินยอมและเสร็จสิ้นการลงทะเบียน")
    expect(phone.get_by_role("heading", name="ดิจิทัลไอดีของท่านพร้อมใช้งาน")).to_be_visible()
    check(phone)


def enter_pin(phone: Page, pin: str, button: str) -> None:
    for digit in pin:
        phone.get_by_role("button", name=digit, exact=True).click()
    phone.get_by_role("button", name=button).click()


@pytest.mark.requirement("IDN-02")
@pytest.mark.parametrize("width", [390, 1280])
def test_a_person_registers_scans_and_is_signed_in(
    sandbox: ThaidSandbox, service_url: str, playwright: Playwright, tmp_path: Path, width: int
) -> None:
    complaints: list[str] = []
    service = RelyingParty(sandbox.issuer, redirect_uri=f"{service_url}/account/thaid/callback")
    computer = launch(playwright)
    desktop = visit(computer, service.authorization_url(), width, complaints)
    check(desktop)

    sandbox.set_clock_ahead(QR_SECONDS + 1)
    expect(desktop.get_by_text("QR Code หมดอายุ")).to_be_visible()
    check(desktop)
    desktop.get_by_role("button", name="สร้าง QR Code ใหม่").click()

    film_of_code = film(desktop.locator(".qr").screenshot(), tmp_path / "camera.y4m")
    handset = launch(playwright, *CAMERA, f"--use-file-for-fake-video-capture={film_of_code}")
    phone = visit(handset, f"{sandbox.url}/phone", width, complaints)
    register(phone)
    phone.get_by_role("link", name="ไปหน้าหลัก").click()
    check(phone)

    phone.get_by_role("navigation").get_by_role("link", name="สแกน").click()
    phone.wait_for_url("**/phone/consent/**")  # the camera has seen the code
    check(phone)
    expect(desktop.get_by_text("สแกนแล้ว รอการยืนยันบนโทรศัพท์")).to_be_visible()
    enter_pin(phone, "00000000", "ยินยอมและเข้าสู่ระบบ")
    expect(phone.get_by_role("alert")).to_contain_text("รหัส PIN ไม่ถูกต้อง")
    expect(desktop.get_by_text("กรอกรหัส PIN บนโทรศัพท์ไม่ถูกต้อง")).to_be_visible()
    enter_pin(phone, PIN, "ยินยอมและเข้าสู่ระบบ")
    expect(phone.get_by_role("heading", name="เข้าสู่ระบบแล้ว")).to_be_visible()
    check(phone)

    desktop.wait_for_url(f"{service_url}/account/thaid/callback?**")
    assert service.claims(desktop.url)["pid"].startswith("099")
    assert complaints == []
    sandbox.reset()
    handset.close()
    computer.close()


def test_a_refusal_on_the_phone_reaches_the_desktop_without_its_help(
    sandbox: ThaidSandbox, service_url: str, playwright: Playwright
) -> None:
    complaints: list[str] = []
    service = RelyingParty(sandbox.issuer, redirect_uri=f"{service_url}/account/thaid/callback")
    browser = launch(playwright)
    desktop = visit(browser, service.authorization_url(), 1280, complaints)
    phone = sandbox.phone()
    phone.refuse(phone.scan(desktop.locator(".typed code").inner_text()).headers["location"])
    expect(desktop.get_by_text("คำขอถูกปฏิเสธบนโทรศัพท์")).to_be_visible()
    check(desktop)
    desktop.get_by_role("link", name="กลับไปยังบริการ").click()
    desktop.wait_for_url(f"{service_url}/account/thaid/callback?error=user_denied&**")
    assert complaints == []
    browser.close()
