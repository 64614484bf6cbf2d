"""The checks of OpenID Connect's basic profile that can run here, each against the running endpoints."""

import hashlib
import time
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account

from .factories import (
    BACK,
    RelyingParty,
    agree,
    answer_of,
    browser_of,
    make_service,
    read_id_token,
    userinfo,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


@pytest.fixture
def party() -> RelyingParty:
    return RelyingParty(make_service())


@pytest.fixture
def account() -> Account:
    return make_account(email="somchai@example.go.th")


@pytest.fixture
def browser(account: Account) -> Client:
    return browser_of(account)


def test_discovery_names_what_there_is_and_every_address_answers(party: RelyingParty) -> None:
    found = Client().get("/.well-known/openid-configuration").json()
    assert found["issuer"] == settings.ENVIRONMENT.base_url
    assert found["response_types_supported"] == ["code"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    for name, address in found.items():
        if name.endswith(("_endpoint", "_uri")):
            path = address.removeprefix(found["issuer"])
            assert Client().get(path).status_code != 404, name


def test_the_issuer_is_not_what_the_caller_calls_us() -> None:
    host = settings.ALLOWED_HOSTS[0]
    found = Client().get("/.well-known/openid-configuration", headers={"Host": f"{host}:9"})
    assert found.status_code != 200 or found.json()["issuer"] == settings.ENVIRONMENT.base_url


def test_the_key_set_shows_public_halves_only(party: RelyingParty) -> None:
    (key,) = Client().get("/oauth/jwks").json()["keys"]
    assert set(key) == {"kty", "n", "e", "alg", "use", "kid"}


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
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/request"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
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
    ],
)
def test_what_a_provider_may_pass_over_does_no_harm(
    party: RelyingParty, browser: Client, given: dict[str, Any]
) -> None:
    answer = answer_of(agree(browser, party.send(browser, **given)))
    assert answer.get("state") == ("a-state" if "state" not in given else None)
    assert party.exchange(answer["code"]).json()["scope"] == "openid profile"


def test_a_request_may_be_posted(party: RelyingParty, browser: Client) -> None:
    answer = Client(enforce_csrf_checks=True).post("/oauth/authorize", party.request())
    assert answer.status_code == 303
    assert browser.get(answer.headers["Location"]).status_code == 200


class TestPrompt:
    def test_none_without_anybody_signed_in(self, party: RelyingParty) -> None:
        assert answer_of(party.send(Client(), prompt="none"))["error"] == "login_required"

    def test_none_without_consent(self, party: RelyingParty, browser: Client) -> None:
        assert answer_of(party.send(browser, prompt="none"))["error"] == "consent_required"

    def test_none_with_consent_asks_nothing(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        assert "code" in answer_of(party.send(browser, prompt="none"))

    def test_none_does_not_ask_for_more_than_was_agreed_to(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        answer = answer_of(party.send(browser, prompt="none", scope="openid profile email"))
        assert answer["error"] == "consent_required"

    def test_what_another_service_was_allowed_gives_this_one_nothing(
        self, party: RelyingParty, browser: Client
    ) -> None:
        """The flaw of the library we looked at: it asked whether any token of the person had the scopes."""
        other = RelyingParty(make_service(name_th="บริการอื่น"))
        other.tokens(browser, scope="openid profile email phone personnel")
        for scope in ("openid", "openid profile", "openid email"):
            assert answer_of(party.send(browser, prompt="none", scope=scope))["error"] == "consent_required"
        assert party.send(browser).status_code == 200

    def test_what_another_person_allowed_gives_nothing(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        stranger = browser_of(make_account())
        assert answer_of(party.send(stranger, prompt="none"))["error"] == "consent_required"

    def test_none_with_too_old_a_proof(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        age(browser, seconds=100)
        assert answer_of(party.send(browser, prompt="none", max_age="50"))["error"] == "login_required"
        assert "code" in answer_of(party.send(browser, prompt="none", max_age="1000"))

    @pytest.mark.parametrize("given", [{"prompt": "login"}, {"max_age": "50"}, {"max_age": "0"}])
    def test_a_fresh_proof_is_asked_for_once(self, party: RelyingParty, browser: Client, given: dict[str, str]) -> None:
        party.tokens(browser)
        age(browser, seconds=100)
        asked = party.send(browser, **given)
        assert asked.headers["Location"].startswith("/account/confirm/?next=%2Foauth%2Fcontinue%2Fauthorize")
        back = next_of(asked)
        # Coming back without a proof is no proof.
        assert browser.get(target_of(browser, back)).headers["Location"].startswith("/account/confirm/")
        age(browser, seconds=0)
        tokens = party.exchange(answer_of(browser.get(target_of(browser, back)))["code"]).json()
        assert read_id_token(tokens["id_token"], party.client_id)["auth_time"] >= time.time() - 60

    def test_the_mark_of_one_request_serves_no_other(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        age(browser, seconds=100)
        back = next_of(party.send(browser, prompt="login"))
        age(browser, seconds=0)
        target = target_of(browser, back).replace("a-nonce", "b-nonce")
        assert browser.get(target).headers["Location"].startswith("/account/confirm/")

    @pytest.mark.parametrize("prompt", ["consent", "select_account"])
    def test_the_question_is_put_again_if_the_service_wants_it(
        self, party: RelyingParty, browser: Client, prompt: str
    ) -> None:
        party.tokens(browser)
        page = party.send(browser, prompt=prompt)
        assert page.status_code == 200
        assert "code" in answer_of(agree(browser, page))

    def test_whoever_is_not_signed_in_signs_in_and_goes_on(self, party: RelyingParty, account: Account) -> None:
        asked = party.send(Client())
        assert asked.headers["Location"].startswith("/account/sign-in/?next=")
        browser = browser_of(account)
        page = browser.get(target_of(browser, next_of(asked)))
        assert "code" in answer_of(agree(browser, page))

    def test_a_request_too_long_to_be_kept_is_refused(self, party: RelyingParty) -> None:
        assert answer_of(party.send(Client(), state="s" * 2_000))["error"] == "invalid_request"


def test_a_hint_at_the_same_person_is_welcome_and_at_another_is_not(party: RelyingParty, browser: Client) -> None:
    hint = party.tokens(browser)["id_token"]
    assert "code" in answer_of(party.send(browser, prompt="none", id_token_hint=hint))
    stranger = browser_of(make_account())
    assert answer_of(party.send(stranger, id_token_hint=hint))["error"] == "login_required"


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


def age(browser: Client, *, seconds: int) -> None:
    """The person proved themselves so long ago."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "thaid", "at": time.time() - seconds}]
    session.save()


def next_of(asked: Any) -> str:
    return str(parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0])


def target_of(browser: Client, back: str) -> str:
    """Where the page leads on to by itself."""
    return str(browser.get(back).context["target"])
