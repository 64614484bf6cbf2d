import hashlib


def digest_of(secret: str) -> str:
    """By which a random secret is found again. Without a key: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
