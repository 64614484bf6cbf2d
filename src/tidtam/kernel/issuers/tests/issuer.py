"""An OpenID issuer in the test's own process: real keys, real tokens, and every way to get them wrong."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from threading import Event
from typing import Any
from urllib.parse import parse_qs

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tidtam.kernel.actor import SYSTEM
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.issuers import digital_id, thaid
from tidtam.kernel.issuers.openid import CardHolder, Failure, OpenIdClient, OpenIdFailure
from tidtam.thai.national_id import demo_number

ISSUER = "https://issuer.example"
CLIENT_ID, CLIENT_SECRET = "tidtam", "geheim:mit%zeichen"
CALLBACK = "https://tidtam.example/account/provider/callback"
NUMBER = demo_number(481)

Handler = Callable[[httpx.Request], httpx.Response]


Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DIALECTS = {Provider.THAID: thaid.DIALECT, Provider.DIGITAL_ID: digital_id.DIALECT}
_ALGORITHMS = {Provider.THAID: "ES256", Provider.DIGITAL_ID: "RS256"}
# Of the names that differ: which the tests use, and which Digital ID does.
_AT_DIGITAL_ID = {"pid": "citizen_id"}
_ABOUT_THE_PERSON = ("pid", "title", "given_name", "middle_name", "family_name", "given_name_en", "family_name_en")


@cache
def make_key(provider: Provider, name: str = "own") -> Key:
    """Always the same for one name: large keys take their time."""
    if provider is Provider.THAID:
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_key(key: Key, kid: str) -> dict[str, Any]:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig"}
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig"}


@dataclass
class FakeIssuer:
    """Answers like the provider; `claims`, `answer` and `pages` change what it says.

    Claims are named as ThaiD names them; Digital ID tells of the person at the address for it, not in the ID token.
    """

    provider: Provider = Provider.THAID
    key: Key = None  # type: ignore[assignment]  # the provider's own unless one is given
    kid: str = "k1"
    signing_key: Key | None = None
    header: dict[str, Any] = field(default_factory=dict)
    algorithm: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Handler] = field(default_factory=dict)
    nonce: str = ""
    requests: list[httpx.Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = self.key or make_key(self.provider)
        self.algorithm = self.algorithm or _ALGORITHMS[self.provider]

    @property
    def stranger(self) -> Key:
        return make_key(self.provider, "stranger")

    def client(self, **given: Any) -> OpenIdClient:
        settings: dict[str, Any] = {
            "issuer": ISSUER,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "redirect_uri": CALLBACK,
            "require_nonce": True,
        }
        return OpenIdClient(
            DIALECTS[self.provider], **{**settings, **given}, transport=httpx.MockTransport(self._handle)
        )

    def asked(self, path: str) -> list[httpx.Request]:
        return [request for request in self.requests if request.url.path == path]

    def form(self) -> dict[str, str]:
        (request,) = self.asked("/token/")
        return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answer(request)
        if isinstance(answer.stream, Endless | Dripping):
            return answer
        # As from a socket: to be read once, not there already.
        return httpx.Response(answer.status_code, headers=answer.headers, stream=Once(answer.content))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path in self.pages:
            return self.pages[request.url.path](request)
        if request.url.path == "/.well-known/openid-configuration":
            return httpx.Response(200, json=self.discovery())
        if request.url.path == "/jwks/":
            return httpx.Response(200, json={"keys": [public_key(self.key, self.kid)]})
        if request.url.path == "/userinfo/":
            return httpx.Response(200, content=json.dumps(self.userinfo()))
        # Not `json=`, which refuses numbers that are none.
        return httpx.Response(200, content=json.dumps(self.token_answer()))

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/auth/",
            "token_endpoint": f"{ISSUER}/token/",
            "jwks_uri": f"{ISSUER}/jwks/",
            "userinfo_endpoint": f"{ISSUER}/userinfo/",
        }

    def userinfo(self) -> dict[str, Any]:
        """What Digital ID tells of the person: named as there, with how far it is proven."""
        told = {**self._everything(), "citizen_id_verified": True, "ial_level": "2.1", **self.claims}
        names = ("sub", *_ABOUT_THE_PERSON, "citizen_id_verified", "ial_level")
        return {_AT_DIGITAL_ID.get(name, name): told[name] for name in names if told.get(name) is not None}

    def token_answer(self) -> dict[str, Any]:
        answer = {
            "access_token": "an-access-token",
            "token_type": "Bearer",
            # As the real one: misspelled, and a point in time instead of a duration.
            "expire_in": int(SYSTEM.now().timestamp()) + 3600,
            "id_token": self.id_token(),
        }
        return {name: value for name, value in {**answer, **self.answer}.items() if value is not None}

    def _everything(self) -> dict[str, Any]:
        now = int(SYSTEM.now().timestamp())
        half = hashlib.sha256(b"an-access-token").digest()[:16]
        return {
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "sub": NUMBER,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            "pid": NUMBER,
            "title": "นาง",
            "given_name": "มาลี",
            "family_name": "สวนสวย",
            "given_name_en": "Malee",
            "family_name_en": "Suansuay",
            **self.claims,
        }

    def id_token(self) -> str:
        left_out = _ABOUT_THE_PERSON if self.provider is Provider.DIGITAL_ID else ()
        claims = self._everything()
        kept = {name: value for name, value in claims.items() if value is not None and name not in left_out}
        key: Any = self.signing_key or self.key
        if self.algorithm == "none":
            key = None
        elif self.algorithm == "HS256":
            # A public key used as a shared secret: the classic confusion of algorithms.
            published = public_key(self.key, self.kid)
            key = published.get("x") or published["n"]
        # Not `jwt.encode`, which refuses what this issuer is to get wrong.
        said = json.dumps(kept).encode()
        return jwt.PyJWS().encode(said, key, algorithm=self.algorithm, headers={"kid": self.kid, **self.header})


def raising(error: Exception) -> Handler:
    def handle(request: httpx.Request) -> httpx.Response:
        raise error

    return handle


def saying(status: int = 200, **content: Any) -> Handler:
    return lambda _request: httpx.Response(status, **content)


class Once(httpx.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


class Dripping(httpx.SyncByteStream):
    """Begins to answer and then keeps one waiting until released."""

    def __init__(self, release: Event) -> None:
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        self._release.wait(30)
        yield b"}"


class Endless(httpx.SyncByteStream):
    """An answer that never ends."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b" " * 1024


def identify(client: OpenIdClient, **given: Any) -> CardHolder:
    return client.identify(
        **{"code": "a-code", "nonce": "the-nonce", "code_verifier": "v", "now": SYSTEM.now(), **given}
    ).holder


def failure_of(client: OpenIdClient, **given: Any) -> Failure:
    with pytest.raises(OpenIdFailure) as caught:
        identify(client, **given)
    assert NUMBER not in repr(caught.value)
    return caught.value.failure
