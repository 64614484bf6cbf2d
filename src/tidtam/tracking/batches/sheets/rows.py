"""The rows of a table, whatever it was saved as: CSV of any office's making, or a workbook."""

import csv
import json
import subprocess  # nosec B404
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tidtam.kernel.files.choices import FileKind
from tidtam.tracking.batches.mistakes import Unreadable, gettext_noop

from .columns import MOST_COLUMNS

MOST_ROWS = 100_000
_WORKER = Path(__file__).with_name("workbook_worker.py")
_SEPARATORS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_REFUSALS = {
    "workbook_doctype": gettext_noop(
        "The workbook holds declarations that no office program writes. Save the sheet anew as CSV UTF-8."
    ),
    "workbook_empty": gettext_noop("The workbook has no sheet that can be seen. Put the rows on its first sheet."),
    "workbook_broken": gettext_noop(
        "The workbook is damaged and cannot be read. Save it anew, or save the sheet as CSV UTF-8."
    ),
    "workbook_heavy": gettext_noop(
        "The workbook takes too much to read. Leave only the sheet with the rows, or save it as CSV UTF-8."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """As the spreadsheet program counts it."""
    cells: Sequence[str]
    is_merged: bool = False


def read_rows(data: bytes, kind: str) -> Iterator[Row]:
    """Every row in which anything stands. A workbook is read piece by piece, in a process of its own."""
    rows = _workbook_rows(data) if kind == FileKind.XLSX else _csv_rows(data)
    for count, row in enumerate(rows, start=-_HEADINGS):
        if count >= MOST_ROWS:
            raise Unreadable(
                gettext_noop("The table has more than %(most)s rows. Divide it into several files."), most=MOST_ROWS
            )
        if len(row.cells) > MOST_COLUMNS and any(row.cells[MOST_COLUMNS:]):
            raise Unreadable(
                gettext_noop(
                    "Row %(row)s has more than %(most)s columns. Leave only the columns of the template, or check "
                    "whether the columns are separated by commas, semicolons or tabs."
                ),
                row=row.number,
                most=MOST_COLUMNS,
            )
        yield row


_HEADINGS = 10
"""The limit is one of matters: titles and headings above them do not count."""


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, or the Thai letters of Windows (874, TIS-620)."""
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp874"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text
    raise Unreadable(
        gettext_noop(
            "The letters of the file cannot be read. In Excel choose “Save as” and “CSV UTF-8 (comma delimited)”, then "
            "choose the new file."
        )
    )


def _csv_rows(data: bytes) -> Iterator[Row]:
    text = decode(data)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                yield Row(number, cells)
    except csv.Error:
        raise Unreadable(
            gettext_noop(
                "The rows of the file cannot be told apart: quotation marks or line ends are broken. "
                "Save the sheet anew as CSV UTF-8."
            )
        ) from None


def _separator(text: str) -> str:
    """Whichever of them stands most often in the first line that has any."""
    for line in text[:100_000].splitlines():
        counts = {separator: line.count(separator) for separator in _SEPARATORS}
        if any(counts.values()):
            return max(_SEPARATORS, key=counts.__getitem__)
    return _SEPARATORS[0]


def _workbook_rows(data: bytes) -> Iterator[Row]:
    command = [sys.executable, "-I", "-B", str(_WORKER)]
    with subprocess.Popen(  # noqa: S603 - nothing of the command comes from outside
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    ) as worker:  # nosec B603
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("the worker was started without pipes")
        try:
            with suppress(BrokenPipeError):
                worker.stdin.write(data)
                worker.stdin.close()
            yield from _judged(map(json.loads, worker.stdout))
            if worker.wait() != 0:
                raise Unreadable(_REFUSALS["workbook_heavy"])
        finally:
            worker.kill()


def _judged(lines: Iterable[object]) -> Iterator[Row]:
    merged = Covered([])
    for line in lines:
        if isinstance(line, dict):
            if "refused" in line:
                raise Unreadable(_REFUSALS[line["refused"]])
            merged = Covered(line["merged"])
        elif isinstance(line, list):
            number, cells = line
            yield Row(number, cells, number in merged)


class Covered:
    """The rows that any of these ranges covers."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for first, last in sorted(ranges):
            if self._ends and first <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], last)
            else:
                self._starts.append(first)
                self._ends.append(last)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._starts, number) - 1
        return place >= 0 and number <= self._ends[place]
