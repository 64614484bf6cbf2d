"""Names and remarks in histories that are never rewritten: sealed under a key per person.

Lawful erasure destroys the key; the events and their chain stay whole, and the text answers None for ever after.
"""

import secrets
from collections.abc import Collection, Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, execute
from tidtam.kernel.keys import KEY_BYTES, NONCE_BYTES, Unreadable, decrypt_bytes

_KEYS = "SELECT person_id, wrapped FROM people_personkey WHERE person_id = ANY(%s) AND destroyed_at IS NULL"


def wrapping_field(person_id: UUID) -> str:
    return f"people.person_key.wrapped/{person_id}"


def seal(person_id: UUID, text: str) -> bytes:
    """Seal a text that concerns this person. Every person has a key from the day they are entered."""
    return seal_all([(person_id, text)])[0]


def seal_all(texts: Iterable[tuple[UUID, str]]) -> list[bytes]:
    """Seal many texts, each with its person's key, with one query."""
    pairs = list(texts)
    keys = _keys({person_id for person_id, _text in pairs})
    if any(person_id not in keys for person_id, _text in pairs):
        raise Refused(_("What is kept of this person was erased or is not open to you; nothing can be added."))
    return [seal_under(keys[person_id], person_id, text) for person_id, text in pairs]


def seal_under(key: bytes, person_id: UUID, text: str) -> bytes:
    """For who has the key in hand."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), person_id.bytes)


def _keys(person_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The keys that are there and open to the actor; none is asked for where nobody is."""
    if not person_ids:
        return {}
    rows = execute(_KEYS, [f"{{{','.join(map(str, person_ids))}}}"])
    return {person_id: decrypt_bytes(wrapped, wrapping_field(person_id)) for person_id, wrapped in rows}


def unseal(person_id: UUID, blob: bytes | memoryview | None) -> str | None:
    return unseal_all([(person_id, blob)])[0]


def unseal_all(sealed: Iterable[tuple[UUID, bytes | memoryview | None]]) -> list[str | None]:
    """Open many texts with one query; None where the key was destroyed or is not open to the actor."""
    pairs = list(sealed)
    keys = _keys({person_id for person_id, blob in pairs if blob is not None})
    return [_open(keys.get(person_id), person_id, blob) for person_id, blob in pairs]


def _open(key: bytes | None, person_id: UUID, blob: bytes | memoryview | None) -> str | None:
    if key is None or blob is None:
        return None
    data = bytes(blob)
    try:
        return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], person_id.bytes).decode()
    except InvalidTag:
        raise Unreadable("a sealed text was altered or moved to another person") from None


def fresh_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)
