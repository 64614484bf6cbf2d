"""What an entry says, as facts with a place each: `holder.title`, `professor.field_code`, `professor.works`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import Employment, Method, Position, Quality, Standing

Text = str | Promise
Row = dict[str, str]
Value = str | list[Row]
"""A text, a day as 2026-11-21, a code, or the rows of a list."""
Facts = Mapping[str, Value]

HOLDER = "holder"
NAMES = ("title", "given_name", "family_name")
NAME_PLACES = tuple(f"{HOLDER}.{name}" for name in NAMES)
SETTLED = (*NAME_PLACES, f"{HOLDER}.standing", f"{HOLDER}.employment")
"""What changes by a notice with its letter only, once it was approved."""
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of the rows of a list."""

    key: str
    label: Text
    longest: int = 200
    choices: type[TextChoices] | None = None
    is_required: bool = False
    """Without it the row says nothing."""
    is_needed: bool = False
    """Without it the row stands, but the list is not whole."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing an entry says of the holder, or of a level they hold."""

    key: str
    label: Text
    longest: int = 200
    choices: type[TextChoices] | None = None
    is_day: bool = False
    is_required: bool = True
    columns: tuple[Column, ...] = ()
    """Of a list; empty for a single value."""
    hint: Text = ""


QUALIFICATIONS = (
    Column("degree", gettext_lazy("Degree"), is_required=True),
    Column("field", gettext_lazy("Field of the degree")),
    Column("institution", gettext_lazy("Graduated from")),
    Column("country", gettext_lazy("Country"), 100),
    Column("year", gettext_lazy("Year of graduation"), 10, is_required=True, is_needed=True),
)
WORKS = (
    Column("citation", gettext_lazy("Full citation of the work"), 2_000, is_required=True),
    Column("quality", gettext_lazy("Level of quality"), choices=Quality, is_needed=True),
    Column("participation", gettext_lazy("Participation"), is_needed=True),
)
EXPERTS = (
    Column("name", gettext_lazy("Name of the expert"), is_required=True),
    Column("position", gettext_lazy("Position")),
    Column("institution", gettext_lazy("Institution")),
)
ABOUT_HOLDER = (
    Fact("title", gettext_lazy("Title"), 60, is_required=False),
    Fact("given_name", gettext_lazy("Given name"), 120),
    Fact("family_name", gettext_lazy("Family name"), 120, is_required=False),
    Fact("employment", gettext_lazy("Employment status"), choices=Employment),
    Fact("standing", gettext_lazy("Status"), choices=Standing),
    Fact("qualifications", gettext_lazy("Qualifications"), columns=QUALIFICATIONS),
)
ABOUT_LEVEL = (
    Fact("method", gettext_lazy("Method"), choices=Method),
    Fact("field_code", gettext_lazy("Code of the field of study"), 4),
    Fact(
        "field_name",
        gettext_lazy("Field of study"),
        hint=gettext_lazy("Only where the order calls the field otherwise than the list does, or the list lacks it."),
    ),
    Fact("subfield", gettext_lazy("Subfield"), is_required=False),
    Fact("appointed_on", gettext_lazy("Appointed with effect from"), is_day=True),
    Fact("order_no", gettext_lazy("Number of the order"), 100),
    Fact("gazette", gettext_lazy("Royal Gazette, volume and page"), is_required=False),
    Fact("works", gettext_lazy("Academic works"), columns=WORKS),
    Fact("experts", gettext_lazy("Experts appointed"), columns=EXPERTS),
)
PARTS = (HOLDER, *Position.values)


def part_name(part: str) -> str:
    return _("The holder") if part == HOLDER else str(Position(part).label)


def facts_of_part(part: str) -> tuple[Fact, ...]:
    return ABOUT_HOLDER if part == HOLDER else ABOUT_LEVEL


