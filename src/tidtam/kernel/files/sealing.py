"""The key of one file, sealed by the platform's own: changing keys never touches a file's content."""

from uuid import UUID

from tidtam.kernel.keys import decrypt_bytes, encrypt_bytes


def key_field(file_id: UUID) -> str:
    return f"files.stored_file.wrapped_key/{file_id}"


def wrap_key(file_id: UUID, key: bytes) -> str:
    return encrypt_bytes(key, key_field(file_id))


def unwrap_key(file_id: UUID, wrapped: str) -> bytes:
    return decrypt_bytes(wrapped, key_field(file_id))
