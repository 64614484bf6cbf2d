"""The keys that sign are sealed like every other secret of the house."""

from typing import Any
from uuid import UUID

from tidtam.kernel.keys import decrypt_bytes, encrypt_bytes, rotation

from .models import SigningKey


def _field(key_id: UUID) -> str:
    return f"provider.signing_key/{key_id}"


def seal_key(key_id: UUID, private: bytes) -> str:
    return encrypt_bytes(private, _field(key_id))


def open_key(key: SigningKey) -> bytes:
    return decrypt_bytes(key.sealed, _field(key.pk))


def register_rotation() -> None:
    def field_of(row: Any) -> str:
        return _field(row.pk)

    rotation.register(rotation.SealedColumn("keys that sign ID tokens", SigningKey, "sealed", field_of))
