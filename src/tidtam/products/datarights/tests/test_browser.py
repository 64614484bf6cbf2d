"""The way of somebody's data in a real browser: seen, taken away, corrected, erased as far as the law lets it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fixtures.axe import AXE, violations
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.kernel.registration.models import Consent
from tidtam.products.datarights.actions import make_download, set_retention
from tidtam.products.datarights.models import Download
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import sample_file

from .factories import GIVEN, World

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-16")]
CHROMIUM = os.environ.get("TIDTAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PHONE, DESK = 390, 1280
DRAWN = os.environ.get("TIDTAM_DRAWN", "")
"""A folder in which each page that is looked at is drawn, for whoever wants to see them."""


@dataclass
class Site:
    url: str
    world: World
    officer: Account
    other: Account
    browser: Browser | None = None

    def screen(self, account: Account, width: int = PHONE, language: str = "th") -> Page:
        assert self.browser is not None
        context = self.browser.new_context(viewport={"width": width, "height": 844}, accept_downloads=True)
        context.set_default_timeout(15_000)
        session = client_for(account).cookies["tidtam_session"].value
        for name, value in (("tidtam_session", session), ("tidtam_language", language)):
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context.new_page()

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.url}{path}")
        look_at(page)


def look_at(page: Page) -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    page.wait_for_load_state()
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") == (page.viewport_size or {"width": 0})["width"], (
        page.url
    )
    if DRAWN:
        name = page.url.split("/", 3)[3].strip("/").replace("/", "-")[:40]
        number = len(list(Path(DRAWN).glob("*.png")))
        page.screenshot(path=f"{DRAWN}/{number:02}-{name}.png", full_page=True)


@pytest.fixture
def site(own_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    if not (CHROMIUM and AXE.exists()):
        pytest.skip("needs chromium and frontend/node_modules")
    # The jobs of the platform are done by hand here, between the steps of the browser, whose loop runs meanwhile.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    world = World()
    Account.objects.filter(pk=world.account.pk).update(temporary_until=None)
    officer, stranger = make_account(), make_person()
    other = make_account(stranger)
    with acting_as(SYSTEM):
        make_grant(officer, Role.DATA_OFFICER, world.ministry)
        given = {"version": "1", "language": "th", "text_digest": "0" * 64, "given_at": SYSTEM.now()}
        Consent.objects.create(account=other, person=stranger, **given)
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    settings.ALLOWED_HOSTS = ["localhost"]
    thread.start()
    thread.is_ready.wait()
    url = f"http://localhost:{thread.port}"
    settings.ENVIRONMENT = replace(django_settings.ENVIRONMENT, base_url=url)
    yield Site(url, world, officer, other)
    thread.terminate()


def sample_matter(world: World) -> None:
    """Something the law holds back: a matter that has not ended."""
    with acting_as(SYSTEM):
        tracking.publish_process(SYSTEM, sample_file())
        tracking.open_case(
            SYSTEM, "sample", subject=world.person, organization=world.ministry, received_on=SYSTEM.today()
        )


def test_own_data_from_the_first_look_to_what_remains(site: Site) -> None:
    with sync_playwright() as playwright:
        site.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page, desk = site.screen(site.world.account), site.screen(site.officer, DESK)
            looks_and_takes_away(site, page)
            has_a_name_corrected(site, page, desk)
            asks_to_be_erased(site, page, desk)
            takes_consent_back(site)
        finally:
            site.browser.close()
            # While the browser's loop runs, the test has connections of its own.
            connections.close_all()


def looks_and_takes_away(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/my/data/")
    page.locator("a[href$='/people.identity/']").click()
    look_at(page)
    expect(page.get_by_text(GIVEN, exact=True)).to_be_visible()
    page.go_back()
    page.locator("main a", has_text="ผู้ที่เปิดดูข้อมูลของฉัน").click()
    look_at(page)
    page.go_back()
    page.locator("main a", has_text="ขอสำเนาข้อมูลของฉัน").click()
    page.get_by_role("button", name="จัดทำสำเนาข้อมูลของฉัน").click()
    expect(page.get_by_text("กำลังจัดทำ", exact=True)).to_be_visible()
    with acting_as(SYSTEM) as actor:
        make_download(actor, Download.objects.get().pk)
    page.reload()
    look_at(page)
    for link, begins in (("ดาวน์โหลดไฟล์ JSON", b"{"), ("ดาวน์โหลดไฟล์ PDF", b"%PDF-")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=link).click()
        assert Path(taken.value.path()).read_bytes().startswith(begins)


def has_a_name_corrected(site: Site, page: Page, desk: Page) -> None:
    site.go(page, "/my/data/correct/")
    page.locator("[name=item]").select_option("family_name")
    page.locator("[name=wrong]").fill("เปลี่ยนชื่อสกุลเมื่อสมรส")
    page.locator("[name=right]").fill("สกุลใหม่ยิ่ง")
    page.get_by_role("button", name="ส่งคำขอแก้ไขข้อมูล").click()
    look_at(page)
    expect(page.get_by_text("ระบบรับคำขอของท่านแล้ว")).to_be_visible()
    decide(site, desk, "เปลี่ยนชื่อสกุลเมื่อสมรส", "ให้แก้ไข")
    finish(desk)
    site.world.hand_over()
    page.goto(f"{site.url}/my/data/kinds/people.identity/")
    expect(page.get_by_text("สกุลใหม่ยิ่ง", exact=True)).to_be_visible()


def decide(site: Site, desk: Page, asked: str, outcome: str) -> None:
    """By the officer, from the work list, with what is asked in view."""
    desk.goto(f"{site.url}/work/")
    desk.locator("main table a[href^='/work/']").first.click()
    look_at(desk)
    expect(desk.get_by_text(asked)).to_be_visible()
    finish(desk, outcome)


def finish(desk: Page, outcome: str = "") -> None:
    if outcome:
        desk.get_by_label(outcome, exact=True).check()
        desk.locator("[name=remark]").first.fill("ตรวจกับหลักฐานแล้วถูกต้อง")
    desk.get_by_role("button", name="บันทึกขั้นตอนนี้").click()
    expect(desk.get_by_text("บันทึกขั้นตอนเรียบร้อยแล้ว")).to_be_visible()


def asks_to_be_erased(site: Site, page: Page, desk: Page) -> None:
    sample_matter(site.world)
    site.go(page, "/my/data/delete/")
    held = "ท่านมีเรื่องที่ยังดำเนินการไม่เสร็จ"
    expect(page.get_by_text(held)).to_be_visible()
    page.locator("[name=understood]").check()
    page.get_by_role("button", name="ส่งคำขอลบข้อมูล").click()
    expect(page.get_by_text("ระบบรับคำขอของท่านแล้ว")).to_be_visible()
    decide(site, desk, held, "ให้ลบ")
    site.world.hand_over()
    page.goto(f"{site.url}/my/data/")
    expect(page.get_by_role("button", name="ยกเลิกการลบ")).to_be_visible()
    site.world.erase(days=2)
    page.reload()
    page.wait_for_url("**/account/sign-in/**")
    assert named(site.world), "the matter holds the name back"
    what_holds_is_over(site.world)
    desk.reload()
    look_at(desk)
    expect(desk.get_by_text("ข้อมูลถูกลบแล้ว").first).to_be_visible()
    assert not named(site.world)


def named(world: World) -> bool:
    with acting_as(SYSTEM):
        return bool(Person.objects.get(pk=world.person.pk).given_name)


def what_holds_is_over(world: World) -> None:
    """The matter ends, and the time for which its papers are kept goes by."""
    with acting_as(world.system) as actor:
        case = Case.objects.get(subject=world.person, process__key="sample")
        tracking.close_case(actor, case, remark="ปิดเรื่อง", happened_on=actor.today(), expected_version=case.version)
        set_retention(actor, "official_papers", days=365, source="ระเบียบทดสอบ")
    world.erase(days=370)


def takes_consent_back(site: Site) -> None:
    page = site.screen(site.other)
    page.goto(f"{site.url}/my/data/")
    page.get_by_role("link", name="เพิกถอนความยินยอม").click()
    look_at(page)
    expect(page.get_by_text("บัญชีของท่านจะถูกระงับทันที")).to_be_visible()
    page.get_by_role("button", name="เพิกถอนความยินยอมและระงับบัญชี").click()
    look_at(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.locator("[name=understood]").check()
    page.get_by_role("button", name="เพิกถอนความยินยอมและระงับบัญชี").click()
    expect(page.get_by_text("บัญชีถูกระงับการใช้งาน")).to_be_visible()
    look_at(page)
