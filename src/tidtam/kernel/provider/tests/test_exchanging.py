"""A code becomes tokens, and tokens tell who the person is (OpenID's basic profile)."""

import hashlib
import time
from base64 import b64encode, urlsafe_b64encode
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tidtam.kernel.identity.models import Account

from .factories import BACK, RelyingParty, agree, answer_of, browser_of, make_service, read_id_token, userinfo

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


def test_a_person_signs_in_and_the_service_learns_who_it_is(
    party: RelyingParty, browser: Client, account: Account
) -> None:
    answer = answer_of(agree(browser, party.send(browser)))
    assert answer["state"] == "a-state"
    assert answer["iss"] == settings.ENVIRONMENT.base_url
    got = party.exchange(answer["code"])
    assert got.headers["Cache-Control"] == "no-store"
    tokens = got.json()
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 900
    assert tokens["scope"] == "openid profile"
    claims = read_id_token(tokens["id_token"], party.client_id)
    half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == urlsafe_b64encode(half).decode().rstrip("=")
    assert claims["nonce"] == "a-nonce"
    assert claims["sub"] == str(account.pk)
    assert claims["aud"] == party.client_id
    assert abs(claims["auth_time"] - time.time()) < 60
    assert (claims["acr"], claims["amr"]) == ("aal2", ["mfa", "thaid"])
    assert claims["verified"] is True
    told = userinfo(tokens["access_token"]).json()
    assert told["sub"] == claims["sub"]
    assert told["name"] == account.display_name


def test_a_password_alone_is_one_factor(party: RelyingParty, account: Account) -> None:
    tokens = party.tokens(browser_of(account, method="password"))
    claims = read_id_token(tokens["id_token"], party.client_id)
    assert (claims["acr"], claims["amr"]) == ("aal1", ["pwd"])


def test_without_a_nonce_there_is_none_in_the_id_token(party: RelyingParty, browser: Client) -> None:
    tokens = party.tokens(browser, nonce=None)
    assert "nonce" not in read_id_token(tokens["id_token"], party.client_id)


@pytest.mark.parametrize("how", ["basic", "post"])
def test_a_service_proves_itself_in_the_header_or_in_the_form(party: RelyingParty, browser: Client, how: str) -> None:
    code = party.sign_in(browser)
    assert party.exchange(code, how=how).status_code == 200


def test_a_wrong_secret_is_refused_and_the_code_lives_on(party: RelyingParty, browser: Client) -> None:
    code, right = party.sign_in(browser), party.secret
    party.secret = "wrong"
    answer = party.exchange(code)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    party.secret = right
    assert party.exchange(code).status_code == 200


def test_who_proves_itself_in_two_ways_proves_nothing(party: RelyingParty, browser: Client) -> None:
    code = party.sign_in(browser)
    for more in ({"client_secret": party.secret}, {"client_id": "another"}):
        assert party.exchange(code, **more).json()["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"code": "nonsense"}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
        ({"code_verifier": "v" * 43}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_request"),
        ({"redirect_uri": "https://meeting.example.go.th/other"}, "invalid_grant"),
        ({"redirect_uri": None}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": None}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_exchanged_only_by_whom_it_was_given_for(
    party: RelyingParty, browser: Client, form: dict[str, Any], error: str
) -> None:
    code = party.sign_in(browser)
    answer = party.exchange(**({"code": code} | form))
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_the_code_of_one_service_is_nothing_to_another(party: RelyingParty, browser: Client) -> None:
    other = RelyingParty(make_service(name_th="บริการอื่น"))
    other.verifier = party.verifier
    code = party.sign_in(browser)
    assert other.exchange(code).json()["error"] == "invalid_grant"
    assert party.exchange(code).status_code == 200


def test_a_code_shown_twice_ends_what_was_given_for_it(party: RelyingParty, browser: Client) -> None:
    code = party.sign_in(browser)
    tokens = party.exchange(code).json()
    assert userinfo(tokens["access_token"]).status_code == 200
    assert party.exchange(code).json()["error"] == "invalid_grant"
    assert userinfo(tokens["access_token"]).status_code == 401
    assert party.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("how", ["header", "form"])
def test_userinfo_takes_the_token_in_the_header_or_in_a_form(party: RelyingParty, browser: Client, how: str) -> None:
    token = party.tokens(browser)["access_token"]
    if how == "header":
        answers = [userinfo(token), Client().post("/oauth/userinfo", headers={"Authorization": f"Bearer {token}"})]
    else:
        answers = [Client().post("/oauth/userinfo", {"access_token": token})]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert answers[0].headers["Cache-Control"] == "no-store"


def test_userinfo_refuses_in_the_words_of_the_protocol(party: RelyingParty, browser: Client) -> None:
    tokens = party.tokens(browser)
    nothing = Client().get("/oauth/userinfo")
    assert (nothing.status_code, nothing.headers["WWW-Authenticate"]) == (401, 'Bearer realm="Tidtam"')
    for wrong in ("nonsense", tokens["refresh_token"], tokens["id_token"]):
        answer = userinfo(wrong)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
    assert Client().get(f"/oauth/userinfo?access_token={tokens['access_token']}").status_code == 401
    header = {"Authorization": f"Bearer {tokens['access_token']}"}
    twice = Client().post("/oauth/userinfo", {"access_token": tokens["access_token"]}, headers=header)
    assert twice.status_code == 400
    # Whoever is signed in here in a browser has no say there.
    assert browser.get("/oauth/userinfo").status_code == 401


def test_a_secret_may_be_form_encoded_throughout(party: RelyingParty, browser: Client) -> None:
    """By RFC 6749 id and secret are encoded before they are joined; some libraries encode every sign of them."""
    pair = ":".join("".join(f"%{byte:02X}" for byte in text.encode()) for text in (party.client_id, party.secret))
    form = {
        "grant_type": "authorization_code",
        "code": party.sign_in(browser),
        "redirect_uri": BACK,
        "code_verifier": party.verifier,
    }
    headers = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    assert Client().post("/oauth/token", form, headers=headers).status_code == 200


def test_what_one_service_holds_another_can_neither_examine_nor_end(party: RelyingParty, browser: Client) -> None:
    given = party.tokens(browser)
    other = RelyingParty(make_service(name_th="บริการอื่น"))
    for token in (given["access_token"], given["refresh_token"]):
        assert other.call("introspect", token=token).json() == {"active": False}
        assert other.call("revoke", token=token).status_code == 200
        assert party.call("introspect", token=token).json()["active"] is True


@pytest.mark.parametrize("path", ["token", "introspect", "revoke"])
def test_what_is_called_is_posted(party: RelyingParty, path: str) -> None:
    assert Client().get(f"/oauth/{path}").status_code == 405


def test_questions_after_a_person_are_counted_by_token_and_unknown_tokens_by_address(
    party: RelyingParty, browser: Client, settings: Any
) -> None:
    limits = {"userinfo": "1/m/key", "userinfo_refused": "1/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits
    first, second = party.tokens(browser), party.tokens(browser)
    assert userinfo(first["access_token"]).status_code == 200
    answer = userinfo(first["access_token"])
    assert (answer.status_code, answer.json()["error"], answer.headers["Retry-After"]) == (429, "slow_down", "60")
    assert userinfo(second["access_token"]).status_code == 200
    assert userinfo("guessed").status_code == 401
    assert userinfo("guessed again").status_code == 429
