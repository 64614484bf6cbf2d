"""A passkey's device in a few lines: makes a key, signs what it is asked, counts."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

ORIGIN = "http://127.0.0.1:8000"
PRESENT, VERIFIED, HOLDS_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    count: int = 0
    user_handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, options: str) -> str:
        asked = json.loads(options)
        self.user_handle = websafe_decode(asked["user"]["id"])
        cose = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # no types there
        public = cbor.encode(dict(cose))
        held = b"\0" * 16 + struct.pack(">H", len(self.credential_id)) + self.credential_id + public
        data = self._data(asked["rp"]["id"], self.flags | HOLDS_KEY) + held
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer("webauthn.create", asked, {"attestationObject": websafe_encode(attestation)})

    def show(self, options: str) -> str:
        asked = json.loads(options)
        self.count += 1
        data = self._data(asked["rpId"], self.flags)
        client = self._client("webauthn.get", asked)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        shown = {
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._answer("webauthn.get", asked, shown)

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _answer(self, kind: str, asked: dict[str, Any], response: dict[str, str]) -> str:
        named = websafe_encode(self.credential_id)
        client = websafe_encode(self._client(kind, asked))
        return json.dumps(
            {"id": named, "rawId": named, "type": "public-key", "response": {"clientDataJSON": client, **response}}
        )
