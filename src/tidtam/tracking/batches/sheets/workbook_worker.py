"""Runs alone: `python -I workbook_worker.py`, an XLSX workbook on standard input, its first sheet on output.

One line of JSON with the rows that merged cells cover, then one a row: its number and its cells as texts. A workbook is
a packed folder of XML that strangers wrote: it is read here, in a process without settings, keys or database, whose
memory and time are limited, piece by piece, so that a long sheet takes no more memory than a short one. Formulas are
never computed: they come out as the text that begins with `=`. It imports nothing of the product.
"""

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from xml.parsers import expat

MEMORY = 384 * 1024 * 1024
SECONDS = 240
PIECE = 256 * 1024
MOST_TEXT = 96 * 1024 * 1024
"""Of the texts that cells share."""
MOST_MERGED = 200_000
LAST_ROW = 1_048_576
"""Of a sheet, in every office program; rows come in their order."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref=[\"'][A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")
_OVERLAP = 300
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_DATE_LETTERS = re.compile("[dy]|ว|ด|ป|m(?!.*[0#?])", re.I)
_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59), *range(71, 82)))
"""Of those that every workbook has without saying so."""
_COLUMN = re.compile("[A-Z]{1,3}")
Begin = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    LookupError,
    ValueError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
)
"""What the parsers say of bytes that are no workbook."""


class Unfit(Exception):
    """The workbook cannot be read; the code says why."""


def local(name: str) -> str:
    return name.rpartition(":")[2]


def parser_of(begin: Begin, end: End, text: End) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse(source: Any, begin: Begin, end: End, text: End) -> None:
    parser = parser_of(begin, end, text)
    while piece := source.read(PIECE):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_: Any) -> None:
    # No office program writes one; what it can declare are entities, which grow or reach out.
    raise Unfit("workbook_doctype")


def elements(book: zipfile.ZipFile, member: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small member."""
    found: list[tuple[str, dict[str, str]]] = []
    with book.open(member) as source:
        parse(source, lambda name, given: found.append((local(name), given)), lambda _: None, lambda _: None)
    return found


def first_sheet(book: zipfile.ZipFile) -> tuple[str, bool]:
    """The member with the first sheet one can see, and whether its days are counted from 1904."""
    from_1904, wanted = False, ""
    for name, given in elements(book, "xl/workbook.xml"):
        if name == "workbookPr":
            from_1904 = given.get("date1904") in {"1", "true"}
        if name == "sheet" and not wanted and given.get("state", "visible") == "visible":
            wanted = next((value for key, value in given.items() if key.endswith(":id")), "")
    for name, given in elements(book, "xl/_rels/workbook.xml.rels"):
        if name == "Relationship" and given.get("Id") == wanted:
            target = given.get("Target", "")
            return (target[1:] if target.startswith("/") else f"xl/{target}"), from_1904
    raise Unfit("workbook_empty")


