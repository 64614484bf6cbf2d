"""A provider of a test's own, which answers the library as a provider should, or as an attacker would."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote_plus

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT_ID, SECRET = "the library", "s:cr%t +1"
KEY, STRANGERS_KEY = (rsa.generate_private_key(public_exponent=65_537, key_size=2048) for _ in range(2))
PERSON = {
    "sub": "somebody",
    "verified": True,
    "name": "บุษบา ทดลองยืม",
    "organization": "กรมสมมติ",
    "organization_en": "Department of Examples",
    "unit": "กองตัวอย่าง",
    "position": "นักวิชาการ",
    "badge": True,
}


@dataclass
class Plan:
    """What the next answers say; whatever is not planned is right."""

    claims: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=lambda: dict(PERSON))
    key: Any = KEY
    algorithm: str = "RS256"
    token_answer: str = ""
    """Instead of tokens."""
    nonce: str = ""
    challenge: str = ""


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.plan = Plan()
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def id_token(self) -> str:
        now = int(time.time())
        half = hashlib.sha256(b"an-access-token").digest()[:16]
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": "somebody",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": self.plan.nonce,
            "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("="),
            "acr": "aal2",
            "amr": ["pwd", "mfa"],
        }
        claims = {name: value for name, value in (claims | self.plan.claims).items() if value is not None}
        key = self.plan.key if self.plan.algorithm == "RS256" else "s" * 40
        key = "" if self.plan.algorithm == "none" else key
        return jwt.encode(claims, key, algorithm=self.plan.algorithm, headers={"kid": "the-key"})

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, str]:
        if self.plan.token_answer:
            return 400 if "error" in self.plan.token_answer else 200, self.plan.token_answer
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        is_bound = base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.plan.challenge
        if [unquote_plus(part) for part in pair] != [CLIENT_ID, SECRET]:
            return 401, json.dumps({"error": "invalid_client"})
        if form["grant_type"] == "authorization_code" and not is_bound:
            return 400, json.dumps({"error": "invalid_grant"})
        given = {"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 900}
        return 200, json.dumps({**given, "refresh_token": "a-refresh-token", "id_token": self.id_token()})


class _Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        provider = self.server
        if self.path == "/jwks":
            public = RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return self._say(200, json.dumps({"keys": [{**public, "kid": "the-key", "use": "sig", "alg": "RS256"}]}))
        if self.path == "/userinfo":
            return self._say(200, json.dumps(provider.plan.person))
        names = ("authorization", "token", "userinfo", "revocation", "end_session")
        known = {f"{name}_endpoint": f"{provider.url}/{name}" for name in names}
        return self._say(200, json.dumps({**known, "issuer": provider.url, "jwks_uri": f"{provider.url}/jwks"}))

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = {name: values[0] for name, values in parse_qs(text).items()}
        self.server.asked.append((self.path, form))
        if self.path == "/token":
            return self._say(*self.server.tokens(form, self.headers.get("Authorization", "")))
        return self._say(200, "{}")

    def _say(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Nothing: the test says what matters."""


@contextmanager
def running_provider() -> Iterator[Provider]:
    with Provider() as provider:
        thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()
