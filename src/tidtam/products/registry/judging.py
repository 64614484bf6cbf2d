"""Rows of a table as facts of holders: each judged by itself, then against the others and against what is there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import override

from tidtam.kernel.actor import Actor
from tidtam.kernel.fields.models import FieldOfStudy
from tidtam.kernel.fields.queries import fields_coded
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import NamedPerson
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import NAME_LENGTH, TITLE_LENGTH
from tidtam.kernel.people.queries import PersonNumber, find_person_ids
from tidtam.thai import national_id, numerals, passport
from tidtam.thai.errors import ThaiInputError
from tidtam.tracking.batches.cells import MISSING, Cells, Found
from tidtam.tracking.batches.judging import MERGED, SHORTENED
from tidtam.tracking.batches.mistakes import Mistake, day, gettext_noop
from tidtam.tracking.batches.sheets.columns import Heading, plain
from tidtam.tracking.batches.sheets.rows import Row

from .choices import EntryState, Position
from .facts import ABOUT_HOLDER, ABOUT_LEVEL, HOLDER, NAMES, Column, Fact, Value
from .queries.entries import entered, entries_of_persons

_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.I)
_LONGEST_NUMBER = 40
_LONGEST_LIST = 8_000

FOUR_DIGITS = gettext_noop("The code of a field of study has four digits.")
FUTURE = gettext_noop("The date lies in the future; today is %(today)s.")
NO_CHOICE = gettext_noop("This is none of the known values: %(known)s.")
LINE_INCOMPLETE = gettext_noop("A line of this list lacks “%(part)s”. Divide the parts of a line by “|”.")
LINE_LONG = gettext_noop("A part of a line is too long: %(longest)s characters at most.")
TWICE = gettext_noop("The same person and position stand in row %(row)s already.")
ELSEWHERE = gettext_noop("This person is in the register of another institution; a transfer brings them here.")
AWAITING = gettext_noop("The entry of this person awaits approval and cannot be changed now.")
OWN = gettext_noop("Nobody enters themself. Ask a colleague to bring this row in.")


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A row without mistakes: one level of one holder."""

    row: int
    person: NamedPerson
    number: PersonNumber
    facts: Mapping[str, Value]
    position: str
    is_known: bool = False


@dataclass(slots=True)
class Judge:
    """Goes through one table from its first row to its last."""

    actor: Actor
    organization: Organization
    heading: Heading
    import_id: UUID
    _rows: dict[int, int] = field(init=False, default_factory=dict)
    """Of what makes a level of a holder the same, as a number, the row where it stands first."""

    def judge(self, rows: Sequence[Row]) -> tuple[list[HolderRow], list[Found]]:
        """The holders of these rows, and what is wrong with the others."""
        read: list[HolderRow] = []
        found: list[Found] = []
        for row in rows:
            cells = Cells(row.number, self.heading.cells(row.cells))
            holder = self._read(cells, row)
            if cells.found or holder is None:
                found += cells.found
                continue
            first = self._rows.setdefault(hash((holder.number, holder.position)), row.number)
            if first == row.number:
                read.append(holder)
            else:
                found.append(Found(row.number, "", Mistake(TWICE, {"row": first})))
        reasons = self._against_register(read)
        found += [Found(each.row, "", Mistake(reasons[each.row])) for each in read if each.row in reasons]
        good = [each for each in read if each.row not in reasons]
        return self._with_field_names(good), sorted(found, key=lambda each: each.row)

    def _with_field_names(self, rows: list[HolderRow]) -> list[HolderRow]:
        """Where a row gives the code alone, the list says what it means; what the table says itself stays."""
        nameless = {
            str(row.facts[f"{row.position}.field_code"])
            for row in rows
            if f"{row.position}.field_code" in row.facts and f"{row.position}.field_name" not in row.facts
        }
        listed = fields_coded(nameless) if nameless else {}
        return [self._named(row, listed) for row in rows] if listed else rows

    def _named(self, row: HolderRow, listed: Mapping[str, FieldOfStudy]) -> HolderRow:
        place, code = f"{row.position}.field_name", str(row.facts.get(f"{row.position}.field_code", ""))
        if place in row.facts or code not in listed:
            return row
        return replace(row, facts={**row.facts, place: listed[code].name_th})

    def known(self, rows: Sequence[HolderRow]) -> int:
        """How many of these rows are of persons that have an entry here already."""
        ids = find_person_ids([row.number for row in rows])
        here = entries_of_persons(self.actor, set(ids.values()))
        return sum(ids.get(row.number) in here for row in rows)

    def _against_register(self, rows: Sequence[HolderRow]) -> dict[int, str]:
        ids = find_person_ids([row.number for row in rows])
        known = set(ids.values())
        here, everywhere = entries_of_persons(self.actor, known), entered(known)
        reasons = {}
        for row in rows:
            person_id = ids.get(row.number)
            entry = here.get(person_id) if person_id else None
            is_own = self.actor.is_person(person_id)
            if is_own:
                reasons[row.row] = OWN
            elif (entry is None and person_id in everywhere) or (
                entry is not None and entry.organization_id != self.organization.pk
            ):
                reasons[row.row] = ELSEWHERE
            elif entry is not None and entry.state == EntryState.AWAITING and entry.import_id != self.import_id:
                reasons[row.row] = AWAITING
        return reasons

    def _read(self, cells: Cells, row: Row) -> HolderRow | None:
        if row.is_merged:
            cells.wrong("", MERGED)
            return None
        number, names = _number(cells), _names(cells)
        position = _choice(cells, "position", Position, is_required=True)
        facts: dict[str, Value] = {f"{HOLDER}.{key}": text for key, text in names.items()}
        facts |= self._facts(cells, HOLDER, ABOUT_HOLDER)
        facts |= self._facts(cells, position, ABOUT_LEVEL) if position else {}
        if cells.found or number is None or not position:
            return None
        suffix = "_en" if names.get("given_name", "").isascii() else ""
        given = {f"{part}{suffix}": text for part, text in names.items() if text}
        person = NamedPerson(number.kind, number.bare, given, self.organization)
        return HolderRow(cells.row, person, number, {place: value for place, value in facts.items() if value}, position)

    def _facts(self, cells: Cells, part: str, told: Sequence[Fact]) -> dict[str, Value]:
        asked = [fact for fact in told if fact.key in self.heading.places and fact.key not in NAMES]
        return {f"{part}.{fact.key}": self._value(cells, fact) for fact in asked}

    def _value(self, cells: Cells, fact: Fact) -> Value:
        if fact.columns:
            return _list(cells, fact.key, fact.columns)
        if fact.choices is not None:
            return _choice(cells, fact.key, fact.choices)
        if fact.is_day:
            value = cells.day(fact.key)
            if value is not None and value > self.actor.today():
                cells.wrong(fact.key, FUTURE, today=day(self.actor.today()))
            return value.isoformat() if value else ""
        text = cells.text(fact.key, fact.longest)
        return _code(cells, text) if fact.key == "field_code" else text


