"""The heads of the sealed batches, in a file outside the database: one line each, appended and never rewritten.

Who can change the database cannot change this file; whoever wants to be safe from both copies it elsewhere.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from .seals import Batch

_LAST_LINES = 64 * 1024


@dataclass(frozen=True)
class Unreadable:
    """A line that is neither a head nor an accepted loss."""

    line: int


@dataclass(frozen=True)
class AcceptedLoss:
    """An administrator answers for batches that a restored backup does not hold."""

    first: int
    last: int
    reason: str
    at: str
    key_id: str
    signature: str

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "signature"}


class HeadFile:
    def __init__(self, path: Path, size: int | None = None) -> None:
        self.path = path
        self._size = size

    def as_it_is_now(self) -> "HeadFile":
        """For reading at leisure: what is appended later does not show."""
        return HeadFile(self.path, self.path.stat().st_size if self.path.exists() else 0)

    def append(self, entry: Batch | AcceptedLoss) -> None:
        """Durable when it returns. What a crash left of an unfinished line goes first."""
        line = json.dumps(asdict(entry), sort_keys=True).encode() + b"\n"
        with self.path.open("ab+") as file:
            self._cut_unfinished(file.fileno())
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> Iterator[Batch | AcceptedLoss | Unreadable]:
        if not self.path.exists():
            return
        place = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                place += len(line)
                if self._size is not None and place > self._size:
                    return
                yield _read(line, number)

    def last(self) -> Batch | None:
        """The head appended last; read from the end, however long the file has become."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LAST_LINES))
            lines = file.read().split(b"\n")
        heads = (_read(line, 0) for line in reversed(lines))
        return next((head for head in heads if isinstance(head, Batch)), None)

    def _cut_unfinished(self, descriptor: int) -> None:
        size = os.fstat(descriptor).st_size
        tail = os.pread(descriptor, _LAST_LINES, max(0, size - _LAST_LINES))
        if tail and not tail.endswith(b"\n"):
            os.ftruncate(descriptor, size - len(tail) + tail.rfind(b"\n") + 1)


def _read(line: bytes, number: int) -> Batch | AcceptedLoss | Unreadable:
    try:
        values = json.loads(line)
        return AcceptedLoss(**values) if "reason" in values else Batch.read(values)
    except (ValueError, TypeError):
        return Unreadable(number)


@contextmanager
def head_file() -> Iterator[HeadFile]:
    """The file, while nobody else appends to it."""
    folder: Path = settings.ENVIRONMENT.data / "audit"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "heads.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield HeadFile(folder / "heads.jsonl")
