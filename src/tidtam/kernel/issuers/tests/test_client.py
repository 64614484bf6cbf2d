import base64
import time
from dataclasses import replace
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.issuers.openid import Failure, OpenIdFailure
from tidtam.kernel.issuers.openid.discovery import is_safe_address
from tidtam.kernel.issuers.tests.issuer import (
    CALLBACK,
    CLIENT_ID,
    CLIENT_SECRET,
    DIALECTS,
    ISSUER,
    NUMBER,
    Dripping,
    Endless,
    FakeIssuer,
    failure_of,
    identify,
    raising,
    saying,
)

pytestmark = pytest.mark.requirement("IDN-02")


def test_the_person_is_sent_to_the_issuer_with_all_that_protects_the_sign_in(issuer: FakeIssuer) -> None:
    url = issuer.client().authorization_url(state="s", nonce="n", code_challenge="c")
    assert url.startswith(f"{ISSUER}/auth/?")
    assert {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()} == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": CALLBACK,
        "scope": DIALECTS[issuer.provider].scope,
        "state": "s",
        "nonce": "n",
        "code_challenge": "c",
        "code_challenge_method": "S256",
    }


def test_the_code_is_redeemed_with_verifier_and_basic_authentication(issuer: FakeIssuer) -> None:
    holder = identify(issuer.client())
    assert (holder.national_id, holder.given_name, holder.family_name) == (NUMBER, "มาลี", "สวนสวย")
    assert issuer.form() == {
        "grant_type": "authorization_code",
        "code": "a-code",
        "redirect_uri": CALLBACK,
        "code_verifier": "v",
    }
    sent = issuer.asked("/token/")[0].headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == f"{CLIENT_ID}:{CLIENT_SECRET}"


def test_nothing_of_the_person_shows_in_a_representation(issuer: FakeIssuer) -> None:
    assert repr(identify(issuer.client())) == "CardHolder()"


def test_what_the_issuer_publishes_is_asked_for_once(issuer: FakeIssuer) -> None:
    client = issuer.client()
    identify(client)
    identify(client)
    assert len(issuer.asked("/.well-known/openid-configuration")) == len(issuer.asked("/jwks/")) == 1


DISCOVERY, KEYS, TOKEN = "/.well-known/openid-configuration", "/jwks/", "/token/"
OTHER_PAGES = [
    (saying(503), Failure.PROVIDER),
    (saying(200, text="<html>maintenance</html>"), Failure.GARBAGE),
    (saying(200, json=["a", "list"]), Failure.GARBAGE),
    (saying(200, content=b'{"a":' * 5000), Failure.GARBAGE),
    (saying(200, content=b"\xff\xfe"), Failure.GARBAGE),
    (saying(200, stream=Endless()), Failure.GARBAGE),
    (raising(httpx.ConnectError("refused")), Failure.UNREACHABLE),
    (raising(httpx.ReadTimeout("slow")), Failure.SLOW),
    (raising(httpx.RemoteProtocolError("nonsense")), Failure.UNREACHABLE),
]


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize("path", [DISCOVERY, KEYS, TOKEN])
@pytest.mark.parametrize(("page", "expected"), OTHER_PAGES, ids=range(len(OTHER_PAGES)))
def test_an_issuer_that_is_down_slow_or_babbling_is_named_as_such(
    issuer: FakeIssuer, path: str, page: Any, expected: Failure
) -> None:
    issuer.pages[path] = page
    assert failure_of(issuer.client()) is expected


def test_a_redirect_is_not_followed(issuer: FakeIssuer) -> None:
    issuer.pages[TOKEN] = saying(307, headers={"location": "https://evil.example/"}, json={})
    assert failure_of(issuer.client()) is Failure.PROVIDER
    assert all(request.url.host == "issuer.example" for request in issuer.requests)


@pytest.mark.parametrize(
    ("error", "expected"), [("invalid_grant", Failure.CODE_REFUSED), ("invalid_client", Failure.PROVIDER)]
)
def test_a_refused_code_is_told_from_a_fault(issuer: FakeIssuer, error: str, expected: Failure) -> None:
    issuer.pages[TOKEN] = saying(400, json={"error": error, "error_description": "…"})
    assert failure_of(issuer.client()) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"issuer": "https://elsewhere.example"}, Failure.ISSUER),
        ({"token_endpoint": "http://issuer.example/token/"}, Failure.GARBAGE),
        ({"authorization_endpoint": "javascript:alert(1)"}, Failure.GARBAGE),
        ({"jwks_uri": None}, Failure.GARBAGE),
        ({"jwks_uri": "https://"}, Failure.GARBAGE),
    ],
    ids=str,
)
def test_addresses_of_the_issuer_are_its_own_and_encrypted(
    issuer: FakeIssuer, change: dict[str, Any], expected: Failure
) -> None:
    issuer.pages[DISCOVERY] = saying(200, json={**issuer.discovery(), **change})
    assert failure_of(issuer.client()) is expected
    with pytest.raises(OpenIdFailure):
        issuer.client().authorization_url(state="s", nonce="n", code_challenge="c")