def _code(cells: Cells, text: str) -> str:
    code = numerals.to_arabic(text)
    if code and not re.fullmatch("[0-9]{4}", code):
        cells.wrong("field_code", FOUR_DIGITS)
    return code


def _number(cells: Cells) -> PersonNumber | None:
    is_thai = cells.has("national_id")
    column = "national_id" if is_thai or not cells.has("passport") else "passport"
    if column == "national_id" and not is_thai:
        cells.wrong(column, MISSING)
    text = cells.text(column, _LONGEST_NUMBER)
    if not text:
        return None
    if _SHORTENED.fullmatch(text):
        cells.wrong(column, SHORTENED)
        return None
    try:
        if is_thai:
            return PersonNumber(IdentifierKind.NATIONAL_ID, national_id.parse(text, allow_zero=True))
        return PersonNumber(IdentifierKind.PASSPORT, passport.parse(text))
    except ThaiInputError as error:
        cells.found.append(Found(cells.row, column, Mistake.of(error), cells.shown(column)))
        return None


def _names(cells: Cells) -> dict[str, str]:
    return {
        "title": cells.text("title", TITLE_LENGTH),
        "given_name": cells.required("given_name", NAME_LENGTH),
        "family_name": cells.text("family_name", NAME_LENGTH),
    }


def _choice(cells: Cells, column: str, choices: type[TextChoices], *, is_required: bool = False) -> str:
    """The value, however it is called in either language."""
    if not cells.has(column):
        if is_required:
            cells.wrong(column, MISSING)
        return ""
    text = cells.text(column, 200)
    value = _called(choices).get(plain(text), "") if text else ""
    if text and not value:
        cells.wrong(column, NO_CHOICE, known={"th": _listed(choices, "th"), "en": _listed(choices, "en")})
    return value


@cache
def _called(choices: type[TextChoices]) -> dict[str, str]:
    names = {plain(value): value for value in choices.values}
    for language in ("th", "en"):
        with override(language):
            names |= {plain(str(label)): value for value, label in choices.choices}
    return names


@cache
def _listed(choices: type[TextChoices], language: str) -> str:
    with override(language):
        return ", ".join(str(label) for label in choices.labels)


def _list(cells: Cells, column: str, parts: Sequence[Column]) -> Value:
    """Each line of the cell is a row, its parts divided by bars."""
    rows = []
    for line in cells.text(column, _LONGEST_LIST, lines=True).splitlines():
        texts = [text.strip() for text in line.split("|")]
        row = {part.key: text for part, text in zip(parts, texts, strict=False) if text}
        for part in parts:
            if part.is_required and not row.get(part.key):
                cells.wrong(column, LINE_INCOMPLETE, part=str(part.label))
                return []
            if len(row.get(part.key, "")) > part.longest:
                cells.wrong(column, LINE_LONG, longest=part.longest)
                return []
            if part.choices is not None and row.get(part.key):
                row[part.key] = _called(part.choices).get(plain(row[part.key]), row[part.key])
        rows.append(row)
    return rows
