"""Who was erased, or stopped it, in a file outside the database: a restored backup does not bring them back.

One line each, appended and never rewritten: numbers made by the system, nothing else. It is kept and copied with the
heads of the audit trail, apart from the backups of the database.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tidtam.kernel.personal_data import Subject


@dataclass(frozen=True, slots=True)
class Erased:
    subject: Subject
    is_complete: bool
    """Nothing was held back any more: name and key are gone, too."""
    is_stopped: bool = False
    """The person stopped it in time; if they were named before, whatever was to erase them died before it did."""


class LedgerDamaged(Exception):
    """A line cannot be read: who was erased is not known for certain."""


def append(subject: Subject, *, is_complete: bool, at: str) -> None:
    """Durable when it returns. Before the erasure is committed: a line too many names somebody whose erasure was
    decided anyway, a line too few would let them come back.
    """
    _write(subject, complete=is_complete, at=at)


def strike(subject: Subject, *, at: str) -> None:
    """Who stopped their erasure in time: no restored backup erases them, though a run that was killed named them."""
    _write(subject, complete=False, stopped=True, at=at)


def _write(subject: Subject, **more: bool | str) -> None:
    account = str(subject.account_id) if subject.account_id else None
    said = {"person": str(subject.person_id), "account": account, **more}
    with _opened() as file:
        _cut_unfinished(file)
        file.write(json.dumps(said, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def entries() -> Iterator[Erased]:
    """In the order in which they were erased. A line that a crash left unfinished is no entry."""
    with _opened() as file:
        file.seek(0)
        lines = file.read().split(b"\n")[:-1]
    for number, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)
            account = UUID(said["account"]) if said["account"] else None
            subject = Subject(UUID(said["person"]), account)
            yield Erased(subject, bool(said["complete"]), is_stopped=bool(said.get("stopped")))
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerDamaged(f"line {number} of {_path()} cannot be read") from error


@contextmanager
def _opened() -> "Iterator[BufferedRandom]":
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _path() -> Path:
    return Path(settings.ENVIRONMENT.data) / "erasures" / "ledger.jsonl"


def _cut_unfinished(file: BufferedRandom) -> None:
    file.seek(0)
    whole = file.read()
    if whole and not whole.endswith(b"\n"):
        file.truncate(whole.rfind(b"\n") + 1)
    file.seek(0, os.SEEK_END)
