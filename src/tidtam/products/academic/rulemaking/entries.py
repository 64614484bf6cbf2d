"""The entries of a list as people type them, one on a line: code | Thai | English | from | until. Pasted out of a
spreadsheet, tabs part them too."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from pydantic import ValidationError

from tidtam.products.academic.rulebook.rule_sets import Listed, Wording
from tidtam.thai.dates import format_numeric, parse_date
from tidtam.thai.errors import ThaiInputError

MOST = 2_000
_COLUMNS = 5


class NotEntries(ValueError):
    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__("; ".join(mistakes))


def as_lines(entries: Iterable[Listed]) -> str:
    return "\n".join(_line(entry) for entry in entries)


def _line(entry: Listed) -> str:
    cells = [entry.code, entry.name.th, entry.name.en, _day(entry.valid_from), _day(entry.valid_until)]
    while not cells[-1]:
        cells.pop()
    return " | ".join(cells)


def _day(day: date | None) -> str:
    return format_numeric(day) if day else ""


def read_entries(text: str, known: Iterable[Listed]) -> tuple[Listed, ...]:
    """An entry that was there before keeps the marks by which the rules know it."""
    marks = {entry.code: entry.marks for entry in known}
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        raise NotEntries([_("A list has %(most)s entries at most.") % {"most": MOST}])
    found: list[Listed] = []
    mistakes: list[str] = []
    for number, line in lines:
        try:
            found.append(_entry(line, marks))
        except (ValueError, ThaiInputError) as mistake:
            mistakes.append(_("Line %(line)s: %(mistake)s") % {"line": number, "mistake": mistake})
    if mistakes:
        raise NotEntries(mistakes)
    return tuple(found)


def _entry(line: str, marks: dict[str, frozenset[str]]) -> Listed:
    cells = [cell.strip() for cell in re.split(r"[|\t]", line)]
    if len(cells) > _COLUMNS or len(cells) < 3:
        raise ValueError(_("write code, Thai name and English name, and the days if any, parted by “|”."))
    code, thai, english, begins, ends = [*cells, "", ""][:_COLUMNS]
    valid_from, valid_until = (parse_date(cell) if cell else None for cell in (begins, ends))
    if valid_from and valid_until and valid_until < valid_from:
        raise ValueError(_("it ends before it begins."))
    try:
        name = Wording(th=thai, en=english)
        return Listed(
            code=code, name=name, valid_from=valid_from, valid_until=valid_until, marks=marks.get(code, frozenset())
        )
    except ValidationError:
        raise ValueError(_("a code is of Latin letters, figures and “_.+-”; both names are needed.")) from None
