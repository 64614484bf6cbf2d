"""What is wrong with a table or a row of it: kept as an English source text with its facts, said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.thai import dates
from tidtam.thai.errors import ThaiInputError
from tidtam.tracking.definitions import Words

Fact = str | int | dict[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """`message` is the source text; the facts fill its places. Neither holds what a person typed."""

    message: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, error: ThaiInputError) -> "Mistake":
        return cls(error.message, error.facts)


class Unreadable(Exception):
    """The table as a whole cannot be taken."""

    def __init__(self, message: str, **facts: Fact) -> None:
        super().__init__(message)
        self.mistake = Mistake(message, facts)


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue, as Django's function of this name does."""
    return message


def day(value: date) -> Fact:
    return {"date": value.isoformat()}


def words(value: Words) -> Fact:
    return {"th": value.th, "en": value.en}


def say(message: str, facts: Mapping[str, Fact]) -> str:
    """In the language that is active."""
    text = _(message)
    return text % {name: _readable(value) for name, value in facts.items()} if facts else text


def _readable(value: Fact) -> str | int:
    if not isinstance(value, dict):
        return value
    language = get_language() or "th"
    if "date" in value:
        return dates.format_short(date.fromisoformat(value["date"]), language)
    return value["th" if language.startswith("th") else "en"]
