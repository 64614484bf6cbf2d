"""What a service tries that wants more than it was given, or somebody in its name."""

import socket
from typing import Any

import pytest

from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.provider.forms import ServiceForm

from .factories import RelyingParty, answer_of, browser_of, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


@pytest.fixture
def party() -> RelyingParty:
    return RelyingParty(make_service())


def test_a_challenge_is_no_verifier(party: RelyingParty) -> None:
    """Who has seen the request in an address and claims that it was asked with `plain`."""
    code, asked = party.sign_in(browser_of(make_account())), party.request()
    for given in (
        {"code_verifier": asked["code_challenge"]},
        {"code_verifier": asked["code_challenge"], "code_challenge_method": "plain"},
        {"code_verifier": ""},
    ):
        assert party.exchange(code, **given).status_code == 400


def test_the_question_is_framed_by_nobody_and_its_address_alone_agrees_to_nothing(party: RelyingParty) -> None:
    browser = browser_of(make_account())
    page = party.send(browser)
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert browser.get("/oauth/agree", {"asked": page.context["query"]}).status_code == 405
    assert answer_of(party.send(browser, prompt="none"))["error"] == "consent_required"


def test_nothing_that_a_service_says_of_itself_is_fetched(party: RelyingParty, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, logos, requests at an address: what is fetched for a stranger reaches what only we can reach."""
    addresses = {name for name in ServiceForm.base_fields if "uri" in name or "url" in name}
    assert addresses == {"redirect_uris", "logout_uris"}

    def reached(*given: Any, **more: Any) -> None:
        pytest.fail(f"somebody was asked: {given}")

    monkeypatch.setattr(socket.socket, "connect", reached)
    inside = "http://169.254.169.254/latest/"
    for name in ("request_uri", "jwks_uri", "logo_uri", "sector_identifier_uri", "initiate_login_uri"):
        party.send(browser_of(make_account()), **{name: inside})
    make_service(name_th="บริการอื่น", redirect_uris=["https://10.0.0.1/back"])


@pytest.mark.parametrize(
    "secret", ["", "x", "x" * 100_000, "\x00", "ลับ", "{secret}\x00", "{secret} ", " {secret}", "{half}"]
)
def test_only_the_whole_secret_counts(party: RelyingParty, secret: str) -> None:
    """It is 256 bits of chance found by its digest: a part of it is as wrong as anything else, and as quickly."""
    code, right = party.sign_in(browser_of(make_account())), party.secret
    party.secret = secret.format(secret=right, half=right[:-1])
    assert party.exchange(code).status_code == 401