def test_without_encryption_only_this_machine_is_asked() -> None:
    assert is_safe_address("https://issuer.example/x")
    assert is_safe_address("http://127.0.0.1:8001/x")
    assert not is_safe_address("http://issuer.example/x")
    assert not is_safe_address("http://127.0.0.1.evil.example/x")
    assert not is_safe_address("ftp://127.0.0.1/x")


@pytest.mark.parametrize("address", ["http://issuer.example", "", "issuer.example"])
def test_an_issuer_without_encryption_is_not_even_asked(issuer: FakeIssuer, address: str) -> None:
    assert failure_of(issuer.client(issuer=address)) is Failure.ISSUER
    assert issuer.requests == []


def test_nobody_waits_longer_than_the_limit_whatever_the_issuer_does(issuer: FakeIssuer) -> None:
    release = Event()
    issuer.pages[TOKEN] = saying(200, stream=Dripping(release))
    began = time.monotonic()
    try:
        assert failure_of(issuer.client(seconds=0.2)) is Failure.SLOW
    finally:
        release.set()
    # The answer would have taken half a minute: what matters is that it was not waited for.
    assert time.monotonic() - began < 15


def test_the_limit_holds_for_all_requests_together(issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 3))
    monkeypatch.setattr("tidtam.kernel.issuers.openid.transport.time.monotonic", lambda: next(clock))
    assert failure_of(issuer.client()) is Failure.SLOW
    assert issuer.asked(TOKEN) == []


@pytest.mark.requirement("IDN-04", "IDN-05")
class TestDigitalId:
    """What only Digital ID has: an address for what it tells of the person, and a word on how far it is proven."""

    USERINFO = "/userinfo/"

    @pytest.fixture
    def issuer(self) -> FakeIssuer:
        return FakeIssuer(Provider.DIGITAL_ID, nonce="the-nonce")

    def test_it_is_asked_with_the_token_it_gave(self, issuer: FakeIssuer) -> None:
        assert identify(issuer.client()).national_id == NUMBER
        (asked,) = issuer.asked(self.USERINFO)
        assert asked.headers["authorization"] == "Bearer an-access-token"

    @pytest.mark.parametrize("proven", [False, None, "false", "yes", 1.5, "1"], ids=str)
    def test_a_number_that_was_only_typed_there_opens_nothing(self, issuer: FakeIssuer, proven: object) -> None:
        issuer.claims = {"citizen_id_verified": proven}
        assert failure_of(issuer.client()) is Failure.UNPROVEN

    @pytest.mark.parametrize(
        ("least", "level", "suffices"),
        [("", None, True), ("2.1", "2.1", True), ("2.1", "2.2", True), ("2.1", "10", True), ("2", 2.1, True)]
        + [("2.1", level, False) for level in ("1.3", "2", None, "", "high", True, "9" * 5_000)],
    )
    def test_the_office_says_how_far_somebody_must_be_proven(
        self, issuer: FakeIssuer, settings: Any, least: str, level: object, suffices: bool
    ) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, digital_id_least_ial=least)
        issuer.claims = {"ial_level": level}
        if suffices:
            assert identify(issuer.client()).national_id == NUMBER
        else:
            assert failure_of(issuer.client()) is Failure.UNPROVEN

    def test_what_it_tells_of_somebody_else_is_worth_nothing(self, issuer: FakeIssuer) -> None:
        for other in ({"sub": "somebody-else", "citizen_id": NUMBER}, {"citizen_id": NUMBER}, {"sub": None}):
            issuer.pages[self.USERINFO] = saying(200, json=other)
            assert failure_of(issuer.client()) is Failure.SIGNATURE

    @pytest.mark.parametrize(("page", "expected"), OTHER_PAGES, ids=range(len(OTHER_PAGES)))
    def test_that_address_may_be_down_too(self, issuer: FakeIssuer, page: Any, expected: Failure) -> None:
        issuer.pages[self.USERINFO] = page
        assert failure_of(issuer.client()) is expected

    def test_without_that_address_nothing_is_known(self, issuer: FakeIssuer) -> None:
        issuer.pages[DISCOVERY] = saying(200, json={**issuer.discovery(), "userinfo_endpoint": None})
        assert failure_of(issuer.client()) is Failure.GARBAGE

    @pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
    def test_a_short_key_is_none(self, issuer: FakeIssuer) -> None:
        issuer.key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - the point of the test
        assert failure_of(issuer.client()) is Failure.SIGNATURE
