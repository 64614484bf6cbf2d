"""Which ID tokens name somebody: signed by the issuer, for us, now, in answer to what was asked."""

from datetime import timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM
from tidtam.kernel.issuers.openid import Failure, discovery
from tidtam.kernel.issuers.tests.issuer import (
    CLIENT_ID,
    NUMBER,
    FakeIssuer,
    failure_of,
    identify,
    public_key,
)

pytestmark = pytest.mark.requirement("IDN-02")
NOW = SYSTEM.now()


LONG_AGO = int((NOW - timedelta(hours=2)).timestamp())
SOON = int((NOW + timedelta(hours=2)).timestamp())
CLAIMS: list[tuple[dict[str, Any], Failure]] = [
    ({"nonce": "another"}, Failure.NONCE),
    ({"nonce": None}, Failure.NONCE),
    ({"nonce": 7}, Failure.NONCE),
    ({"iss": "https://elsewhere.example"}, Failure.ISSUER),
    ({"iss": None}, Failure.ISSUER),
    ({"aud": "another"}, Failure.AUDIENCE),
    ({"aud": None}, Failure.AUDIENCE),
    ({"aud": {"tidtam": 1}}, Failure.AUDIENCE),
    ({"aud": [CLIENT_ID, "another"]}, Failure.AUDIENCE),
    ({"aud": [CLIENT_ID, "another"], "azp": "another"}, Failure.AUDIENCE),
    ({"azp": "another"}, Failure.AUDIENCE),
    ({"exp": LONG_AGO}, Failure.TIME),
    ({"exp": None}, Failure.GARBAGE),
    ({"exp": "tomorrow"}, Failure.GARBAGE),
    ({"exp": True}, Failure.GARBAGE),
    ({"iat": LONG_AGO}, Failure.TIME),
    ({"iat": SOON}, Failure.TIME),
    ({"iat": None}, Failure.GARBAGE),
    ({"nbf": SOON}, Failure.TIME),
    ({"exp": float("nan")}, Failure.TIME),
    ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, Failure.SIGNATURE),
    ({"pid": None}, Failure.NO_NUMBER),
    ({"pid": ""}, Failure.NO_NUMBER),
    ({"pid": f"{NUMBER[:12]}{(int(NUMBER[12]) + 1) % 10}"}, Failure.BAD_NUMBER),
    ({"pid": NUMBER[:12]}, Failure.BAD_NUMBER),
    ({"pid": int("1" + NUMBER[1:])}, Failure.BAD_NUMBER),
    ({"pid": "AA1234567"}, Failure.BAD_NUMBER),
    ({"pid": "๐๙๙๐๐๐๐๐๐๔๘๑๗"}, Failure.BAD_NUMBER),
    ({"given_name": None, "given_name_en": None}, Failure.NO_NAME),
    ({"given_name": " ", "given_name_en": ""}, Failure.NO_NAME),
    ({"given_name": ["มาลี"]}, Failure.GARBAGE),
    ({"given_name": "มาลี\x00"}, Failure.GARBAGE),
    ({"given_name": "ม" * 101}, Failure.GARBAGE),
    ({"given_name": "\ud800"}, Failure.GARBAGE),
]


@pytest.mark.requirement("IDN-05", "IDN-04")
@pytest.mark.parametrize(("claims", "expected"), CLAIMS, ids=range(len(CLAIMS)))
def test_an_id_token_that_is_not_right_in_everything_signs_nobody_in(
    issuer: FakeIssuer, claims: dict[str, Any], expected: Failure
) -> None:
    issuer.claims = claims
    assert failure_of(issuer.client()) is expected


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": [CLIENT_ID]},
        {"aud": [CLIENT_ID, "another"], "azp": CLIENT_ID},
        {"at_hash": None},
        {"family_name": None},
        {"middle_name": ""},
        {"given_name": "มา\u200bลี"},
        pytest.param({"exp": SOON * 10_000}, id="exp far ahead"),
    ],
    ids=str,
)
def test_what_may_vary_does_not_matter(issuer: FakeIssuer, claims: dict[str, Any]) -> None:
    issuer.claims = claims
    assert identify(issuer.client()).national_id == NUMBER


def test_thaid_may_know_somebody_by_a_name_in_latin_letters_only() -> None:
    issuer = FakeIssuer(nonce="the-nonce", claims={"given_name": None})
    assert identify(issuer.client()).given_name_en == "Malee"


def test_a_missing_nonce_is_accepted_only_where_the_settings_say_so(issuer: FakeIssuer) -> None:
    issuer.claims = {"nonce": None}
    assert identify(issuer.client(require_nonce=False)).national_id == NUMBER
    issuer.claims = {"nonce": "another"}
    assert failure_of(issuer.client(require_nonce=False)) is Failure.NONCE


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_only_one_algorithm_is_a_signature(issuer: FakeIssuer, algorithm: str) -> None:
    issuer.algorithm = algorithm
    assert failure_of(issuer.client()) is Failure.SIGNATURE


@pytest.mark.requirement("IDN-05")
def test_a_stranger_s_signature_is_none(issuer: FakeIssuer) -> None:
    issuer.signing_key = issuer.stranger
    assert failure_of(issuer.client()) is Failure.SIGNATURE


def test_a_token_altered_after_signing_is_refused(issuer: FakeIssuer) -> None:
    head, body, signature = issuer.id_token().split(".")
    other = issuer.id_token().split(".")
    issuer.claims = {"auth_time": 1}
    forged = issuer.id_token().split(".")[1]
    assert (head, body) == (other[0], other[1])
    issuer.answer = {"id_token": f"{head}.{forged}.{signature}"}
    assert failure_of(issuer.client()) is Failure.SIGNATURE


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "....", "ก.ข.ค", "x" * 50_000, 7, None, {"a": 1}], ids=range(9))
def test_a_token_that_is_no_token_is_garbage(issuer: FakeIssuer, token: object) -> None:
    issuer.answer = {"id_token": token}
    assert failure_of(issuer.client()) is Failure.GARBAGE


def test_a_new_key_is_fetched_once_and_an_unknown_one_not_with_every_token(
    issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = issuer.client()
    identify(client)
    issuer.key, issuer.kid = issuer.stranger, "k2"
    monkeypatch.setattr(discovery, "_ASK_AGAIN_SECONDS", 0)
    assert identify(client).national_id == NUMBER
    assert len(issuer.asked("/jwks/")) == 2
    monkeypatch.setattr(discovery, "_ASK_AGAIN_SECONDS", 3600)
    issuer.header = {"kid": "never-published"}
    assert failure_of(client) is Failure.SIGNATURE
    assert failure_of(client) is Failure.SIGNATURE
    assert len(issuer.asked("/jwks/")) == 2


def test_a_token_without_key_name_is_checked_with_the_only_key(issuer: FakeIssuer) -> None:
    client = issuer.client()
    issuer.header = {"kid": ""}
    assert identify(client).national_id == NUMBER


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
@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_a_token_that_brings_its_own_key_or_says_where_it_lies_is_a_stranger_s(
    issuer: FakeIssuer, header: dict[str, Any]
) -> None:
    issuer.signing_key = issuer.stranger
    issuer.header = {**header, "jwk": public_key(issuer.stranger, "k1")} if "jwk" in header else header
    assert failure_of(issuer.client()) in {Failure.SIGNATURE, Failure.GARBAGE}
    assert {request.url.host for request in issuer.requests} == {"issuer.example"}
