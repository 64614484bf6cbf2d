"""The built front end in a real browser: what only shows when it is drawn, touched and heard.

No server runs: the pages are made first, and the browser is given them as the server would answer.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.fixtures.axe import AXE, violations

pytestmark = pytest.mark.browser

SITE = "http://testserver"
CHROMIUM = os.environ.get("TIDTAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
ADDRESSES = ["/", "/about", "/_components", "/maintenance", "/no-such-page"]
# A thumb needs 44 px; links inside a sentence are as high as the sentence.
THUMB = ".tt-header a, .tt-header button, summary, .govuk-button, .govuk-input, .govuk-select, .govuk-textarea, "
THUMB += ".govuk-back-link, .tt-footer a, .tt-side a, .tt-thumb"


@dataclass
class Site:
    """What the browser is given, and what it asked and complained of."""

    answers: dict[str, tuple[dict[str, str], bytes]] = field(default_factory=dict)
    posted: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.method == "POST":
            self.posted.append(route.request.post_data or "")
            return  # never answered: the person waits, and clicks again
        static = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if static:
            route.fulfill(path=static)
        else:
            headers, body = self.answers[path]
            route.fulfill(status=200, headers=headers, body=body)


def _made(language: str, addresses: list[str]) -> Site:
    if not (CHROMIUM and AXE.exists() and finders.find("built/tidtam.css")):
        pytest.skip("needs chromium, frontend/node_modules and a built front end")
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    site = Site()
    for address in addresses:
        response = client.get(address)
        headers = {name: response.headers[name] for name in ("Content-Type", "Content-Security-Policy")}
        site.answers[address] = (headers, response.content)
    return site


@pytest.fixture
def browser(db: None) -> Iterator[Browser]:
    """Asked for last, so that the browser's event loop is gone before the database is put away."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def _visit(browser: Browser, site: Site, address: str, width: int, **options: Any) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.on("console", lambda message: site.complaints.append(message.text))
    page.on("pageerror", lambda error: site.complaints.append(str(error)))
    page.route(f"{SITE}/**", site.answer)
    page.goto(SITE + address)
    return page


@pytest.fixture(params=["th", "en"])
def pages(request: pytest.FixtureRequest, db: None) -> Site:
    return _made(request.param, ADDRESSES)


@pytest.mark.requirement("QLT-05")
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_can_be_used_by_everybody(pages: Site, width: int, browser: Browser) -> None:
    for address in ADDRESSES:
        page = _visit(browser, pages, address, width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, violations(page), wide) == (address, [], width)
        page.context.close()
    assert pages.complaints == []


@pytest.mark.requirement("QLT-05")
def test_what_is_touched_is_as_large_as_a_thumb(pages: Site, browser: Browser) -> None:
    for address in ADDRESSES:
        page = _visit(browser, pages, address, 390)
        small = page.locator(THUMB).evaluate_all(
            "all => all.map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])"
            ".filter(([, height]) => height > 0 && height < 44)"
        )
        assert (address, small) == (address, [])


@pytest.mark.requirement("QLT-05")
def test_text_can_be_enlarged_fourfold(pages: Site, browser: Browser) -> None:
    page = _visit(browser, pages, "/_components", 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.fixture
def gallery(db: None) -> Site:
    return _made("en", ["/_components"])


@pytest.mark.requirement("QLT-05")
def test_after_a_mistake_the_summary_is_read_first(gallery: Site, browser: Browser) -> None:
    page = _visit(browser, gallery, "/_components", 390)
    assert "Something needs mending" in page.locator(":focus").inner_text()
    page.get_by_role("link", name="Choose “How it was filed”").click()
    assert page.locator(":focus").get_attribute("id") == "id_way_0"


def _form(page: Page) -> None:
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<iframe name=there></iframe><form method=post action=/sent target=there>"
        "<button id=send name=decision value=approve>Send</button></form>')"
    )


def test_a_form_is_sent_once_and_with_its_buttons_value(gallery: Site, browser: Browser) -> None:
    page = _visit(browser, gallery, "/_components", 390)
    _form(page)
    page.locator("#send").dblclick()
    page.locator("#send.tt-sending").wait_for()
    assert gallery.posted == ["decision=approve"]
    assert page.locator("#tt-live").text_content() == "Sending…"


def test_a_form_is_sent_where_no_script_runs(gallery: Site, browser: Browser) -> None:
    page = _visit(browser, gallery, "/_components", 390, java_script_enabled=False)
    assert page.get_by_role("button", name="Copy the link").count() == 0
    assert page.get_by_role("button", name="Send to the ministry").is_visible()


def test_a_countdown_ends_by_saying_so(gallery: Site, browser: Browser) -> None:
    headers, body = gallery.answers["/_components"]
    gallery.answers["/_components"] = (headers, body.replace(b'data-countdown="60"', b'data-countdown="1"'))
    page = _visit(browser, gallery, "/_components", 390)
    page.get_by_text("The time is up").wait_for()
    assert page.locator("[data-countdown]").inner_text() == "0:00"


def test_a_link_is_copied_whole(gallery: Site, browser: Browser) -> None:
    page = _visit(browser, gallery, "/_components", 390)
    page.evaluate("document.addEventListener('copy', () => { window.copied = String(getSelection()) })")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("copied") == "k3xq-9f2m-7ywd"
