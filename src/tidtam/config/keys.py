"""`tidtam keys new`: a key for TIDTAM_KEYS, before there is any other setting."""

import base64
import secrets


def new_key() -> str:
    """`<name>:<base64 of 32 bytes>`, with a name that no earlier key of the set has."""
    return f"k{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}"