@cache
def places() -> dict[str, Fact]:
    """Every place there is, with the fact that stands there."""
    return {f"{part}.{fact.key}": fact for part in PARTS for fact in facts_of_part(part)}


def place_name(place: str) -> str:
    """How a place is called on pages: Professor: Field of study."""
    fact = places().get(place)
    if fact is None:
        return place
    part = place.partition(".")[0]
    return str(fact.label) if part == HOLDER else f"{part_name(part)}: {fact.label}"


def levels_of(facts: Facts) -> list[Position]:
    """The levels of which the entry says anything, the lowest first."""
    told = {place.partition(".")[0] for place, value in facts.items() if value}
    return [position for position in Position if position.value in told]


def missing_places(facts: Facts) -> list[str]:
    """What a whole entry would say and this one does not: of the holder, of each level, and of those below it.

    Who was appointed to a higher level by the special method need not have held the lower ones.
    """
    levels = levels_of(facts)
    parts = [HOLDER, *(level.value for level in levels)]
    missing = [
        f"{part}.{fact.key}"
        for part in parts
        for fact in facts_of_part(part)
        if fact.is_required and not _is_whole(fact, facts.get(f"{part}.{fact.key}"))
    ]
    return [*missing, *_levels_left_out(facts, levels)] if levels else [*missing, "assistant_professor.appointed_on"]


def _is_whole(fact: Fact, value: Value | None) -> bool:
    return bool(value) and not lacking(fact, value)


def lacking(fact: Fact, value: Value | None) -> list[Column]:
    """What some row of a list leaves out and a whole one would say."""
    rows = value if isinstance(value, list) else []
    return [column for column in fact.columns if column.is_needed and any(not row.get(column.key) for row in rows)]


def _levels_left_out(facts: Facts, levels: list[Position]) -> Iterator[str]:
    held = set(levels)
    for level in Position:
        above = [each for each in levels if list(Position).index(each) > list(Position).index(level)]
        if level not in held and above and facts.get(f"{above[0].value}.method") != Method.SPECIAL:
            yield f"{level.value}.appointed_on"


def shown(place: str, value: Value | None) -> str:
    """A single value in words; of a list, how many rows it has."""
    fact = places().get(place)
    if not value or fact is None:
        return ""
    if fact.columns:
        return _("%(number)s entered") % {"number": len(value) if isinstance(value, list) else value}
    if fact.choices is not None and value in fact.choices.values:
        return str(fact.choices(value).label)
    return str(value)


def facts_problem(fact: Fact | None, value: object) -> str:
    """What is wrong with a value that a program sends; forms and tables find it their own way."""
    if fact is None:
        return _("There is no such place.")
    if fact.columns:
        return _list_problem(fact, value)
    if not isinstance(value, str) or len(value) > fact.longest or not value.isprintable():
        return _("This must be a text of %(longest)s characters at most.") % {"longest": fact.longest}
    return _text_problem(fact, value) if value else ""


def _text_problem(fact: Fact, value: str) -> str:
    if fact.choices is not None and value not in fact.choices.values:
        return _("This is none of the known values: %(known)s.") % {"known": ", ".join(fact.choices.values)}
    if fact.is_day and not _is_day(value):
        return _("This must be a day as YYYY-MM-DD.")
    if fact.key == "field_code" and not (len(value) == 4 and value.isascii() and value.isdecimal()):
        return _("The code of a field of study has four digits.")
    return ""


def _list_problem(fact: Fact, value: object) -> str:
    columns = {column.key: column for column in fact.columns}
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        return _("This must be a list of %(most)s objects at most.") % {"most": MOST_ROWS}
    for row in value:
        if set(row) - set(columns) or any(len(text) > columns[key].longest for key, text in row.items()):
            return _("A row holds %(keys)s, each not too long.") % {"keys": ", ".join(columns)}
        if any(column.is_required and not row.get(key) for key, column in columns.items()):
            return _("A row lacks what it cannot do without.")
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
