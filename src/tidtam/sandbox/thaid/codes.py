"""Secrets that cannot be guessed: keys of browsers, codes, tokens."""

import hashlib
import secrets

# No letter or digit that is easily taken for another.
TYPED_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
TYPED_LENGTH = 8


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_typed_code() -> str:
    return "".join(secrets.choice(TYPED_ALPHABET) for _ in range(TYPED_LENGTH))


def shown(typed_code: str) -> str:
    return f"{typed_code[:4]}-{typed_code[4:]}"


def as_typed(text: str) -> str:
    """What a person typed, as the code it must mean: no dashes, no spaces, capitals."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
