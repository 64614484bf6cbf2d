"""What a rule looks at: the dossier, the rules in force, the day and what the files say of themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TypeVar

from tidtam.products.academic.rulebook.choices import Stage
from tidtam.products.academic.rulebook.rule_sets.model import Listed, Parameter, RuleSet, Wording
from tidtam.products.academic.rulebook.structure import Dossier, Work
from tidtam.thai.dates import PartialDate, parse_partial_date
from tidtam.thai.errors import ThaiInputError
from tidtam.thai.numerals import to_arabic

from .findings import EMPTY_DATE, UNREADABLE, Said, cannot_tell

Made = TypeVar("Made")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class FileFact:
    """What is known of a stored file; the caller looks it up."""

    kind: str = ""
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    dpi_x: float | None = None
    dpi_y: float | None = None
    inner_width: int | None = None
    """Of a picture without its white border, in pixels."""
    inner_height: int | None = None


class NotConfiguredError(LookupError):
    """A rule asked for a parameter or a list that nobody has set."""

    def __init__(self, name: Wording | str) -> None:
        self.name = name
        super().__init__(str(name))


@dataclass(frozen=True)
class Look:
    dossier: Dossier
    rule_set: RuleSet
    as_of: date
    stage: Stage
    """How far the dossier has come."""
    facts: Mapping[str, FileFact] = field(default_factory=dict)

    @cached_property
    def works(self) -> dict[str, tuple[str, Work]]:
        """Each work by its mark, with its place."""
        return {work.id: (place, work) for place, work in numbered("/works", self.dossier.works) if work.id}

    def number(self, key: str) -> Decimal:
        """What only an administrator can say; without it the rule cannot tell."""
        return self._parameter(key).number

    def codes(self, key: str) -> tuple[str, ...]:
        """As `number`, where codes of a list are wanted."""
        return self._parameter(key).codes

    def listed(self, name: str, code: str, on: date | None = None) -> Listed | None:
        """The entry of a dated list as it is on that day, otherwise today; the list itself may not be configured."""
        self._list(name)
        return self.rule_set.listed(name, code, on or self.as_of)

    def entries(self, name: str, on: date | None = None) -> tuple[Listed, ...]:
        """All entries of a dated list that hold on that day."""
        return tuple(entry for entry in self._list(name) if entry.holds_on(on or self.as_of))

    def names(self, name: str) -> frozenset[str]:
        """What the entries of a list are called, in either language; none where the set has no such list."""
        dated = self.rule_set.lists.get(name)
        names = ((entry.name.th, entry.name.en) for entry in dated.entries) if dated else ()
        return frozenset(each.casefold() for both in names for each in both)

    def _list(self, name: str) -> tuple[Listed, ...]:
        dated = self.rule_set.lists.get(name)
        if dated is None or not dated.entries:
            raise NotConfiguredError(dated.name if dated else name)
        return dated.entries

    def _parameter(self, key: str) -> Parameter:
        parameter = self.rule_set.parameter(key)
        if parameter is None or not parameter.is_set:
            raise NotConfiguredError(parameter.name if parameter else key)
        return parameter


def numbered(place: str, entries: Sequence[Made]) -> Iterator[tuple[str, Made]]:
    """Each entry of a list with its place."""
    return ((f"{place}/{index}", entry) for index, entry in enumerate(entries))


@lru_cache(maxsize=8_192)
def read_day(text: str) -> PartialDate | None:
    """As much of a day as the text says; nothing where it cannot be read."""
    try:
        return parse_partial_date(text)
    except ThaiInputError:
        return None


def exact_day(text: str) -> date | None:
    """One day, or nothing where the text does not say one."""
    day = read_day(text) if text.strip() else None
    return day.exact if day else None


def wanting_day(place: str, text: str) -> Said:
    """What a rule says that needs a date which is not there or cannot be read."""
    return cannot_tell(place, UNREADABLE if text.strip() else EMPTY_DATE)


def read_number(text: str) -> Decimal | None:
    """33.3, ๓๓.๓, 33.3 %, 1,200; nothing where the text says no number."""
    plain = to_arabic(text).strip().removesuffix("%").strip().replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def is_empty(text: str) -> bool:
    """Nothing was said; a dash or dots say nothing either."""
    return not text.strip(" \t\n-–—._…")
