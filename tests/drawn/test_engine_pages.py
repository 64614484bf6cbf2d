"""The engine's pages in both languages, on a phone and on a desk: nothing sticks out and axe finds nothing."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings

from tests.fixtures.axe import AXE, violations
from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.programs.actions import create_client
from tidtam.tracking import actions as tracking
from tidtam.tracking.api.choices import Scope
from tidtam.tracking.batches import actions
from tidtam.tracking.batches.choices import BulkAct
from tidtam.tracking.batches.tests.factories import Desk, run_jobs, table
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tests.browsing import Browser as Acting
from tidtam.tracking.tests.factories import PROCESS, PUBLISHER
from tidtam.tracking.tests.timed import TIMED
from tidtam.web.tests.test_in_browser import CHROMIUM, FLAGS, SITE, Site

pytestmark = [pytest.mark.browser, pytest.mark.requirement("QLT-05")]
RESULT = TIMED.replace('next = "appoint"', 'next = "appointed"')
RESULT = RESULT[: RESULT.index('[[steps]]\nkey = "appoint"')] + RESULT[RESULT.index("[[endings]]") :]
RESULT = RESULT.partition('appeal = { process = "objection", days = 30 }')[0]
FILED = PROCESS.replace("version = 1", "version = 2").replace(
    'records = { remark = "optional" }\nreturns', 'records = { file = "required" }\nreturns'
)
EXAMINED = {("th", 390), ("en", 1280)}
"""All four are drawn; these two are examined, between them every word and every layout."""
CAME = {"effective_on": "2026-12-01", "position": "นักวิชาการศึกษา", "status": "serving"}


@dataclass
class Made:
    """What is to be looked at: whose page, and under which name."""

    desk: Desk
    addresses: dict[str, tuple[Actor, str]] = field(default_factory=dict)

    def see(self, name: str, actor: Actor, address: str) -> None:
        self.addresses[name] = (actor, address)

    def results(self) -> None:
        """A process of the office's own that ends in an assignment."""
        officer = self.desk.officer
        with acting_as(PUBLISHER):
            tracking.publish_process(PUBLISHER, read_file(RESULT, file="timed.toml"))
        asked, ended = self._timed(), self._timed()
        with acting_as(officer):
            ended = tracking.finish_step(
                officer, ended, happened_on=self.desk.day, expected_version=1, outcome="pass", result=CAME
            )
        self.see("outcome-first", officer, f"/work/{asked.pk}/finish/?asked=1")
        self.see("result", officer, f"/work/{asked.pk}/finish/?asked=1&outcome=pass")
        self.see("result-given", officer, f"/work/{ended.pk}/")
        self.see("result-corrected", officer, f"/work/{ended.pk}/correct/2/")

    def _timed(self) -> Case:
        with acting_as(SYSTEM):
            return tracking.open_case(
                SYSTEM,
                "timed",
                subject=self.desk.subject,
                organization=self.desk.university,
                received_on=self.desk.day,
            )

    def many(self) -> None:
        officer = self.desk.officer
        with acting_as(PUBLISHER):
            tracking.publish_process(PUBLISHER, read_file(FILED, file="sample.toml"))
        cases = [*self.desk.cases(2), self.desk.case(steps=1)]
        drafts = []
        for _number in range(3):
            with acting_as(officer):
                drafts.append(actions.begin_bulk(officer, act=BulkAct.FINISH, case_ids={case.pk for case in cases}))
        filled_in = actions.FilledIn(happened_on=self.desk.today, letter_no="อว 0601/9")
        with acting_as(officer):
            actions.fill_in_bulk(officer, drafts[1], filled_in)
            actions.order_bulk(officer, actions.fill_in_bulk(officer, drafts[2], filled_in))
        examined = self.desk.upload(table([self.desk.row(), self.desk.row(received_on="เมื่อวาน")]).encode())
        run_jobs()
        for name, draft in zip(("many-form", "many-preview", "many-done"), drafts, strict=True):
            self.see(name, officer, f"/work/bulk/{draft.pk}/?still")
        self.see("many-list", officer, "/work/bulk/mine/")
        self.see("table-begin", officer, "/work/import/")
        self.see("table-examined", officer, f"/work/import/{examined.pk}/?still")

    def rest(self) -> None:
        desk = self.desk
        administrator = desk.account("role_admin", desk.ministry)
        publisher = desk.account("process_admin", desk.ministry)
        with acting_as(SYSTEM):
            made = create_client(
                SYSTEM,
                organization=Organization.objects.get(pk=desk.ministry.pk),
                name="ระบบสารบรรณอิเล็กทรอนิกส์",
                contact="it@example.invalid",
                role="ministry_case_officer",
                scopes=[str(scope) for scope in Scope],
            )
        for name, actor, address in (
            ("programs", administrator, "/account/api-clients/"),
            ("program", administrator, f"/account/api-clients/{made.client.pk}/"),
            ("program-messages", administrator, f"/account/api-clients/{made.client.pk}/messages/"),
            ("publishing", publisher, "/processes/manage/"),
            ("publishing-upload", publisher, "/processes/manage/upload/"),
            ("publishing-process", publisher, "/processes/manage/versions/sample/"),
            ("publishing-version", publisher, "/processes/manage/versions/sample/1/"),
            ("estimate", desk.member, "/processes/sample/estimate/"),
            ("statistics", desk.member, "/statistics/"),
            ("notice-ways", desk.member, "/my/notices/settings/"),
            ("notice-ways-officer", desk.officer, "/my/notices/settings/"),
            ("overview", desk.officer, "/work/dashboard/"),
            ("kept-views", desk.officer, "/work/views/?query=late%3Don"),
            ("notices", desk.officer, "/my/notices/"),
        ):
            self.see(name, actor, address)


@pytest.fixture
def made(db: None, settings: Settings) -> Made:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tidtam.tracking.tests.browsing.ActAs"]
    found = Made(Desk())
    found.results()
    found.many()
    found.rest()
    return found


@pytest.fixture
def sites(made: Made) -> dict[str, Site]:
    return {language: given_to_browser(made, language) for language in ("th", "en")}


@pytest.fixture
def browser(db: None) -> Iterator[Browser]:
    """Asked for last: while its event loop runs, nothing is asked of the database."""
    if not (CHROMIUM and AXE.exists()):
        pytest.skip("needs chromium and frontend/node_modules")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def given_to_browser(made: Made, language: str) -> Site:
    site = Site()
    for name, (actor, address) in made.addresses.items():
        client: Client = Acting(actor, language)
        response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        headers = {key: response.headers[key] for key in ("Content-Type", "Content-Security-Policy")}
        site.answers[f"/{name}"] = (headers, response.content)
    return site


def test_axe_finds_nothing_and_nothing_sticks_out(sites: dict[str, Site], browser: Browser) -> None:
    seen = {}
    for language, site in sites.items():
        for width in (390, 1280):
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            page.route(f"{SITE}/**", site.answer)
            for address in site.answers:
                page.goto(SITE + address)
                found = violations(page) if (language, width) in EXAMINED else []
                wide = page.evaluate("document.documentElement.scrollWidth")
                if pictures := os.environ.get("PICTURES"):
                    page.screenshot(path=Path(pictures) / f"{address[1:]}-{language}-{width}.png", full_page=True)
                if found or wide > width:
                    seen[f"{address} {language} {width}"] = (found, wide)
            page.context.close()
        assert site.complaints == []
    assert seen == {}
