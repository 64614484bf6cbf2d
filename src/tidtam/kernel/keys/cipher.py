"""AES-GCM with keys that change: `v1.<key id>.<base64 of nonce and ciphertext>`.

`field` says what the value is and goes in as associated data, so that a ciphertext moved to another column (or, where
the caller puts the row's id into it, to another row) does not open.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .keyring import Keyring, keyring

_VERSION = "v1"
NONCE_BYTES = 12
_PURPOSE = "encryption"


class Unreadable(Exception):
    """A sealed value does not open: its key is missing, or it was altered or moved. Says nothing of the value."""


def encrypt_bytes(data: bytes, field: str, ring: Keyring | None = None) -> str:
    key = (ring or keyring()).newest
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key.derive(_PURPOSE)).encrypt(nonce, data, field.encode())
    return f"{_VERSION}.{key.id}.{base64.b64encode(nonce + sealed).decode()}"


def decrypt_bytes(text: str, field: str, ring: Keyring | None = None) -> bytes:
    version, _, rest = text.partition(".")
    key_id, _, encoded = rest.partition(".")
    key = (ring or keyring()).find(key_id)
    if version != _VERSION:
        raise Unreadable("a sealed value has an unknown form")
    if key is None:
        raise Unreadable(f"the key {key_id} is not in TIDTAM_KEYS")
    try:
        blob = base64.b64decode(encoded, validate=True)
        return AESGCM(key.derive(_PURPOSE)).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], field.encode())
    except (InvalidTag, binascii.Error, ValueError):
        raise Unreadable("a sealed value was altered or moved") from None


def encrypt(text: str, field: str, ring: Keyring | None = None) -> str:
    return encrypt_bytes(text.encode(), field, ring)


def decrypt(text: str, field: str, ring: Keyring | None = None) -> str:
    return decrypt_bytes(text, field, ring).decode()
