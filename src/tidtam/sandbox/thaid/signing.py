"""The keys of the issuer, and the ID token they sign (ES256)."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm

from tidtam.kernel.actor import system_clock
from tidtam.sandbox.thaid.environment import read_environment

from . import clock
from .models import SignIn, SigningKey

ID_TOKEN_LIFETIME = timedelta(minutes=10)
PUBLISHED_KEYS = 3


class _Compact(json.JSONEncoder):
    """Thai letters as they are: escaped they would double the token, and some services keep it in a cookie."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


def make_key() -> SigningKey:
    pem = _new_private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey.objects.create(pem=pem.decode(), made_at=clock.now())


def _new_private_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _private_key(key: SigningKey) -> ec.EllipticCurvePrivateKey:
    private = load_pem_private_key(key.pem.encode(), password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TypeError("the signing key is not an elliptic curve key")
    return private


def published_keys() -> list[dict[str, Any]]:
    return [
        {
            **ECAlgorithm.to_jwk(_private_key(key).public_key(), as_dict=True),
            "kid": str(key.id),
            "use": "sig",
            "alg": "ES256",
        }
        for key in SigningKey.objects.all()[:PUBLISHED_KEYS]
    ]


def at_hash(access_token: str) -> str:
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()


def id_token(sign_in: SignIn, access_token: str, claims: dict[str, Any]) -> str:
    """The ID token of this sign-in, or what the fault it carries makes of it."""
    # The times in the token are the world's: a sandbox whose clock was put ahead still signs people in.
    moment = system_clock()
    fault = sign_in.fault
    issued = int(moment.timestamp())
    payload: dict[str, Any] = {
        "iss": read_environment().issuer if fault != "wrong_issuer" else "https://issuer.example.invalid",
        "aud": sign_in.client_id if fault != "wrong_audience" else "another-service",
        "iat": issued,
        "exp": int((moment + ID_TOKEN_LIFETIME).timestamp()),
        "auth_time": int(min(sign_in.approved_at or moment, moment).timestamp()),
        "at_hash": at_hash(access_token if fault != "wrong_at_hash" else "another token"),
        **claims,
    }
    if sign_in.nonce and fault != "missing_nonce":
        payload["nonce"] = sign_in.nonce if fault != "wrong_nonce" else "another-nonce"
    if fault == "expired_token":
        payload |= {"iat": issued - 4200, "exp": issued - 3600, "auth_time": issued - 4200}
    key = SigningKey.objects.first() or make_key()
    if fault == "unsigned":
        return jwt.encode(payload, "", algorithm="none", json_encoder=_Compact)
    return jwt.encode(
        payload,
        _private_key(key) if fault != "wrong_key" else _new_private_key(),
        algorithm="ES256",
        headers={"kid": str(key.id) if fault != "unknown_kid" else "unknown"},
        json_encoder=_Compact,
    )
