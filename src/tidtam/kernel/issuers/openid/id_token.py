"""Is this ID token from the provider, for us, now, and for this sign-in?"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import jwt
from jwt import PyJWK

from .failures import Failure, OpenIdFailure

_LEEWAY_SECONDS = 120
"""Clocks of two offices may differ by so much."""
_OLDEST_SECONDS = 900


@dataclass(frozen=True, kw_only=True)
class Expected:
    issuer: str
    client_id: str
    nonce: str = field(repr=False)
    require_nonce: bool
    now: datetime


def verify(token: str, access_token: str, key_of: Callable[[str], PyJWK], expected: Expected) -> dict[str, Any]:
    claims = _verify_signature(token, key_of)
    if claims.get("iss") != expected.issuer:
        raise OpenIdFailure(Failure.ISSUER)
    _verify_audience(claims, expected.client_id)
    _verify_times(claims, expected.now.timestamp())
    _verify_nonce(claims.get("nonce"), expected)
    _verify_access_token(claims.get("at_hash"), access_token)
    return claims


def _verify_signature(token: str, key_of: Callable[[str], PyJWK]) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        raise OpenIdFailure(Failure.GARBAGE) from None
    key_id = header.get("kid", "")
    if not isinstance(key_id, str):
        raise OpenIdFailure(Failure.SIGNATURE)
    key = key_of(key_id)
    # The key says how it signs; a token that says otherwise wants to mislead.
    if header.get("alg") != key.algorithm_name:
        raise OpenIdFailure(Failure.SIGNATURE)
    try:
        payload = jwt.PyJWS().decode(token, key, algorithms=[key.algorithm_name])
        claims = json.loads(payload)
    except jwt.InvalidSignatureError:
        raise OpenIdFailure(Failure.SIGNATURE) from None
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise OpenIdFailure(Failure.GARBAGE) from None
    if not isinstance(claims, dict):
        raise OpenIdFailure(Failure.GARBAGE)
    return claims


def _verify_audience(claims: dict[str, Any], client_id: str) -> None:
    audience = claims.get("aud")
    named = [audience] if isinstance(audience, str) else audience
    if not isinstance(named, list) or client_id not in named:
        raise OpenIdFailure(Failure.AUDIENCE)
    party = claims.get("azp")
    if (len(named) > 1 or party is not None) and party != client_id:
        raise OpenIdFailure(Failure.AUDIENCE)


def _verify_times(claims: dict[str, Any], now: float) -> None:
    ends, issued, begins = (_moment(claims.get(name, default)) for name, default in _TIMES)
    if not ends > now - _LEEWAY_SECONDS or not begins <= now + _LEEWAY_SECONDS:
        raise OpenIdFailure(Failure.TIME)
    if not now - _OLDEST_SECONDS <= issued <= now + _LEEWAY_SECONDS:
        raise OpenIdFailure(Failure.TIME)


_TIMES = (("exp", None), ("iat", None), ("nbf", 0))


def _moment(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OpenIdFailure(Failure.GARBAGE)
    return value


def _verify_nonce(nonce: object, expected: Expected) -> None:
    if nonce is None and not expected.require_nonce:
        return
    if not isinstance(nonce, str) or not _same(nonce, expected.nonce):
        raise OpenIdFailure(Failure.NONCE)


def _verify_access_token(claimed: object, access_token: str) -> None:
    """Where the provider binds the access token to the ID token, the two must belong together."""
    if claimed is None:
        return
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    right = base64.urlsafe_b64encode(half).rstrip(b"=").decode()
    if not isinstance(claimed, str) or not _same(claimed, right):
        raise OpenIdFailure(Failure.SIGNATURE)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())
