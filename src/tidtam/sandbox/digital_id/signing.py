"""The keys of the provider, and the ID token they sign (RS256)."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from jwt.algorithms import RSAAlgorithm

from tidtam.kernel.actor import system_clock

from . import clock
from .environment import read_environment
from .models import SignIn, SigningKey

LIFETIME = timedelta(minutes=5)
_PUBLISHED = 3


def make_key() -> SigningKey:
    pem = _new_private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey.objects.create(pem=pem.decode(), made_at=clock.now())


def _new_private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _private_key(key: SigningKey) -> rsa.RSAPrivateKey:
    private = load_pem_private_key(key.pem.encode(), password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("the signing key is not an RSA key")
    return private


def published_keys() -> list[dict[str, Any]]:
    return [
        {
            **RSAAlgorithm.to_jwk(_private_key(key).public_key(), as_dict=True),
            "kid": str(key.id),
            "use": "sig",
            "alg": "RS256",
        }
        for key in SigningKey.objects.all()[:_PUBLISHED]
    ]


def _half_digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def id_token(sign_in: SignIn, access_token: str) -> str:
    """The ID token of this sign-in, or what the fault it carries makes of it."""
    # The times in the token are the world's: a sandbox whose clock was put ahead still signs people in.
    moment, fault, holder = system_clock(), sign_in.fault, sign_in.holder
    if holder is None:
        raise ValueError("nobody has consented yet")
    issued = int(moment.timestamp()) - (4200 if fault == "expired_token" else 0)
    payload: dict[str, Any] = {
        "iss": read_environment().issuer if fault != "wrong_issuer" else "https://issuer.example.invalid",
        "aud": sign_in.client_id if fault != "wrong_audience" else "another-service",
        "sub": str(holder.id),
        "iat": issued,
        "nbf": issued,
        "exp": issued + int(LIFETIME.total_seconds()),
        "auth_time": issued,
        "amr": ["pwd"],
        "at_hash": _half_digest(access_token if fault != "wrong_at_hash" else "another token"),
    }
    if sign_in.nonce and fault != "missing_nonce":
        payload["nonce"] = sign_in.nonce if fault != "wrong_nonce" else "another-nonce"
    if fault == "unsigned":
        return jwt.encode(payload, "", algorithm="none")
    key = SigningKey.objects.first() or make_key()
    return jwt.encode(
        payload,
        _private_key(key) if fault != "wrong_key" else _new_private_key(),
        algorithm="RS256",
        headers={"kid": str(key.id) if fault != "unknown_kid" else "unknown"},
    )
