"""Whether two written names can be of one person: titles, ranks, spaces, double surnames, initials, either language."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tidtam.thai import names, writing

_INITIALS = re.compile(r"(?:[a-z\u0e01-\u0e2e]\.?)+")
_BETWEEN = re.compile(r"[\s\-]+")


@dataclass(frozen=True, slots=True)
class Name:
    given: str
    family: frozenset[str]
    """The parts of a double surname; one of them may be left out."""


def _name(given: str, family: str) -> Name:
    parts = [part for part in _BETWEEN.split(writing.plain_dashes(family).casefold()) if part]
    return Name(given.replace(" ", "").replace(".", "").casefold(), frozenset(part.strip(".") for part in parts))


def read(text: str) -> Name:
    """“รศ.ดร.สมชาย ใจดี”, “Jaidee, S.”, “S. Jaidee”."""
    family, comma, given = writing.tidy(text).partition(",")
    if comma:
        return _name(given.strip(), names.split(family).family_name or family)
    split = names.split(text)
    given, family = split.given_name, " ".join(part for part in (split.middle_name, split.family_name) if part)
    if _is_initial(family.casefold()) and not _is_initial(given.casefold()):
        given, family = family, given
    return _name(given, family)


def _is_initial(text: str) -> bool:
    bare = text.replace(" ", "")
    return bool(bare) and len(bare.replace(".", "")) <= 2 and _INITIALS.fullmatch(bare) is not None


def can_be_one(first: str, second: str) -> bool:
    """Exactly or by an initial of the given name. Better one question too many than one too few."""
    return _fits(read(first), read(second))


def _fits(first: Name, second: Name) -> bool:
    if not (first.given and second.given):
        return False
    if first.family and second.family:
        if not (first.family <= second.family or second.family <= first.family):
            return False
    elif first.family or second.family:
        return False
    if first.given == second.given:
        return True
    shorter, longer = sorted((first.given, second.given), key=len)
    return bool(first.family) and len(shorter) <= 2 and longer.startswith(shorter[0])


class Named(NamedTuple):
    """A name as it stands somewhere, and where: the place in the dossier, as a JSON pointer."""

    name: str
    place: str = ""


class Register:
    """Many names, read once, in which many others are looked up: only those that share a family name are compared."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._by_part: dict[str, list[tuple[int, Name, Named]]] = defaultdict(list)
        for number, each in enumerate(named):
            name = read(each.name)
            for part in name.family or {""}:
                self._by_part[part].append((number, name, each))

    def holds(self, written: Iterable[str]) -> list[Named]:
        """Which of them can be one of those written, as they stand there and in their order there."""
        found: dict[int, Named] = {}
        for known in (read(text) for text in written):
            for part in known.family or {""}:
                found |= {number: each for number, name, each in self._by_part.get(part, ()) if _fits(known, name)}
        return [found[number] for number in sorted(found)]
