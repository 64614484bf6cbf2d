"""Does what a source has of a person agree with what the person stated?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tidtam.thai import names, national_id
from tidtam.thai.dates import PartialDate
from tidtam.thai.writing import tidy

from .choices import Part, Result
from .protocol import Employment, Stated


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a source: a directory may have several spellings of a name, of which one has to fit."""

    national_id: str = field(repr=False)
    given_names: tuple[str, ...] = field(repr=False)
    family_names: tuple[str, ...] = field(repr=False)
    born: PartialDate | None = field(default=None, repr=False)
    employment: Employment = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    result: Result
    checked: tuple[Part, ...]
    differing: tuple[Part, ...] = ()
    employment: Employment | None = None


def compare(stated: Stated, entries: Iterable[Entry]) -> Comparison:
    """With several entries for the number, as where somebody has two accounts or two posts, one has to agree."""
    compared = [_compare_one(stated, entry) for entry in entries if entry.national_id == stated.national_id]
    if not compared:
        return Comparison(result=Result.NOT_FOUND, checked=(Part.NATIONAL_ID,))
    return min(compared, key=lambda one: len(one.differing))


def _compare_one(stated: Stated, entry: Entry) -> Comparison:
    given = {_comparable(stated.given_name), _comparable(f"{stated.given_name} {stated.middle_name}")}
    agrees = {
        Part.GIVEN_NAME: not given.isdisjoint(_comparable(_without_title(name)) for name in entry.given_names),
        Part.FAMILY_NAME: _comparable(stated.family_name) in {_comparable(name) for name in entry.family_names},
    }
    if entry.born:
        agrees[Part.BIRTH_DATE] = _overlap(stated.born, entry.born)
    differing = tuple(part for part, does in agrees.items() if not does)
    return Comparison(
        result=Result.MISMATCH if differing else Result.MATCH,
        checked=(Part.NATIONAL_ID, *agrees),
        differing=differing,
        employment=None if differing else entry.employment,
    )


def _comparable(name: str) -> str:
    return tidy(name).casefold()


def _without_title(name: str) -> str:
    """Directories write นายสมชาย or Dr. Somchai where the first name belongs."""
    split = names.split(name)
    return " ".join(part for part in (split.given_name, split.middle_name, split.family_name) if part)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    """A year alone agrees with every day in it."""
    return one.earliest <= other.latest and other.earliest <= one.latest


def plain_number(text: str) -> str:
    """The thirteen digits of a number as a source writes it; nothing if it is none."""
    # Most are written plainly, and of a large staff every one is looked at.
    is_plain = len(text) == national_id.LENGTH and text.isdecimal()
    digits = text if is_plain else tidy(text).replace("-", "").replace(" ", "")
    return digits if national_id.is_valid(digits, allow_zero=True) else ""
