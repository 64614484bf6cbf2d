"""The cells of one row: read as what they should be, and everything wrong with them gathered."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tidtam.thai import dates
from tidtam.thai.errors import ThaiInputError
from tidtam.thai.writing import plain_dashes, tidy

from .mistakes import Mistake, gettext_noop

LONGEST_FOUND = 80
"""Of what stands in a wrong cell, so much is shown."""
_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_SURELY_FORMULA = frozenset("=＝")
"""A remark may well begin with a dash; it is kept as text, and exports make it harmless."""
_INVISIBLE = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})

MISSING = gettext_noop("This must be filled in.")
FORMULA = gettext_noop(
    "The cell begins with “%(sign)s”, as a formula does. Formulas are not computed: type the value itself."
)
TOO_LONG = gettext_noop("This is %(length)s characters long and may be %(longest)s at most. Shorten it.")
INVISIBLE = gettext_noop("There is an invisible character in the cell. Delete the text and type it anew.")


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, where, and what stands there."""

    row: int
    column: str
    mistake: Mistake
    text: str = ""


@dataclass(slots=True)
class Cells:
    row: int
    values: Mapping[str, str]
    found: list[Found] = field(default_factory=list)

    def wrong(self, column: str, message: str, **facts: str | int | dict[str, str]) -> None:
        self.found.append(Found(self.row, column, Mistake(message, facts), self.shown(column)))

    def shown(self, column: str) -> str:
        text = " ".join(self.values.get(column, "").split())
        return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}…"

    def has(self, column: str) -> bool:
        return bool(plain_dashes(self.values.get(column, "")).strip(" -"))

    def text(self, column: str, longest: int, *, lines: bool = False) -> str:
        """A text; a lone dash means nothing. Empty also where it is wrong."""
        value = self.values.get(column, "")
        if not value or not self.has(column):
            return ""
        if len(value) > longest * 4:
            # Whatever its blanks: nothing so long is looked at any closer.
            self.wrong(column, TOO_LONG, length=len(value), longest=longest)
            return ""
        first = value[0] if value[0] in _FORMULA else value.lstrip()[:1]
        if first in (_SURELY_FORMULA if lines else _FORMULA):
            self.wrong(column, FORMULA, sign=first.strip() or "TAB")
            return ""
        value = "\n".join(map(tidy, value.splitlines())).strip() if lines else tidy(value)
        if not value.isprintable() and any(map(_is_invisible, value.replace("\n", ""))):
            self.wrong(column, INVISIBLE)
            return ""
        if len(value) > longest:
            self.wrong(column, TOO_LONG, length=len(value), longest=longest)
            return ""
        return value

    def required(self, column: str, longest: int) -> str:
        if not self.has(column):
            self.wrong(column, MISSING)
        return self.text(column, longest)

    def day(self, column: str) -> date | None:
        """A day as people type it. None where there is none, and where it is wrong."""
        text = self.text(column, _LONGEST_DAY)
        if not text:
            return None
        read = read_day(text)
        if isinstance(read, Mistake):
            self.found.append(Found(self.row, column, read, self.shown(column)))
            return None
        return read


_LONGEST_DAY = 60


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in _INVISIBLE


@lru_cache(maxsize=20_000)
def read_day(text: str) -> date | Mistake:
    """The days of a table repeat."""
    try:
        # A day with its time, as programs write it.
        return dates.parse_date(text.removesuffix(" 00:00:00").removesuffix("T00:00:00"))
    except ThaiInputError as error:
        return Mistake.of(error)