class SharedTexts:
    """What cells share, end to end in one piece of memory."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self._all = bytearray()
        self._ends = array("Q", [0])
        self._parts: list[str] | None = None
        self._silent = 0
        if "xl/sharedStrings.xml" in book.namelist():
            with book.open("xl/sharedStrings.xml") as source:
                parse(source, self._begin, self._end, self._text)

    def _begin(self, name: str, _given: dict[str, str]) -> None:
        kind = local(name)
        if kind == "si":
            self._parts = []
        self._silent += kind == "rPh"

    def _text(self, text: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        kind = local(name)
        self._silent -= kind == "rPh"
        if kind == "si" and self._parts is not None:
            self._all += "".join(self._parts).encode("utf-8", "replace")
            self._ends.append(len(self._all))
            self._parts = None
            if len(self._all) > MOST_TEXT:
                raise Unfit("workbook_heavy")

    def __getitem__(self, place: int) -> str:
        if not 0 <= place < len(self._ends) - 1:
            raise Unfit("workbook_broken")
        return self._all[self._ends[place] : self._ends[place + 1]].decode("utf-8")


def date_styles(book: zipfile.ZipFile) -> set[int]:
    """The styles under which a number is a day."""
    if "xl/styles.xml" not in book.namelist():
        return set()
    own: dict[str, str] = {}
    styles: set[int] = set()
    inside, place = "", 0
    for name, given in elements(book, "xl/styles.xml"):
        if name in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            inside = name
        elif name == "numFmt":
            own[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "xf" and inside == "cellXfs":
            number = given.get("numFmtId", "0")
            is_own_date = number in own and _DATE_LETTERS.search(_QUOTED.sub("", own[number]).split(";")[0])
            if is_own_date or (number not in own and number.isdecimal() and int(number) in _DATE_FORMATS):
                styles.add(place)
            place += 1
    return styles


class Sheet:
    """Rows come out as their end is read."""

    def __init__(self, texts: SharedTexts, dates: set[int], *, from_1904: bool) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self._texts, self._dates = texts, dates
        self._first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._row: list[str] = []
        self._number = 0
        self._cell: dict[str, str] = {}
        self._column = 0
        self._parts: list[str] | None = None
        self._value = ""
        self._formula: str | None = None
        self._silent = 0

    def begin(self, name: str, given: dict[str, str]) -> None:
        kind = local(name)
        if kind == "c":
            self._cell, self._value, self._formula = given, "", None
            letters = _COLUMN.match(given.get("r", ""))
            self._column = _column_number(letters[0]) if letters else len(self._row)
        elif kind in {"v", "f", "t"}:
            self._parts = []
        elif kind == "rPh":
            self._silent += 1
        elif kind == "row":
            self._row = []
            number = int(given.get("r", self._number + 1))
            if not self._number < number <= LAST_ROW:
                raise Unfit("workbook_broken")
            self._number = number

    def text(self, text: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(text)

    def end(self, name: str) -> None:
        kind = local(name)
        if kind in {"v", "t"}:
            self._value += "".join(self._parts or ())
            self._parts = None
        elif kind == "f":
            self._formula = "".join(self._parts or ())
            self._parts = None
        elif kind == "rPh":
            self._silent -= 1
        elif kind == "c":
            self._put(self._read())
        elif kind == "row" and any(self._row):
            self.rows.append((self._number, self._row))

    def _put(self, text: str) -> None:
        if text:
            self._row.extend([""] * (self._column + 1 - len(self._row)))
            self._row[self._column] = text

    def _read(self) -> str:
        kind = self._cell.get("t", "n")
        if self._formula is not None:
            return f"={self._formula}"
        if kind == "s":
            return self._texts[int(self._value)] if self._value else ""
        if kind == "e":
            return f"={self._value}"
        if kind == "n" and self._value:
            return self._number_or_day(float(self._value))
        return self._value[:10] if kind == "d" else self._value

    def _number_or_day(self, value: float) -> str:
        if int(self._cell.get("s", "0")) in self._dates and 0 < value < 2_958_466:
            day = self._first_day + timedelta(days=int(value))
            return f"{day.day}/{day.month}/{day.year}"
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def merged_rows(source: Any) -> list[tuple[int, int]]:
    """From which row to which cells were merged; that stands behind the rows, so that it is looked for beforehand."""
    found: list[tuple[int, int]] = []
    tail = b""
    while piece := source.read(PIECE):
        text = tail + piece
        matches = list(_MERGED.finditer(text))
        found += [(int(match[1]), int(match[2])) for match in matches]
        if len(found) > MOST_MERGED:
            raise Unfit("workbook_heavy")
        done = matches[-1].end() if matches else 0
        tail = text[max(done, len(text) - _OVERLAP) :]
    return found


def lines(data: bytes) -> Iterator[object]:
    book = zipfile.ZipFile(io.BytesIO(data))
    member, from_1904 = first_sheet(book)
    with book.open(member) as source:
        yield {"merged": merged_rows(source)}
    sheet = Sheet(SharedTexts(book), date_styles(book), from_1904=from_1904)
    parser = parser_of(sheet.begin, sheet.end, sheet.text)
    with book.open(member) as source:
        while piece := source.read(PIECE):
            parser.Parse(piece, False)
            yield from sheet.rows
            sheet.rows.clear()
    parser.Parse(b"", True)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        for line in lines(data):
            sys.stdout.write(json.dumps(line) + "\n")
    except Unfit as unfit:
        sys.stdout.write(json.dumps({"refused": str(unfit)}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"refused": "workbook_heavy"}) + "\n")
    except _BROKEN:
        sys.stdout.write(json.dumps({"refused": "workbook_broken"}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
