"""`tidtam keys new`: a key for TIDTAM_KEYS, before there is any other setting."""

import secrets

from tidtam.kernel import keys


def new_key() -> str:
    """`<name>:<base64 of 32 bytes>`, with a name that no earlier key of the set has."""
    return keys.new_key(f"k{secrets.token_hex(4)}")
