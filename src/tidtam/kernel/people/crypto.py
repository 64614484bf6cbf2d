"""Sealing what is stored of a person, and finding a number without opening any.

The blind index is made with the same key of the set as the ciphertext (derived apart). A number is looked for under
every key in the set, and `tidtam keys rotate` makes index and ciphertext anew together: no key has to live for ever.
"""

import hashlib
import hmac

from tidtam.kernel.keys import Key, decrypt, encrypt, keyring

__all__ = ["blind_index", "blind_indexes", "decrypt", "encrypt", "identifier_field", "number_locks"]

_INDEX = "blind index"


def _index(key: Key, kind: str, number: str) -> str:
    return hmac.new(key.derive(_INDEX), f"{kind}:{number}".encode(), hashlib.sha256).hexdigest()


def blind_index(kind: str, number: str) -> str:
    """The index that a new row gets."""
    return _index(keyring().newest, kind, number)


def blind_indexes(kind: str, number: str) -> list[str]:
    """The indexes under which the number may stand, while keys are being changed."""
    return [_index(key, kind, number) for key in keyring().keys]


def number_locks(kind: str, number: str) -> list[int]:
    """What two officers lock who enter the same number at once; they meet if their processes share a single key."""
    indexes = (_index(key, f"lock:{kind}", number) for key in keyring().keys)
    return sorted(int.from_bytes(bytes.fromhex(index)[:8], signed=True) for index in indexes)


def identifier_field(identifier_id: object) -> str:
    """Associated data of one row's ciphertext: moved to another row it does not open."""
    return f"people.identifier.ciphertext/{identifier_id}"
