"""A real browser with a virtual security device: a passkey is made on the page, and signs in on another."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect, sync_playwright

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.orgs.tests.factories import make_organization

pytestmark = [pytest.mark.browser, pytest.mark.requirement("IDN-07")]
CHROMIUM = os.environ.get("TIDTAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Site:
    url: str
    session: str


@pytest.fixture
def site(own_database: str, settings: Any) -> Iterator[Site]:
    """Served under a name, as passkeys want it. All that speaks to the database here is done before the browser."""
    if not CHROMIUM:
        pytest.skip("needs chromium")
    account = make_account(username="passkey.officer")
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("office"))
    session = client_for(account).cookies["tidtam_session"].value
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    settings.ALLOWED_HOSTS = ["localhost"]
    # The address must be known before the first request, and the port is known only when it listens.
    thread.start()
    thread.is_ready.wait()
    url = f"http://localhost:{thread.port}"
    settings.ENVIRONMENT = replace(django_settings.ENVIRONMENT, base_url=url)
    yield Site(url, session)
    thread.terminate()


def virtual_device(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**device, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_signs_in_and_without_scripts_other_ways_are_named(site: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="en")
        context.add_cookies([{"name": "tidtam_session", "value": site.session, "url": site.url}])
        context.add_cookies([{"name": "tidtam_language", "value": "en", "url": site.url}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        virtual_device(page)

        page.goto(f"{site.url}/account/passkeys/add/")
        page.get_by_label("Name of the passkey").fill("My phone")
        page.get_by_role("button", name="Make the passkey").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        page.goto(f"{site.url}/account/passkeys/add/")
        page.get_by_label("Name of the passkey").fill("My phone again")
        page.get_by_role("button", name="Make the passkey").click()
        expect(page.get_by_text("This device has a passkey of your account already.")).to_be_visible()

        context.clear_cookies(name="tidtam_session")
        page.goto(f"{site.url}/account/sign-in/?next=/account/passkeys/")
        page.get_by_role("button", name="Sign in with your passkey").click()
        page.get_by_role("button", name="Use my passkey").click()
        page.wait_for_url("**/account/passkeys/")
        expect(page.get_by_role("cell", name="My phone", exact=True)).to_be_visible()

        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{site.url}/account/sign-in/passkey/")
        expect(plain.locator("[data-said=none]")).to_be_visible()
        expect(plain.locator("form#passkey")).to_be_hidden()
        browser.close()
    assert complaints == []
