"""Which columns a table of holders may have; finding them among the headings is the engine's."""

import tomllib
from functools import cache
from pathlib import Path

from tidtam.tracking.batches.mistakes import Unreadable, gettext_noop
from tidtam.tracking.batches.sheets.columns import Column, Heading, plain, understand
from tidtam.tracking.definitions import Words

_FILE = Path(__file__).with_name("columns.toml")
_HEADING_WITHIN = 10
_TOGETHER = (("national_id", "passport"), ("given_name",), ("position",))


@cache
def columns() -> tuple[Column, ...]:
    described = tomllib.loads(_FILE.read_text("utf-8"))["columns"]
    return tuple(
        Column(
            key=entry["key"],
            name=Words(**entry["name"]),
            note=Words(**entry["note"]),
            headings=frozenset(map(plain, [entry["key"], *entry["name"].values(), *entry["others"]])),
            example=entry.get("example", ""),
        )
        for entry in described
    )


class Headings:
    """Looks for the row with the headings, and refuses a table in which too little is told."""

    def __init__(self) -> None:
        self._seen = 0

    def find(self, row: int, cells: list[str]) -> Heading | None:
        heading = understand(columns(), row, cells)
        self._seen += 1
        if heading is None and self._seen >= _HEADING_WITHIN:
            raise missing()
        for together in _TOGETHER if heading else ():
            if heading and not heading.places.keys() & set(together):
                raise Unreadable(
                    gettext_noop("The column “%(column)s” is missing. Add it, and fill it in for every row."),
                    column=_name(together[0]),
                )
        return heading


def missing() -> Unreadable:
    return Unreadable(
        gettext_noop(
            "The table has no headings we know. Its first row must name the columns, such as “%(first)s” and "
            "“%(second)s”; take the template and copy your rows into it."
        ),
        first=_name("national_id"),
        second=_name("position"),
    )


def _name(key: str) -> dict[str, str]:
    name = next(column.name for column in columns() if column.key == key)
    return {"th": name.th, "en": name.en}
