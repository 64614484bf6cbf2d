"""The sample service by itself: whom it believes, and whom it does not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.fixtures.thaid import Browser, query_of, run_sandbox, running_sandbox

from .provider import CLIENT_ID, SECRET, STRANGERS_KEY, Plan, Provider, running_provider

pytestmark = pytest.mark.requirement("IDN-42", "IDN-30")


@dataclass
class Library:
    url: str
    database_url: str
    provider: Provider

    def visitor(self) -> Browser:
        visitor = Browser(self.url)
        visitor.http.cookies.set("sandbox_language", "en")
        return visitor

    def begin(self, visitor: Browser) -> dict[str, str]:
        """What the provider is asked with."""
        asked = query_of(visitor.post("/service/sign-in").headers["location"])
        self.provider.plan.nonce, self.provider.plan.challenge = asked["nonce"], asked["code_challenge"]
        return asked

    def come_back(self, visitor: Browser, asked: dict[str, str], **changes: str) -> httpx.Response:
        answer = {"code": "a-code", "state": asked["state"], "iss": self.provider.url, **changes}
        said = urlencode({name: value for name, value in answer.items() if value})
        return visitor.get(f"/service/callback?{said}")

    def sign_in(self, visitor: Browser, **changes: str) -> httpx.Response:
        return self.come_back(visitor, self.begin(visitor), **changes)


@pytest.fixture(scope="module")
def _running() -> Iterator[Library]:
    with running_provider() as provider, running_sandbox(TIDTAM_BASE_URL=provider.url) as sandbox:
        library = Library(sandbox.url, sandbox.database_url, provider)
        refused = library.visitor().post("/service/sign-in")
        assert "not registered with Tidtam" in refused.text
        register(library, client_id=CLIENT_ID, client_secret=SECRET, url=f"{sandbox.url}/service")
        yield library


@pytest.fixture
def library(_running: Library) -> Library:
    _running.provider.plan = Plan()
    _running.provider.asked.clear()
    return _running


def register(library: Library, **facts: str) -> None:
    done = run_sandbox(
        "service_register", "-", given=json.dumps(facts), TIDTAM_SANDBOX_DATABASE_URL=library.database_url
    )
    assert done.returncode == 0, done.stderr


def test_it_asks_by_the_book_and_shows_what_it_was_told(library: Library) -> None:
    visitor = library.visitor()
    asked = library.begin(visitor)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid profile email personnel"
    assert asked["redirect_uri"] == f"{library.url}/service/callback"
    before = visitor.http.cookies["service_browser"]
    assert library.come_back(visitor, asked).headers["location"] == "/service/"
    assert visitor.http.cookies["service_browser"] != before, "the mark of before is worth nothing"
    page = visitor.get("/service/").text
    for told in ("บุษบา ทดลองยืม", "Personnel of the ministry", "Department of Examples", "aal2", "pwd, mfa"):
        assert told in page
    path, form = library.provider.asked[0]
    assert (path, form["code"], form["redirect_uri"]) == ("/token", "a-code", asked["redirect_uri"])
    assert "client_secret" not in form
    for secret in ("an-access-token", "a-refresh-token", SECRET, asked["state"], asked["nonce"]):
        assert secret not in page


@pytest.mark.parametrize(
    ("changes", "card"),
    [
        ({"badge": False}, "You may borrow 5 books"),
        ({"badge": False, "verified": False}, "verify your account at Tidtam"),
        ({"badge": "true"}, "You may borrow 5 books"),
    ],
)
def test_the_badge_is_shown_to_nobody_else(library: Library, changes: dict[str, Any], card: str) -> None:
    library.provider.plan.person |= changes
    visitor = library.visitor()
    library.sign_in(visitor)
    page = visitor.get("/service/").text
    assert card in page
    assert 'class="badge">' not in page


WRONG: dict[str, tuple[dict[str, Any], dict[str, str], str]] = {
    "nonce of another sign-in": ({"claims": {"nonce": "another"}}, {}, "unproven"),
    "no nonce": ({"claims": {"nonce": None}}, {}, "unproven"),
    "for another service": ({"claims": {"aud": "another"}}, {}, "unproven"),
    "meant for another service": ({"claims": {"azp": "another"}}, {}, "unproven"),
    "of another issuer": ({"claims": {"iss": "https://evil.example"}}, {}, "unproven"),
    "long over": ({"claims": {"exp": 1_700_000_000}}, {}, "unproven"),
    "with another token": ({"claims": {"at_hash": "another"}}, {}, "unproven"),
    "of nobody": ({"claims": {"sub": None}}, {}, "unproven"),
    "signed by a stranger": ({"key": STRANGERS_KEY}, {}, "unproven"),
    "unsigned": ({"algorithm": "none"}, {}, "unproven"),
    "signed with a shared word": ({"algorithm": "HS256"}, {}, "unproven"),
    "user information of another": ({"person": {"sub": "another", "badge": True}}, {}, "unproven"),
    "tokens nobody can read": ({"token_answer": "%%{[not json"}, {}, "unreadable"),
    "no tokens": ({"token_answer": "{}"}, {}, "missing_token"),
    "code refused": ({"token_answer": '{"error": "invalid_grant"}'}, {}, "invalid_grant"),
    "sent back by another provider": ({}, {"iss": "https://evil.example"}, "unproven"),
    "sent back by nobody": ({}, {"iss": ""}, "unproven"),
    "refused by the person": ({}, {"code": "", "error": "access_denied"}, "access_denied"),
    "without a code": ({}, {"code": ""}, "missing_code"),
    "to a question nobody put": ({}, {"state": "another"}, "unknown_attempt"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_by_an_answer_that_is_not_right_nobody_is_signed_in(library: Library, wrong: str) -> None:
    planned, changes, code = WRONG[wrong]
    for name, value in planned.items():
        setattr(library.provider.plan, name, value)
    visitor = library.visitor()
    answer = library.sign_in(visitor, **changes)
    assert answer.status_code == 400
    assert f"<code>{code}</code>" in answer.text
    assert "Sign in with Tidtam" in visitor.get("/service/").text


def test_an_answer_serves_once_and_in_the_browser_that_asked(library: Library) -> None:
    visitor, stranger = library.visitor(), library.visitor()
    asked = library.begin(visitor)
    assert library.come_back(stranger, asked).status_code == 400
    assert library.come_back(visitor, asked).status_code == 302
    assert library.come_back(visitor, asked).status_code == 400
    assert "Sign in with Tidtam" in stranger.get("/service/").text


def test_it_asks_again_and_lets_go_when_nothing_is_told_any_more(library: Library) -> None:
    visitor = library.visitor()
    library.sign_in(visitor)
    library.provider.plan.person["badge"] = False
    visitor.post("/service/ask-again")
    assert "You may borrow 5 books" in visitor.get("/service/").text
    assert library.provider.asked[-1][1]["grant_type"] == "refresh_token"
    library.provider.plan.token_answer = "no news"
    assert "unreadable" in visitor.post("/service/ask-again").text
    assert "Your library card" in visitor.get("/service/").text, "a fault that passes signs nobody out"
    library.provider.plan.token_answer = '{"error": "invalid_grant"}'
    assert "invalid_grant" in visitor.post("/service/ask-again").text
    assert "Sign in with Tidtam" in visitor.get("/service/").text


def test_signing_out_gives_back_the_tokens_and_leads_on_with_a_state(library: Library) -> None:
    visitor = library.visitor()
    library.sign_in(visitor)
    on = visitor.post("/service/sign-out").headers["location"]
    assert urlsplit(on).path == "/end_session"
    assert library.provider.asked[-1] == (
        "/revocation",
        {"token": "a-refresh-token", "token_type_hint": "refresh_token"},
    )
    assert "Sign in with Tidtam" in visitor.get("/service/").text
    left = query_of(on)
    assert left["post_logout_redirect_uri"] == f"{library.url}/service/signed-out"
    assert left["id_token_hint"].count(".") == 2
    assert "Tidtam led you back" not in visitor.get("/service/signed-out?state=forged").text
    library.sign_in(visitor)
    state = query_of(visitor.post("/service/sign-out").headers["location"])["state"]
    assert "Tidtam led you back" in visitor.get(f"/service/signed-out?state={state}").text


def test_out_of_the_library_alone_nothing_leads_on(library: Library) -> None:
    visitor = library.visitor()
    library.sign_in(visitor)
    assert visitor.post("/service/leave").headers["location"] == "/service/signed-out"
    assert library.provider.asked[-1][0] == "/revocation"
    assert "Sign in with Tidtam" in visitor.get("/service/").text


@pytest.mark.parametrize("path", ["sign-in", "ask-again", "leave", "sign-out"])
def test_a_form_of_another_site_does_nothing(library: Library, path: str) -> None:
    assert httpx.post(f"{library.url}/service/{path}").status_code == 403
    assert httpx.get(f"{library.url}/service/{path}").status_code == 405


@pytest.mark.parametrize("given", ["not json", '{"client_id": "x", "client_secret": "y", "url": "/service"}'])
def test_what_is_no_registration_is_refused(library: Library, given: str) -> None:
    done = run_sandbox("service_register", "-", given=given, TIDTAM_SANDBOX_DATABASE_URL=library.database_url)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
