"""The work list as a file. It is written piece by piece: a long list takes no more memory than a short one."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor

from .columns import Column
from .models import Case
from .queries import Filters, work_list
from .rows import Row, named_rows

MOST_ROWS = 50_000
PIECE = 1_000
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_READ_AS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """A spreadsheet reads what begins so as a formula; after an apostrophe it is text."""
    return f"'{text}" if text[:1] in _READ_AS_FORMULA else text


def export(actor: Actor, filters: Filters, columns: list[Column], form: str) -> tuple[IO[bytes], int]:
    """The file, ready to be read, and how many matters are in it."""
    file = TemporaryFile()  # noqa: SIM115 - the answer that sends it closes it
    lines = _Lines(actor, filters, columns)
    write_table(file, lines, form)
    file.seek(0)
    return file, lines.matters


def write_table(file: IO[bytes], lines: Iterable[list[str]], form: str) -> None:
    """The lines as they come, none kept; whoever makes them makes their cells harmless."""
    (_write_workbook if form == "xlsx" else _write_text)(file, lines)


class _Lines:
    """Heading, matters, and what has to be said where there were too many."""

    def __init__(self, actor: Actor, filters: Filters, columns: list[Column]) -> None:
        self.matters = 0
        self._actor, self._columns = actor, columns
        self._found = work_list(actor, filters).order_by(*filters.order)

    def __iter__(self) -> Iterator[list[str]]:
        yield [cell for column in self._columns for cell in _heading(column)]
        cases = self._found[: MOST_ROWS + 1].iterator(chunk_size=PIECE)
        for row in _rows(self._actor, islice(cases, MOST_ROWS)):
            self.matters += 1
            yield [harmless(cell) for column in self._columns for cell in _cells(column, row)]
        if next(cases, None) is not None:
            most = number_format(MOST_ROWS, force_grouping=True)
            yield [_("There are more; a file holds %(most)s matters. Narrow the list down further.") % {"most": most}]


def _rows(actor: Actor, cases: Iterator[Case]) -> Iterable[Row]:
    while piece := list(islice(cases, PIECE)):
        yield from named_rows(actor, piece)


def _heading(column: Column) -> list[str]:
    label = str(column.label)
    return [label, f"{label} (ISO 8601)"] if column.day else [label]


def _cells(column: Column, row: Row) -> list[str]:
    if column.day is None:
        return [column.text(row)]
    day = column.day(row)
    return [column.text(row), day.isoformat() if day else ""]


def _write_text(file: IO[bytes], lines: Iterable[list[str]]) -> None:
    # The mark at the beginning tells a spreadsheet that the Thai is Unicode.
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    csv.writer(text).writerows(lines)
    text.detach()


def _write_workbook(file: IO[bytes], lines: Iterable[list[str]]) -> None:
    workbook = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 12, 24)
    bold = workbook.add_format({"bold": True})
    for place, cells in enumerate(lines):
        for number, cell in enumerate(cells):
            sheet.write_string(place, number, cell, None if place else bold)
    workbook.close()
