"""One browser on its way to a provider of identity and back."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.issuers.openid import Failure
from tidtam.kernel.issuers.tests.issuer import FakeIssuer
from tidtam.kernel.people.actions import enter_person_as_stated
from tidtam.thai.dates import PartialDate

PLACES = {Provider.THAID: "/account/thaid/", Provider.DIGITAL_ID: "/account/digital-id/"}


@dataclass
class Journey:
    """One browser on its way to the provider and back."""

    issuer: FakeIssuer
    browser: Client = field(default_factory=Client)
    sent: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return PLACES[self.issuer.provider]

    def begin(self, next_page: str = "", **given: str) -> "Journey":
        answer = self.browser.post(self.place, {"next": next_page, **given})
        assert answer.status_code == 302, answer.content.decode()
        query = parse_qs(urlsplit(answer["Location"]).query)
        self.sent = {name: values[0] for name, values in query.items()}
        self.issuer.nonce = self.sent["nonce"]
        return self

    def prove(self) -> Any:
        """The owner of a temporary account has the provider say who they are; they are back from there."""
        self.begin("/my/cases/", prove="1")
        return self.come_back()

    def come_back(self, browser: Client | None = None, **query: str) -> Any:
        given = {"code": "a-code", "state": self.sent.get("state", ""), **query}
        return (browser or self.browser).get(f"{self.place}callback?{urlencode(given)}")

    def told(self, answer: Any, browser: Client | None = None) -> Any:
        """The page that tells of a failure: at an address without code and state."""
        assert (answer.status_code, answer["Location"]) == (302, f"{self.place}failed/")
        return (browser or self.browser).get(f"{self.place}failed/")

    def fails_with(self, failure: Failure, **given: Any) -> Any:
        page = self.told(self.come_back(**given))
        assert page.context["told"].failure is failure
        assert not self.is_signed_in
        return page

    @property
    def is_signed_in(self) -> bool:
        return self.browser.get("/account/").status_code == 200


def registered(browser: Client, **given: Any) -> Account:
    """Somebody who registered by name alone, signed in with their password."""
    with acting_as(SYSTEM):
        stated = enter_person_as_stated(
            SYSTEM, kind="thai", born=PartialDate(1990, 5, 4), given_name="มา", family_name="สวน"
        )
    account = make_account(stated, **{"temporary_until": SYSTEM.today(), **given})
    sign_in(browser, account, method="password")
    return account


@pytest.fixture(params=Provider, ids=str)
def issuer(request: pytest.FixtureRequest) -> FakeIssuer:
    return FakeIssuer(request.param)


@pytest.fixture
def journey(issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch) -> Journey:
    serve(issuer, monkeypatch)
    return Journey(issuer)


def serve(issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider, and no other, is this issuer."""
    clients = {issuer.provider: issuer.client()}
    monkeypatch.setattr("tidtam.kernel.issuers.views.openid.client_of", clients.__getitem__)


def later(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    monkeypatch.setattr(middleware, "clock", clock_at(SYSTEM.now() + timedelta(**time)))
