"""A whole demonstration as script/server runs it, and the people who use it in real browsers."""

import base64
import hmac
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, expect

from tests.setup.installation import Installation
from tidtam.config.cluster.temporary import temporary_folder
from tidtam.config.environment import REPOSITORY

CHROMIUM = os.environ.get("TIDTAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
BUILT = REPOSITORY / "src/tidtam/web/static/built/tidtam.css"
PHONE, DESK = 390, 1280
QR_SECONDS = 20
_LANGUAGE_COOKIES = ("tidtam_language", "sandbox_language")

expect.set_options(timeout=30_000)


def time_based_code(secret: str, moment: float) -> str:
    """What an authenticator app shows at this moment (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(moment) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


@dataclass
class Demonstration:
    installation: Installation
    browser: Browser
    people: dict[str, dict[str, Any]]
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.installation.port}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.installation.port + 1}"

    def screen(self, width: int = DESK, language: str = "th", **options: Any) -> Page:
        """A browser of its own, as nobody has used it before."""
        context = self.browser.new_context(viewport={"width": width, "height": 844}, **options)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if "Security Policy" in said.text else None)
        # Chosen outright: without it, pages follow the language last chosen with the account.
        for url, cookie in zip((self.url, self.sandbox_url), _LANGUAGE_COOKIES, strict=True):
            context.add_cookies([{"name": cookie, "value": language, "url": url}])
        return page

    def phone(self, key: str, language: str = "th") -> Page:
        """The open ThaiD app of this person."""
        person = self.people[key]
        return self.phone_of(person["national_id"], person["pin"], language)

    def phone_of(self, number: str, pin: str, language: str = "th") -> Page:
        """The same, by the number of whom the sandbox of ThaiD knows."""
        phone = self.screen(PHONE, language)
        printed = "-".join((number[0], number[1:5], number[5:10], number[10:12], number[12]))
        phone.goto(f"{self.sandbox_url}/phone/devices")
        phone.locator("button", has_text=printed).click()
        type_pin(phone, pin)
        phone.wait_for_url("**/phone/home")
        return phone

    def become(self, key: str, width: int = DESK, language: str = "th", **options: Any) -> Page:
        """A browser in which this person is signed in already, by the button of /demo."""
        page = self.screen(width, language, **options)
        page.goto(f"{self.url}/demo/")
        page.locator(f"form[action$='/become/{key}/'] button").click()
        page.wait_for_url(lambda url: "/demo/" not in url)
        return page


def type_pin(phone: Page, pin: str) -> None:
    """On the keypad of the page, as a thumb does."""
    phone.locator(".keypad").wait_for()
    for digit in pin:
        phone.locator(".keypad button", has_text=digit).click()
    phone.locator("form[data-pin-form] button.button").click()


def scan(desktop: Page, phone: Page) -> None:
    """Type the code under the desktop's QR code into the phone."""
    code = desktop.locator("code").inner_text()
    phone.goto(phone.url.split("/phone")[0] + "/phone/scan")
    phone.locator("#code").fill(code)
    phone.locator("form button.button").click()
    phone.wait_for_url("**/phone/consent/**")


@contextmanager
def running_demonstration(playwright: Playwright, requests: int | None = None) -> Iterator[Demonstration]:
    """A copy of the one that all tests share, unless it is to have so many requests."""
    settings = {"TIDTAM_SANDBOX_QR_SECONDS": str(QR_SECONDS)}
    with temporary_folder() as folder:
        installation = Installation(folder)
        if requests is None:
            installation.start_from_copy(**settings)
        else:
            installation.start(TIDTAM_DEMO_REQUESTS=str(requests), **settings)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield Demonstration(installation, browser, _people(folder))
        finally:
            browser.close()
            installation.stop()


def _people(folder: Path) -> dict[str, dict[str, Any]]:
    """As the console tells them, which finds the running installation by its folder."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("TIDTAM_", "DATABASE_"))}
    told = subprocess.run(
        [sys.executable, "-m", "tidtam.config.command_line", "demo", "people", "--json"],
        env={**kept, "PYTHONPATH": str(REPOSITORY / "src"), "TIDTAM_DATA": str(folder / "var")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {person["key"]: person for person in json.loads(told.stdout)}
