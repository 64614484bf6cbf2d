"""Keys that stand outside the database, and what they seal. Below every shelf that keeps something secret."""

from .cipher import NONCE_BYTES, Unreadable, decrypt, decrypt_bytes, encrypt, encrypt_bytes
from .digests import digest_of
from .keyring import KEY_BYTES, Key, KeyMistake, Keyring, keyring, new_key

__all__ = [
    "KEY_BYTES",
    "NONCE_BYTES",
    "Key",
    "KeyMistake",
    "Keyring",
    "Unreadable",
    "decrypt",
    "decrypt_bytes",
    "digest_of",
    "encrypt",
    "encrypt_bytes",
    "keyring",
    "new_key",
]
