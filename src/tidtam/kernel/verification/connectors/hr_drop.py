"""The HR system by files: it lays a CSV with everybody who works there now into a folder; the newest counts."""

import csv
import os
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from .choices import Reason, Source
from .comparing import Entry, compare, plain_number
from .deadline import Deadline, in_time
from .hr_record import FIELDS, answer_of, read_record
from .protocol import Answer, Stated, Unavailable

MOST_BYTES = 256 * 1024 * 1024
_LONGEST_LINE = 4_096
_GLANCE = 1_000


class HrDrop:
    """A file is laid down whole: written under another ending, then renamed to `.csv`."""

    key = Source.HR_SYSTEM

    def __init__(self, folder: Path, *, days: int, seconds: float) -> None:
        self._folder, self._oldest, self._seconds = folder, timedelta(days=days), seconds

    def asks(self, stated: Stated, *, now: datetime) -> Answer:
        def work(deadline: Deadline) -> list[Entry]:
            return self._entries(stated.national_id, now, deadline)

        return answer_of(compare(stated, in_time(self._seconds, work)), now)

    def _entries(self, number: str, now: datetime, deadline: Deadline) -> list[Entry]:
        try:
            with open(self._newest(), encoding="utf-8-sig", newline="", opener=_no_link) as file:
                self._check(os.fstat(file.fileno()), now)
                return list(_matching(file, number, deadline))
        except OSError:
            raise Unavailable(Reason.UNREACHABLE) from None
        except (UnicodeDecodeError, csv.Error):
            raise Unavailable(Reason.GARBAGE) from None

    def _newest(self) -> Path:
        """By what was laid down last; no file at all is no answer either."""
        files = [(path.lstat().st_mtime, path.name) for path in self._folder.iterdir() if path.suffix == ".csv"]
        if not files:
            raise Unavailable(Reason.UNREACHABLE)
        return self._folder / max(files)[1]

    def _check(self, state: os.stat_result, now: datetime) -> None:
        if not stat.S_ISREG(state.st_mode) or state.st_size > MOST_BYTES:
            raise Unavailable(Reason.GARBAGE)
        if now.timestamp() - state.st_mtime > self._oldest.total_seconds():
            raise Unavailable(Reason.STALE)


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _lines(file: TextIO, deadline: Deadline) -> Iterator[str]:
    """The lines of a file that ends where a line ends: one cut off in the middle is believed in nothing."""
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), "")):
        if number % _GLANCE == 0:
            deadline.left()
        if not line.endswith("\n"):
            raise Unavailable(Reason.GARBAGE)
        yield line


def _matching(file: TextIO, number: str, deadline: Deadline) -> Iterator[Entry]:
    """All rows are looked at: somebody may stand in several, and a file with one bad row is not half believed."""
    rows = csv.reader(_lines(file, deadline), strict=True)
    if next(rows, []) != list(FIELDS):
        raise Unavailable(Reason.GARBAGE)
    for row in rows:
        if len(row) != len(FIELDS):
            raise Unavailable(Reason.GARBAGE)
        written = plain_number(row[0])
        if not written:
            raise Unavailable(Reason.GARBAGE)
        if written == number:
            yield read_record(dict(zip(FIELDS, row, strict=True)))
