"""The set of keys in TIDTAM_KEYS: `<id>:<base64 of 32 bytes>`, separated by commas, the newest first.

The newest key seals; every key in the set still opens. One key never does two things: what seals a field, what
indexes a number and what signs an audit batch are derived from it apart, by purpose.
"""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass, field
from functools import cache, cached_property

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9_-]{1,16}")


class KeyMistake(Exception):
    """TIDTAM_KEYS cannot be used; the text says why and how to mend it, and shows nothing of a key."""


@dataclass(frozen=True)
class Key:
    id: str
    material: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        return _derive(self.material, purpose)


@cache
def _derive(material: bytes, purpose: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=f"tidtam/{purpose}".encode())
    return kdf.derive(material)


@dataclass(frozen=True)
class Keyring:
    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        return self.keys[0]

    @cached_property
    def _by_id(self) -> dict[str, Key]:
        return {key.id: key for key in self.keys}

    def find(self, key_id: str) -> Key | None:
        return self._by_id.get(key_id)

    @classmethod
    def parse(cls, text: str) -> "Keyring":
        keys = tuple(_parse_key(part.strip()) for part in text.split(",") if part.strip())
        if not keys:
            raise KeyMistake("TIDTAM_KEYS holds no key; `tidtam keys new` makes one")
        if len({key.id for key in keys}) < len(keys):
            raise KeyMistake("TIDTAM_KEYS holds two keys with one name; give each its own")
        return cls(keys)


def _parse_key(part: str) -> Key:
    key_id, colon, encoded = part.partition(":")
    if not colon or not _ID.fullmatch(key_id):
        raise KeyMistake("a key in TIDTAM_KEYS has no name; write each as <name>:<base64 of 32 bytes>")
    try:
        material = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise KeyMistake(f"the key {key_id} in TIDTAM_KEYS is not base64; `tidtam keys new` makes one") from None
    if len(material) != KEY_BYTES:
        raise KeyMistake(f"the key {key_id} in TIDTAM_KEYS is {len(material)} bytes long; it must be {KEY_BYTES}")
    return Key(key_id, material)


_parse = cache(Keyring.parse)


def keyring() -> Keyring:
    return _parse(settings.ENVIRONMENT.keys)


def new_key(key_id: str) -> str:
    """A fresh key as it is written in TIDTAM_KEYS."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
