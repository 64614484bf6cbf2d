"""An OpenID issuer in the test's own process: real keys, real tokens, and every way to get them wrong."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from urllib.parse import parse_qs

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tidtam.kernel.actor import SYSTEM
from tidtam.kernel.identity.thaid.client import ThaidClient
from tidtam.thai.national_id import demo_number

ISSUER = "https://thaid.example"
CLIENT_ID, CLIENT_SECRET = "tidtam", "geheim:mit%zeichen"
CALLBACK = "https://tidtam.example/account/thaid/callback"
NUMBER = demo_number(481)

Handler = Callable[[httpx.Request], httpx.Response]


def public_key(key: ec.EllipticCurvePrivateKey, kid: str) -> dict[str, Any]:
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
    return {**jwk, "kid": kid, "use": "sig", "alg": "ES256"}


@dataclass
class FakeIssuer:
    """Answers like ThaiD; `claims`, `answer` and `pages` change what it says."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    kid: str = "k1"
    signing_key: ec.EllipticCurvePrivateKey | None = None
    header: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "ES256"
    claims: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Handler] = field(default_factory=dict)
    nonce: str = ""
    requests: list[httpx.Request] = field(default_factory=list)

    def client(self, **given: Any) -> ThaidClient:
        settings: dict[str, Any] = {
            "issuer": ISSUER,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "redirect_uri": CALLBACK,
            "require_nonce": True,
        }
        return ThaidClient(**{**settings, **given}, transport=httpx.MockTransport(self._handle))

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
        return httpx.Response(200, json=self.token_answer())

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/auth/",
            "token_endpoint": f"{ISSUER}/token/",
            "jwks_uri": f"{ISSUER}/jwks/",
        }

    def token_answer(self) -> dict[str, Any]:
        answer = {
            "access_token": "an-access-token",
            "token_type": "Bearer",
            # As the real one: misspelled, and a point in time instead of a duration.
            "expire_in": int(SYSTEM.now().timestamp()) + 3600,
            "id_token": self.id_token(),
        }
        return {name: value for name, value in {**answer, **self.answer}.items() if value is not None}

    def id_token(self) -> str:
        now = int(SYSTEM.now().timestamp())
        half = hashlib.sha256(b"an-access-token").digest()[:16]
        claims = {
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
        kept = {name: value for name, value in claims.items() if value is not None}
        key: Any = self.signing_key or self.key
        if self.algorithm == "none":
            key = None
        elif self.algorithm == "HS256":
            # A public key used as a shared secret: the classic confusion of algorithms.
            key = public_key(self.key, self.kid)["x"]
        return jwt.encode(kept, key, algorithm=self.algorithm, headers={"kid": self.kid, **self.header})


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
