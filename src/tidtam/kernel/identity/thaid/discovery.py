"""What the issuer publishes of itself: its addresses and its signing keys. Kept for a while, in memory."""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from .failures import Failure, ThaidFailure
from .transport import Deadline, JsonTransport

_KEEP_SECONDS = 3600
_ASK_AGAIN_SECONDS = 30
"""An unknown key name has the keys fetched anew, but not with every token that names one."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ALGORITHM = "ES256"


@dataclass(frozen=True)
class Addresses:
    issuer: str
    authorization: str
    token: str
    keys: str


class Discovery:
    def __init__(self, issuer: str, transport: JsonTransport) -> None:
        self._issuer = issuer
        self._transport = transport
        self._addresses: Addresses | None = None
        self._addresses_at = 0.0
        self._keys: dict[str, PyJWK] = {}
        self._keys_at = 0.0

    def addresses(self, deadline: Deadline) -> Addresses:
        if not is_safe_address(self._issuer):
            raise ThaidFailure(Failure.ISSUER)
        if self._addresses is None or time.monotonic() - self._addresses_at > _KEEP_SECONDS:
            document = self._transport.get(f"{self._issuer}/.well-known/openid-configuration", deadline)
            self._addresses, self._addresses_at = self._read_addresses(document), time.monotonic()
        return self._addresses

    def key(self, key_id: str, deadline: Deadline) -> PyJWK:
        """The key of this name; for a token that names none, the only key there is."""
        age = time.monotonic() - self._keys_at
        is_known = key_id in self._keys or not key_id
        if not self._keys or age > _KEEP_SECONDS or (not is_known and age > _ASK_AGAIN_SECONDS):
            self._keys = _read_keys(self._transport.get(self.addresses(deadline).keys, deadline))
            self._keys_at = time.monotonic()
        if not key_id and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        if key_id not in self._keys:
            raise ThaidFailure(Failure.SIGNATURE)
        return self._keys[key_id]

    def _read_addresses(self, document: dict[str, Any]) -> Addresses:
        names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        values = [document.get(name) for name in names]
        if not all(isinstance(value, str) for value in values):
            raise ThaidFailure(Failure.GARBAGE)
        found = Addresses(*(str(value) for value in values))
        if found.issuer.rstrip("/") != self._issuer:
            raise ThaidFailure(Failure.ISSUER)
        if not all(is_safe_address(url) for url in (found.authorization, found.token, found.keys)):
            raise ThaidFailure(Failure.GARBAGE)
        return found


def is_safe_address(url: str) -> bool:
    """Encrypted on the way, or not leaving this machine (the sandbox)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _read_keys(document: dict[str, Any]) -> dict[str, PyJWK]:
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise ThaidFailure(Failure.GARBAGE)
    keys: dict[str, PyJWK] = {}
    for entry in listed:
        if not isinstance(entry, dict) or entry.get("kty") != "EC" or entry.get("crv") != "P-256":
            continue
        if entry.get("use", "sig") != "sig" or entry.get("alg", ALGORITHM) != ALGORITHM:
            continue
        try:
            keys[str(entry.get("kid", ""))] = PyJWK.from_dict(entry, algorithm=ALGORITHM)
        except PyJWTError:
            continue
    return keys
