"""What the issuer publishes of itself: its addresses and its signing keys. Kept for a while, in memory."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from .failures import Failure, OpenIdFailure
from .transport import Deadline, JsonTransport

_KEEP_SECONDS = 3600
_ASK_AGAIN_SECONDS = 30
"""An unknown key name has the keys fetched anew, but not with every token that names one."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SMALLEST_RSA = 2048


@dataclass(frozen=True)
class Addresses:
    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str = ""


class Discovery:
    def __init__(self, issuer: str, transport: JsonTransport, algorithms: Collection[str]) -> None:
        self._issuer = issuer
        self._transport = transport
        self._algorithms = algorithms
        self._addresses: Addresses | None = None
        self._addresses_at = 0.0
        self._keys: dict[str, PyJWK] = {}
        self._keys_at = 0.0

    def addresses(self, deadline: Deadline) -> Addresses:
        if not is_safe_address(self._issuer):
            raise OpenIdFailure(Failure.ISSUER)
        if self._addresses is None or time.monotonic() - self._addresses_at > _KEEP_SECONDS:
            document = self._transport.get(f"{self._issuer}/.well-known/openid-configuration", deadline)
            self._addresses, self._addresses_at = self._read_addresses(document), time.monotonic()
        return self._addresses

    def key(self, key_id: str, deadline: Deadline) -> PyJWK:
        """The key of this name; for a token that names none, the only key there is."""
        age = time.monotonic() - self._keys_at
        is_known = key_id in self._keys or not key_id
        if not self._keys or age > _KEEP_SECONDS or (not is_known and age > _ASK_AGAIN_SECONDS):
            self._keys = _read_keys(self._transport.get(self.addresses(deadline).keys, deadline), self._algorithms)
            self._keys_at = time.monotonic()
        if not key_id and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        if key_id not in self._keys:
            raise OpenIdFailure(Failure.SIGNATURE)
        return self._keys[key_id]

    def _read_addresses(self, document: dict[str, Any]) -> Addresses:
        names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        values = [document.get(name) for name in names]
        if not all(isinstance(value, str) for value in values):
            raise OpenIdFailure(Failure.GARBAGE)
        issuer, authorization, token, keys = map(str, values)
        userinfo = document.get("userinfo_endpoint")
        found = Addresses(issuer, authorization, token, keys, userinfo if isinstance(userinfo, str) else "")
        if found.issuer.rstrip("/") != self._issuer:
            raise OpenIdFailure(Failure.ISSUER)
        asked = (found.authorization, found.token, found.keys, *filter(None, [found.userinfo]))
        if not all(is_safe_address(url) for url in asked):
            raise OpenIdFailure(Failure.GARBAGE)
        return found


def is_safe_address(url: str) -> bool:
    """Encrypted on the way, or not leaving this machine (the sandbox)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _read_keys(document: dict[str, Any], algorithms: Collection[str]) -> dict[str, PyJWK]:
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise OpenIdFailure(Failure.GARBAGE)
    keys: dict[str, PyJWK] = {}
    for entry in listed:
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
            continue
        algorithm = _algorithm_of(entry)
        if algorithm not in algorithms or entry.get("alg", algorithm) != algorithm:
            continue
        try:
            key = PyJWK.from_dict(entry, algorithm=algorithm)
        except PyJWTError:
            continue
        if algorithm == "ES256" or key.key.key_size >= _SMALLEST_RSA:
            keys[str(entry.get("kid", ""))] = key
    return keys


def _algorithm_of(entry: dict[str, Any]) -> str:
    """The one algorithm for which we use a key of this kind."""
    if entry.get("kty") == "EC" and entry.get("crv") == "P-256":
        return "ES256"
    return "RS256" if entry.get("kty") == "RSA" else ""
