"""Digital ID towards a service: what it answers to whom. The service is written after the standards alone."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
import pytest
from authlib.integrations.httpx_client import OAuth2Client

from tests.fixtures.digital_id import SAMPLE, DigitalIdSandbox
from tests.fixtures.thaid import query_of

pytestmark = pytest.mark.requirement("IDN-43")
CALLBACK = "http://127.0.0.1:8000/account/digital-id/callback"
SCOPE = "openid citizen_id citizen_id_verified given_name family_name ial_level"
VERIFIER = "v" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


def metadata(sandbox: DigitalIdSandbox) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.get(f"{sandbox.issuer}/.well-known/openid-configuration").json()
    return answer


def asking(sandbox: DigitalIdSandbox, **changes: str) -> str:
    asked = {
        "response_type": "code",
        "client_id": "tidtam",
        "redirect_uri": CALLBACK,
        "scope": SCOPE,
        "state": "s",
        "nonce": "n",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    return f"{metadata(sandbox)['authorization_endpoint']}?{urlencode({k: v for k, v in asked.items() if v})}"


def redeem(sandbox: DigitalIdSandbox, code: str, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        **changes,
    }
    return httpx.post(metadata(sandbox)["token_endpoint"], data=form, auth=("tidtam", "sandbox-only"))


def test_a_library_signs_in_by_what_the_provider_publishes(digital_id_sandbox: DigitalIdSandbox) -> None:
    known = metadata(digital_id_sandbox)
    service = OAuth2Client("tidtam", "sandbox-only", scope=SCOPE, redirect_uri=CALLBACK, code_challenge_method="S256")
    url, _state = service.create_authorization_url(known["authorization_endpoint"], code_verifier=VERIFIER, nonce="n")
    back = digital_id_sandbox.sign_in(url)
    tokens = service.fetch_token(known["token_endpoint"], authorization_response=back, code_verifier=VERIFIER)
    key = jwt.PyJWKClient(known["jwks_uri"]).get_signing_key_from_jwt(tokens["id_token"])
    claims = jwt.decode(tokens["id_token"], key, ["RS256"], audience="tidtam", issuer=digital_id_sandbox.issuer)
    assert claims["nonce"] == "n"
    # What was asked for here: a user name and its password, and no second thing.
    assert claims["amr"] == ["pwd"]
    assert SAMPLE["citizen_id"] not in str(claims)
    told = service.get(known["userinfo_endpoint"]).json()
    assert told == {
        "sub": claims["sub"],
        "citizen_id": SAMPLE["citizen_id"],
        "citizen_id_verified": True,
        "given_name": SAMPLE["given_name"],
        "family_name": SAMPLE["family_name"],
        "ial_level": "2.1",
    }


def test_a_code_is_good_once_and_what_came_of_it_dies_with_the_second_try(digital_id_sandbox: DigitalIdSandbox) -> None:
    code = query_of(digital_id_sandbox.sign_in(asking(digital_id_sandbox)))["code"]
    given = redeem(digital_id_sandbox, code).json()
    assert redeem(digital_id_sandbox, code).json() == {"error": "invalid_grant"}
    shown = {"Authorization": f"Bearer {given['access_token']}"}
    assert httpx.get(f"{digital_id_sandbox.issuer}/connect/userinfo", headers=shown).status_code == 401


@pytest.mark.parametrize(
    "changes", [{"code_verifier": "w" * 60}, {"code_verifier": ""}, {"redirect_uri": "http://127.0.0.1:8000/"}]
)
def test_a_code_is_redeemed_by_who_asked_for_it_only(
    digital_id_sandbox: DigitalIdSandbox, changes: dict[str, str]
) -> None:
    code = query_of(digital_id_sandbox.sign_in(asking(digital_id_sandbox)))["code"]
    assert redeem(digital_id_sandbox, code, **changes).json() == {"error": "invalid_grant"}


def test_a_code_that_waited_too_long_is_worth_nothing(digital_id_sandbox: DigitalIdSandbox) -> None:
    code = query_of(digital_id_sandbox.sign_in(asking(digital_id_sandbox)))["code"]
    digital_id_sandbox.set_clock_ahead(61)
    assert redeem(digital_id_sandbox, code).json() == {"error": "invalid_grant"}


def test_a_service_without_its_secret_gets_nothing(digital_id_sandbox: DigitalIdSandbox) -> None:
    answer = httpx.post(f"{digital_id_sandbox.issuer}/connect/token", data={"grant_type": "authorization_code"})
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"scope": "citizen_id"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"nonce": "x" * 1001}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_what_a_service_may_not_ask_goes_back_to_it(
    digital_id_sandbox: DigitalIdSandbox, changes: dict[str, str], error: str
) -> None:
    back = digital_id_sandbox.browser().open(asking(digital_id_sandbox, **changes))
    assert back.startswith(f"{CALLBACK}?")
    assert query_of(back) == {"error": error, "state": "s"}


@pytest.mark.parametrize("changes", [{"client_id": "nobody"}, {"redirect_uri": "http://evil.example.invalid/"}])
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    digital_id_sandbox: DigitalIdSandbox, changes: dict[str, str]
) -> None:
    answer = digital_id_sandbox.browser().get(asking(digital_id_sandbox, **changes))
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_a_sign_in_belongs_to_the_browser_that_began_it(digital_id_sandbox: DigitalIdSandbox) -> None:
    owner, stranger = digital_id_sandbox.browser(), digital_id_sandbox.browser()
    page = owner.open(asking(digital_id_sandbox))
    stranger.open(asking(digital_id_sandbox))
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}cancel").status_code == 404


def test_five_wrong_passwords_pause_the_person_and_say_the_same_of_nobody(digital_id_sandbox: DigitalIdSandbox) -> None:
    browser = digital_id_sandbox.browser()
    browser.http.cookies.set("sandbox_language", "en")
    page = browser.open(asking(digital_id_sandbox))
    assert "is not right" in browser.sign_in(page, "no.such.person", "wrong").text
    for _ in range(5):
        assert "is not right" in browser.sign_in(page, SAMPLE["username"], "wrong").text
    assert "Wait 15 minutes" in browser.sign_in(page, SAMPLE["username"], SAMPLE["password"]).text
    digital_id_sandbox.set_clock_ahead(15 * 60 + 1)
    assert browser.sign_in(page, SAMPLE["username"], SAMPLE["password"]).status_code == 302
    browser.allow(page)


def test_the_start_page_tells_what_was_received_without_secrets(digital_id_sandbox: DigitalIdSandbox) -> None:
    digital_id_sandbox.sign_in(asking(digital_id_sandbox))
    for place in ("/", "/digital-id/"):
        page = httpx.get(f"{digital_id_sandbox.url}{place}").text
        assert "GET /digital-id/connect/authorize" in page
        assert CHALLENGE not in page
