"""What a seal is: pure computation, so that sealing and checking cannot differ.

A seal's head is an HMAC, with a key the database never sees, over the batch and the head before it. The digest runs
over every column of every record, in the order of their ids.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from tidtam.kernel.keys import Key, keyring

COLUMNS = (
    "id",
    "at",
    "actor_kind",
    "actor_account",
    "actor_person",
    "actor_client",
    "actor_roles",
    "channel",
    "address",
    "request_id",
    "verb",
    "object_kind",
    "object_id",
    "person_id",
    "organization_path",
    "details",
    "era",
    "xid",
)
BEGINNING = "0" * 64
"""What stands before the first head."""
_PURPOSE = "audit seal"


@dataclass(frozen=True, slots=True)
class Batch:
    number: int
    era: str
    xid_from: int
    xid_to: int
    count: int
    digest: str
    previous: str
    key_id: str
    sealed_at: str
    head: str = ""

    @classmethod
    def of(cls, row: Any) -> "Batch":
        """From a row of the database."""
        values = {field.name: getattr(row, field.name) for field in fields(cls)}
        return cls(**{**values, "sealed_at": instant(row.sealed_at)})

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Batch":
        """From a line of the head file; a TypeError where it is none."""
        batch = cls(**values)
        for field in fields(cls):
            if type(getattr(batch, field.name)) is not field.type:
                raise TypeError(field.name)
        return batch

    def head_with(self, key: Key) -> str:
        return sign(key, {name: value for name, value in asdict(self).items() if name != "head"})


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def sign(key: Key, said: Mapping[str, object]) -> str:
    return hmac.new(key.derive(_PURPOSE), _canonical(said), hashlib.sha256).hexdigest()


def is_genuine(batch: Batch) -> bool | None:
    """Whether the head is ours; None when the key it names is not in TIDTAM_KEYS any more."""
    key = keyring().find(batch.key_id)
    return None if key is None else hmac.compare_digest(batch.head_with(key), batch.head)


def digest_of(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    """How many records, and one number over all that they say; rows hold COLUMNS, in the order of their ids."""
    digest = hashlib.sha256()
    count = 0
    for row in rows:
        digest.update(_canonical([_plain(value) for value in row]) + b"\n")
        count += 1
    return count, digest.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    if value is None or isinstance(value, int | list | dict):
        return value
    return str(value)


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
