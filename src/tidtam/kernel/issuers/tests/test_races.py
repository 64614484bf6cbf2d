"""What two browsers, or two clicks, do at the same moment. Each thread has its own connection; commits last."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connections
from django.test import Client

from tidtam.kernel.identity.models import Account
from tidtam.kernel.issuers.openid import OpenIdClient
from tidtam.kernel.issuers.tests.issuer import FakeIssuer

pytestmark = pytest.mark.requirement("IDN-02", "IDN-04")
SIGNED_IN, TOLD = "/account/start/", "/account/thaid/failed/"


@pytest.fixture
def issuer(own_database: str, monkeypatch: pytest.MonkeyPatch) -> FakeIssuer:
    fake = FakeIssuer()
    client = fake.client(require_nonce=False)
    monkeypatch.setattr("tidtam.kernel.issuers.views.openid.client_of", lambda _provider: client)
    fake.claims = {"nonce": None}
    return fake


def begin() -> tuple[Client, str]:
    browser = Client()
    sent = parse_qs(urlsplit(browser.post("/account/thaid/")["Location"]).query)
    return browser, f"/account/thaid/callback?code=c&state={sent['state'][0]}"


def at_once(*works: Callable[[], Any]) -> list[Any]:
    gate = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        gate.wait(timeout=30)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, work) for work in works]]


@pytest.mark.requirement("IDN-05")
def test_one_answer_arriving_twice_signs_in_once(issuer: FakeIssuer) -> None:
    browser, answer = begin()
    second = Client()
    second.cookies.update(browser.cookies)
    reached = at_once(lambda: browser.get(answer)["Location"], lambda: second.get(answer)["Location"])
    assert sorted(reached) == [SIGNED_IN, TOLD]


def test_two_first_sign_ins_of_one_person_make_one_account(issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch) -> None:
    met = Barrier(2)
    real = OpenIdClient.identify

    def together(self: OpenIdClient, **given: Any) -> Any:
        holder = real(self, **given)
        met.wait(timeout=30)
        return holder

    monkeypatch.setattr(OpenIdClient, "identify", together)
    (first, one), (second, other) = begin(), begin()
    assert at_once(lambda: first.get(one)["Location"], lambda: second.get(other)["Location"]) == [SIGNED_IN] * 2
    assert Account.objects.count() == 1
