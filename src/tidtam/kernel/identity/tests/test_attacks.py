"""What somebody tries who wants in and has no key."""

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.openid import Failure, OpenIdFailure
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.identity.tests.issuer import FakeIssuer, public_key
from tidtam.kernel.people.actions import set_contact_address

EVIL = "https://evil.example/keys"
HEADERS: list[dict[str, Any]] = [
    {"kid": "../../../../dev/null"},
    {"kid": "k1' OR '1'='1"},
    {"kid": EVIL},
    {"jku": EVIL},
    {"x5u": EVIL},
    {"jwk": "their own"},
    {"crit": ["exp"], "exp": 1},
]


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize("provider", Provider, ids=str)
@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_a_token_that_brings_its_own_key_or_says_where_it_lies_is_a_stranger_s(
    provider: Provider, header: dict[str, Any]
) -> None:
    issuer = FakeIssuer(provider, nonce="the-nonce")
    issuer.signing_key = issuer.stranger
    issuer.header = {**header, "jwk": public_key(issuer.stranger, "k1")} if "jwk" in header else header
    with pytest.raises(OpenIdFailure) as caught:
        issuer.client().identify(code="a-code", nonce="the-nonce", code_verifier="v", now=SYSTEM.now())
    assert caught.value.failure in {Failure.SIGNATURE, Failure.GARBAGE}
    assert {request.url.host for request in issuer.requests} == {"issuer.example"}


@pytest.mark.django_db
@pytest.mark.requirement("IDN-06")
@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("malee.s", "nobody.s"),
        ("malee@example.go.th", "nobody@example.go.th"),
        ("๐๘๑-๐๐๐-๐๐๐๗", "081-000-0008"),
    ],
)
def test_neither_words_nor_hashes_nor_the_database_tell_whether_an_account_is_there(
    monkeypatch: pytest.MonkeyPatch, known: str, unknown: str
) -> None:
    account = make_account(username="malee.s", email="malee@example.go.th", password=PASSWORD)
    assert account.person is not None
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, account.person, kind="mobile", value="+66810000007", verified_at=SYSTEM.now())
    login, hashes = "", Counter[str]()
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda *given, real=real: hashes.update([login]) or real(*given)
        )
    told = {}
    # The first of each kind only begins what is counted.
    for login in (f"{unknown}9", known, unknown):
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post("/account/sign-in/", {"login": login, "password": "wrong-wrong-wrong"})
        told[login] = (str(answer.context["form"].errors), len(asked), hashes[login])
    assert told[known] == told[unknown]


@pytest.mark.django_db
@pytest.mark.requirement("IDN-06", "QLT-02")
def test_no_page_of_an_account_is_framed_by_another_site_or_kept_by_a_cache() -> None:
    visitor, member = Client(), client_for(make_account(password=PASSWORD))
    of_visitors = ("sign-in/", "forgotten/", "check/", "register/member/")
    of_members = ("", "password/", "addresses/", "passkeys/", "sessions/", "verify/", "services/", "second-factor/")
    for browser, pages in ((visitor, of_visitors), (member, of_members)):
        for page in pages:
            answer = browser.get(f"/account/{page}")
            assert answer.status_code == 200, page
            assert answer["X-Frame-Options"] == "DENY", page
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], page
            assert "no-store" in answer["Cache-Control"], page
