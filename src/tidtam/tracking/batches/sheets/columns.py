"""Which columns a table of running matters may have, and which of them a heading means."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from tidtam.thai.writing import tidy
from tidtam.tracking.batches.mistakes import Unreadable, gettext_noop
from tidtam.tracking.definitions import Definition, Need, Recorded, Step, Words

_FILE = Path(__file__).with_name("columns.toml")
_SEPARATES = re.compile(r"[\s._:;/()–—-]+")
MOST_COLUMNS = 200
_HEADING_WITHIN = 10
"""Rows among which the headings are looked for: titles often stand above them."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    """national_id; of a finished step: check/outcome."""
    name: Words
    note: Words
    headings: frozenset[str]
    example: str = ""


def plain(heading: str) -> str:
    """A heading without what people write in different ways."""
    return _SEPARATES.sub(" ", tidy(heading).casefold()).strip()


@cache
def _described() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _general() -> Iterator[Column]:
    for entry in _described()["columns"]:
        names = [entry["key"], *entry["name"].values(), *entry["others"]]
        yield Column(
            key=entry["key"],
            name=Words(**entry["name"]),
            note=Words(**entry["note"]),
            headings=frozenset(map(plain, names)),
            example=entry.get("example", ""),
        )


def _past(step: Step) -> Iterator[Column]:
    told = {"finished_on": True, "outcome": step.asks_outcome} | {
        thing.value: step.need(thing) is not Need.NONE for thing in Recorded
    }
    for entry in _described()["past"]:
        if told[entry["key"]]:
            firsts = (step.key, step.name.th, step.name.en)
            lasts = (entry["key"], *entry["name"].values(), *entry["others"])
            yield Column(
                key=f"{step.key}/{entry['key']}",
                name=Words(*(f"{getattr(step.name, way)}: {entry['name'][way]}" for way in ("th", "en"))),
                note=Words(**entry["note"]),
                headings=frozenset(plain(f"{first} {last}") for first in firsts for last in lasts),
            )


def columns_of(definition: Definition) -> list[Column]:
    """All columns that make sense for this process, in the order of the template."""
    return [*_general(), *(column for step in definition.steps for column in _past(step))]


@dataclass(frozen=True, slots=True)
class Heading:
    """How the headings of a table were understood."""

    row: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]

    def cells(self, cells: Sequence[str]) -> dict[str, str]:
        """What the row says, by column; empty cells are left out."""
        last = len(cells)
        return {key: cells[place] for key, place in self.places.items() if place < last and cells[place]}


def understand(columns: Sequence[Column], row: int, cells: Sequence[str]) -> Heading | None:
    """The headings, if this row has them: at least two of its cells are names of columns."""
    by_heading = {heading: column for column in reversed(columns) for heading in column.headings}
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        column = by_heading.get(plain(cell[:400])) if cell.strip() else None
        if column is None:
            unknown += [cell.strip()[:60]] if cell.strip() else []
        elif column.key in places:
            raise Unreadable(
                gettext_noop("Two columns are called “%(column)s”. Give one of them another name."),
                column={"th": column.name.th, "en": column.name.en},
            )
        else:
            places[column.key] = place
    return Heading(row, places, tuple(unknown)) if len(places) >= 2 else None


class Headings:
    """Looks for the row with the headings, and refuses a table in which too little is told."""

    def __init__(self, definition: Definition) -> None:
        self._columns = columns_of(definition)
        self._seen = 0

    def find(self, row: int, cells: Sequence[str]) -> Heading | None:
        heading = understand(self._columns, row, cells)
        self._seen += 1
        if heading is not None:
            self._require(heading)
        elif self._seen >= _HEADING_WITHIN:
            self.missing()
        return heading

    def missing(self) -> NoReturn:
        raise Unreadable(
            gettext_noop(
                "The table has no headings we know. Its first row must name the columns, such as “%(first)s” and "
                "“%(second)s”; take the template and copy your rows into it."
            ),
            first=self._name("national_id"),
            second=self._name("received_on"),
        )

    def _require(self, heading: Heading) -> None:
        for together in (("national_id", "passport"), ("given_name", "full_name"), ("received_on",)):
            if not heading.places.keys() & set(together):
                raise Unreadable(
                    gettext_noop("The column “%(column)s” is missing. Add it, and fill it in for every row."),
                    column=self._name(together[0]),
                )

    def _name(self, key: str) -> dict[str, str]:
        name = next(column.name for column in self._columns if column.key == key)
        return {"th": name.th, "en": name.en}
