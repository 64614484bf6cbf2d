"""Sealing a push message so that only the device reads it (RFC 8291, in one record of RFC 8188)."""

import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SALT_BYTES = 16
RECORD_BYTES = 4_096
_LAST_RECORD = b"\x02"


def seal_for_device(
    text: bytes,
    *,
    device: bytes,
    secret: bytes,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """`device` is the browser's public key, `secret` what it shared; each message has a key and a salt of its own."""
    ours = ours or ec.generate_private_key(ec.SECP256R1())
    salt = salt or secrets.token_bytes(SALT_BYTES)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), device)
    our_point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = derive(ours.exchange(ec.ECDH(), theirs), secret, b"WebPush: info\0" + device + our_point, 32)
    key, nonce = message_keys(shared, salt)
    head = salt + RECORD_BYTES.to_bytes(4) + bytes([len(our_point)]) + our_point
    return head + AESGCM(key).encrypt(nonce, text + _LAST_RECORD, None)


def message_keys(shared: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The key and the nonce of the only record."""
    return (
        derive(shared, salt, b"Content-Encoding: aes128gcm\0", 16),
        derive(shared, salt, b"Content-Encoding: nonce\0", 12),
    )


def derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(material)
