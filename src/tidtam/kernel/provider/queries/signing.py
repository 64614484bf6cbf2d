"""The keys that sign ID tokens: the one that signs now, and those whose signatures services may still meet."""

from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tidtam.kernel.actor import Actor
from tidtam.kernel.provider.models import SigningKey
from tidtam.kernel.provider.sealing import open_key

ALGORITHM = "RS256"
PUBLISHED_AFTER = timedelta(days=2)
"""How long a key stays published that no longer signs: longer than any session that could show its tokens again."""


def published_keys(platform: Actor) -> list[SigningKey]:
    """The coming one, the one that signs, and the one before it for two days more; the newest first."""
    found: list[SigningKey] = []
    replaced = None
    for key in SigningKey.objects.order_by("-signs_from"):
        if replaced is not None and replaced + PUBLISHED_AFTER <= platform.now():
            break
        found.append(key)
        if key.signs_from <= platform.now():
            replaced = key.signs_from
    return found


def signing_key(platform: Actor) -> SigningKey | None:
    return SigningKey.objects.filter(signs_from__lte=platform.now()).order_by("-signs_from").first()


def key_set(platform: Actor) -> dict[str, Any]:
    """As RFC 7517 writes it."""
    return {"keys": [key.public for key in published_keys(platform)]}


def sign(key: SigningKey, claims: dict[str, Any]) -> str:
    private: Any = load_pem_private_key(open_key(key), password=None)
    return jwt.encode(claims, private, algorithm=ALGORITHM, headers={"kid": str(key.pk)})


def read_signed(platform: Actor, text: str, issuer: str) -> dict[str, Any] | None:
    """The claims of an ID token of ours, also of one whose time is over: it only says whom a service means."""
    try:
        kid = jwt.get_unverified_header(text).get("kid")
        public = next(key.public for key in published_keys(platform) if key.public["kid"] == kid)
        claims: dict[str, Any] = jwt.decode(
            text,
            jwt.PyJWK(public).key,
            algorithms=[ALGORITHM],
            issuer=issuer,
            options={"verify_exp": False, "verify_iat": False, "verify_aud": False, "require": ["sub", "aud"]},
        )
    except (jwt.InvalidTokenError, StopIteration):
        return None
    return claims
