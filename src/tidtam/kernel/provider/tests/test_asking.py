"""A service sends a person to sign in: what it may ask for, and where the answer goes (OpenID's basic profile)."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tidtam.kernel.actor import SYSTEM, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.tests.factories import make_account

from .factories import BACK, RelyingParty, agree, answer_of, browser_of, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


@pytest.mark.parametrize(
    "given",
    [
        {"redirect_uri": None},
        {"redirect_uri": BACK + "/"},
        {"redirect_uri": BACK + "?more=1"},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "//evil.example/"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": BACK.replace("https", "http")},
        {"redirect_uri": BACK + "#part"},
        {"redirect_uri": BACK.replace(".go.th/", ".go.th@evil.example/")},
        {"redirect_uri": BACK.replace(".go.th/", ".go.th%2F")},
        {"redirect_uri": BACK.replace(".go.th/", ".go.th/x/../")},
        {"redirect_uri": BACK + "%00"},
        {"client_id": None},
        {"client_id": "nobody"},
        {"client_id": "01900000-0000-7000-8000-000000000000"},
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_to_an_address_that_is_not_registered_nobody_is_ever_sent(
    party: RelyingParty, browser: Client, given: dict[str, Any], signed_in: bool
) -> None:
    answer = party.send(browser if signed_in else Client(), **given)
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert b'="https://evil.example' not in answer.content


@pytest.mark.parametrize("twice", ["redirect_uri", "client_id", "state", "scope", "response_type"])
def test_a_request_that_says_a_thing_twice_leads_nowhere(party: RelyingParty, browser: Client, twice: str) -> None:
    asked = party.request()
    answer = browser.get("/oauth/authorize", {**asked, twice: [asked[twice], "https://evil.example/"]})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": "openid national_id"}, "invalid_scope"),
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "©" * 43}, "invalid_request"),
        ({"code_challenge": "a"}, "invalid_request"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/request"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "๓"}, "invalid_request"),
        ({"max_age": "9" * 4_400}, "invalid_request"),
        ({"nonce": "n" * 1_001}, "invalid_request"),
        ({"id_token_hint": "nonsense"}, "login_required"),
    ],
)
def test_what_is_asked_wrongly_is_told_to_the_service(
    party: RelyingParty, browser: Client, given: dict[str, Any], error: str
) -> None:
    answer = answer_of(party.send(browser, **given))
    assert answer["error"] == error
    assert answer["state"] == "a-state"
    assert answer["iss"] == settings.ENVIRONMENT.base_url
    assert "code" not in answer


@pytest.mark.parametrize(
    "given",
    [
        {"scope": "openid profile something_of_others"},
        {"extra": "foobar"},
        {"ui_locales": "se th"},
        {"claims_locales": "se"},
        {"acr_values": "1 2"},
        {"display": "popup"},
        {"display": "page"},
        {"login_hint": "somchai"},
        {"claims": '{"id_token": {"name": {"essential": true}}}'},
        {"claims": "nonsense"},
        {"state": None},
        {"max_age": "10000"},
        {"response_mode": "query"},
        {"prompt": ""},
        {"scope": "profile  openid"},
        {"login_hint": "ไม่มีผู้นี้@example.go.th"},
    ],
)
def test_what_a_provider_may_pass_over_does_no_harm(
    party: RelyingParty, browser: Client, given: dict[str, Any]
) -> None:
    answer = answer_of(agree(browser, party.send(browser, **given)))
    assert answer.get("state") == ("a-state" if "state" not in given else None)
    assert party.exchange(answer["code"]).json()["scope"] == "openid profile"


def test_the_state_comes_back_letter_by_letter(party: RelyingParty, browser: Client) -> None:
    state = 'ก ข&c=d;%41+"<ง>?#/\\'
    assert answer_of(agree(browser, party.send(browser, state=state)))["state"] == state
    assert answer_of(party.send(browser, state=state, prompt="none"))["state"] == state
    assert answer_of(party.send(browser, state=state, scope="openid national_id"))["state"] == state


def test_an_address_registered_with_a_query_keeps_it(browser: Client) -> None:
    with_query = f"{BACK}?from=tidtam&part=a%20b"
    party = RelyingParty(make_service(redirect_uris=[with_query]))
    back = agree(browser, party.send(browser, redirect_uri=with_query)).headers["Location"]
    assert back.startswith(f"{with_query}&code=")
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert party.exchange(code, redirect_uri=with_query).status_code == 200
    for other in (BACK, f"{BACK}?from=other", f"{with_query}&more=1"):
        assert party.send(browser, redirect_uri=other).status_code == 400


def test_a_request_may_be_posted(party: RelyingParty, browser: Client) -> None:
    answer = Client(enforce_csrf_checks=True).post("/oauth/authorize", party.request())
    assert answer.status_code == 303
    assert browser.get(answer.headers["Location"]).status_code == 200


def test_a_hint_at_the_same_person_is_welcome_and_at_another_is_not(party: RelyingParty, browser: Client) -> None:
    hint = party.tokens(browser)["id_token"]
    assert "code" in answer_of(party.send(browser, prompt="none", id_token_hint=hint))
    stranger = browser_of(make_account())
    assert answer_of(party.send(stranger, id_token_hint=hint))["error"] == "login_required"


def test_a_hint_whose_time_is_over_still_says_who_is_meant(
    party: RelyingParty, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = party.tokens(browser)
    monkeypatch.setattr(middleware, "clock", clock_at(SYSTEM.now() + timedelta(minutes=10)))
    assert "code" in answer_of(party.send(browser, prompt="none", id_token_hint=tokens["id_token"]))
    head, body, signature = tokens["id_token"].split(".")
    forged = f"{head}.{body}.{signature[::-1]}"
    assert answer_of(party.send(browser, id_token_hint=forged))["error"] == "login_required"


class TestPatience:
    """Nobody can be sent here without end: each answer leaves a row."""

    def limits(self, settings: Any, **given: str) -> None:
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | given

    def test_of_an_account(self, party: RelyingParty, browser: Client, settings: Any) -> None:
        party.tokens(browser)
        self.limits(settings, authorize_account="1/m/key", authorize="0/m/ip")
        assert "code" in answer_of(party.send(browser))
        refused = party.send(browser)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
        assert "Location" not in refused.headers
        # Somebody else behind the same address is not kept waiting.
        assert party.send(browser_of(make_account())).status_code == 200

    def test_of_a_network(self, party: RelyingParty, browser: Client, settings: Any) -> None:
        self.limits(settings, authorize="1/m/ip")
        assert party.send(Client()).status_code == 302
        assert party.send(Client()).status_code == 429
        assert party.send(browser).status_code == 200, "who is signed in is counted alone"
