"""Names of persons: the titles before them, and how the whole is written."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from .writing import tidy


class TitleKind(StrEnum):
    CIVIL = "civil"
    ACADEMIC = "academic"
    DOCTORATE = "doctorate"
    PROFESSION = "profession"
    RANK = "rank"
    ROYAL = "royal"


@dataclass(frozen=True, slots=True)
class Title:
    kind: TitleKind
    full: str
    """Written in full: รองศาสตราจารย์, ว่าที่ร้อยตรี, Mr."""
    written: str
    """As it was typed: รศ., ว่าที่ ร.ต., Mr."""


@dataclass(frozen=True, slots=True)
class PersonName:
    titles: tuple[Title, ...]
    given_name: str
    middle_name: str
    family_name: str

    @property
    def title(self) -> str:
        """All titles as they stand before the name: รศ.ดร."""
        return join_titles(tuple(title.written for title in self.titles))

    def of_kind(self, kind: TitleKind) -> str:
        """The title of this kind in full, or nothing."""
        return next((title.full for title in self.titles if title.kind is kind), "")


_THAI = re.compile("[\u0e00-\u0e7f]")
_PROFESSOR = r"prof(?:essor|\.)?"
_ENGLISH = tuple(
    (re.compile(rf"(?:{form})(?:\.\s*|\s+)(?=\S)", re.I), kind, full)
    for form, kind, full in (
        (rf"assoc(?:iate|\.)?\s*{_PROFESSOR}", TitleKind.ACADEMIC, "Associate Professor"),
        (rf"(?:asst\.?|assistant)\s*{_PROFESSOR}", TitleKind.ACADEMIC, "Assistant Professor"),
        (_PROFESSOR, TitleKind.ACADEMIC, "Professor"),
        ("dr", TitleKind.DOCTORATE, "Dr"),
        ("mr", TitleKind.CIVIL, "Mr"),
        ("mrs", TitleKind.CIVIL, "Mrs"),
        ("miss", TitleKind.CIVIL, "Miss"),
        ("ms", TitleKind.CIVIL, "Ms"),
    )
)
_ACTING, _WOMAN = "ว่าที่", "หญิง"
_CONTINUES = re.compile("[ะัาำ\u0e34-\u0e3aๅ็-\u0e4eๆฯ]")
"""A title ends where the next sign does not belong to its last letter: นาย|สมชาย, but นายิกา is a name."""


@cache
def thai_titles() -> dict[str, tuple[TitleKind, str]]:
    """Every written form with its kind and its full form; longer forms first. A dot may be left out before a space."""
    data = tomllib.loads((Path(__file__).parent / "data" / "titles.toml").read_text("utf-8"))
    forms: dict[str, tuple[TitleKind, str]] = {}
    for entry in data["title"]:
        for form in entry["forms"]:
            meaning = TitleKind(entry["kind"]), entry["forms"][0]
            forms[form] = meaning
            if form.endswith("."):
                forms[f"{form[:-1]} "] = meaning
    return dict(sorted(forms.items(), key=lambda item: -len(item[0])))


def split(text: str) -> PersonName:
    """รศ.ดร.สมชาย ใจดี, ว่าที่ ร.ต.หญิง สมหญิง ใจดี, Dr. John Paul Smith: titles, given, middle and family name."""
    rest = tidy(text)
    titles: list[Title] = []
    while found := _thai_title(rest) or _english_title(rest):
        title, rest = found
        titles.append(title)
    given, *others = rest.split(" ")
    family = " ".join(others)
    middle = ""
    if len(others) > 1 and not _THAI.search(text):
        *middles, family = others
        middle = " ".join(middles)
    return PersonName(tuple(titles), given, middle, family)


def _thai_title(text: str) -> tuple[Title, str] | None:
    acting = text.startswith(_ACTING)
    body = text.removeprefix(_ACTING).lstrip() if acting else text
    for form, (kind, full) in thai_titles().items():
        if acting and kind is not TitleKind.RANK:
            continue
        if not body.startswith(form):
            continue
        rest = body[len(form) :].lstrip()
        woman = kind is TitleKind.RANK and rest.startswith(_WOMAN) and not _CONTINUES.match(rest[len(_WOMAN) :])
        if woman:
            rest = rest.removeprefix(_WOMAN).lstrip()
        if not rest or _CONTINUES.match(rest):
            continue
        written = text[: len(text) - len(rest)].rstrip()
        return Title(kind, f"{_ACTING if acting else ''}{full}{_WOMAN if woman else ''}", written), rest
    return None


def _english_title(text: str) -> tuple[Title, str] | None:
    for form, kind, full in _ENGLISH:
        if found := form.match(text):
            return Title(kind, full, found[0].strip()), text[found.end() :]
    return None


def join_titles(titles: tuple[str, ...]) -> str:
    """รศ. and ดร. stand together, รองศาสตราจารย์ and ดร. apart."""
    joined = ""
    for title in titles:
        apart = " " if joined and not joined.endswith(".") else ""
        joined += apart + title
    return joined


def full_name(title: str, given_name: str, family_name: str, *, middle_name: str = "") -> str:
    """นายสมชาย ใจดี, รศ.ดร.สมชาย ใจดี, ร้อยตำรวจเอก สมชาย ใจดี, Mr Somchai Jaidee.

    In Thai a title touches the name; only a rank written in full stands apart from it.
    """
    names = " ".join(part for part in (given_name, middle_name, family_name) if part)
    if not title:
        return names
    apart = not _THAI.search(title) or _ends_with_full_rank(title)
    return f"{title}{' ' if apart else ''}{names}"


def _ends_with_full_rank(title: str) -> bool:
    last = title.rsplit(" ", maxsplit=1)[-1].removeprefix(_ACTING).removesuffix(_WOMAN)
    kind, full = thai_titles().get(last, (None, ""))
    return kind is TitleKind.RANK and last == full
