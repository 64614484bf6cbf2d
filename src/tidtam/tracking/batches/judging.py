"""Rows of a table as matters: each judged by itself, then against the others and against what is there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import NamedPerson
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import NAME_LENGTH, TITLE_LENGTH
from tidtam.kernel.people.queries import PersonNumber, find_person_ids
from tidtam.thai import names, national_id, passport
from tidtam.thai.errors import ThaiInputError
from tidtam.tracking.actions import PastMove
from tidtam.tracking.models import LETTER_LENGTH, Process

from . import queries
from .cells import MISSING, Cells, Found
from .courses import Courses
from .mistakes import Mistake, day, gettext_noop
from .sheets.columns import Heading, plain
from .sheets.rows import Row

_EARLIEST = date(2000, 1, 1)
_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.I)
_LONGEST_NUMBER = 40
_LONGEST_PLACE = 200

MERGED = gettext_noop("Cells of this row are merged with others. Undo the merging and fill in every row by itself.")
SHORTENED = gettext_noop("The spreadsheet shortened this number. Format the column as text and type the number anew.")
FUTURE = gettext_noop("The date lies in the future; today is %(today)s.")
EARLY = gettext_noop("A matter cannot have been received before the year 2000.")
NO_OFFICE = gettext_noop("Several organisations are in your charge; say which one it is.")
OTHER_OFFICE = gettext_noop("No organisation in your charge has this code or name.")
OTHER_PROCESS = gettext_noop(
    "This is not the process chosen for the import. Import matters of each process by themselves."
)
TWICE = gettext_noop("The same person, organisation and day of receipt stand in row %(row)s already.")
KNOWN = gettext_noop("A matter of this person, received by this organisation on this day, is followed already.")


@dataclass(frozen=True, slots=True)
class Matter:
    """A row without mistakes."""

    row: int
    person: NamedPerson
    number: PersonNumber
    received_on: date
    letter_no: str
    moves: tuple[PastMove, ...]

    @property
    def identity(self) -> tuple[PersonNumber, UUID, date]:
        """What makes two rows the same matter."""
        return self.number, self.person.organization.pk, self.received_on


@dataclass(slots=True)
class Judge:
    """Goes through one table from its first row to its last."""

    actor: Actor
    process: Process
    courses: Courses
    heading: Heading
    offices: Sequence[Organization]
    _by_name: dict[str, Organization] = field(init=False)
    _process_names: frozenset[str] = field(init=False)
    _rows: dict[int, int] = field(init=False, default_factory=dict)
    """Of what makes a matter the same, as a number, the row where it stands first."""

    def __post_init__(self) -> None:
        self._by_name = {
            plain(name): office
            for office in self.offices
            for name in (office.name_en, office.name_th, office.code)
            if name
        }
        definition = self.courses.definition
        self._process_names = frozenset(map(plain, (definition.key, definition.name.th, definition.name.en)))

    def judge(self, rows: Sequence[Row]) -> tuple[list[Matter], list[Found]]:
        """The matters of these rows, and what is wrong with the others."""
        matters: list[Matter] = []
        found: list[Found] = []
        for row in rows:
            cells = Cells(row.number, self.heading.cells(row.cells))
            matter = self._read(cells, row)
            if cells.found or matter is None:
                found += cells.found
            elif first := self._seen_before(matter):
                found.append(Found(row.number, "", Mistake(TWICE, {"row": first})))
            else:
                matters.append(matter)
        known = self._known(matters)
        found += [Found(matter.row, "", Mistake(KNOWN)) for matter in matters if matter.row in known]
        return [matter for matter in matters if matter.row not in known], sorted(found, key=lambda each: each.row)

    def _read(self, cells: Cells, row: Row) -> Matter | None:
        if row.is_merged:
            cells.wrong("", MERGED)
            return None
        if cells.has("process") and plain(cells.values["process"]) not in self._process_names:
            cells.wrong("process", OTHER_PROCESS)
        number, given = self._number(cells), self._names(cells)
        office = self._office(cells)
        received_on = self._received_on(cells)
        letter_no = cells.text("letter_no", LETTER_LENGTH)
        moves = self.courses.read(cells, received_on, self.actor.today()) if received_on else ()
        if cells.found or number is None or office is None or received_on is None:
            return None
        person = NamedPerson(number.kind, number.bare, given, office)
        return Matter(cells.row, person, number, received_on, letter_no, moves)

    def _number(self, cells: Cells) -> PersonNumber | None:
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

    def _names(self, cells: Cells) -> Mapping[str, str]:
        """In Thai, or in English where they are written so."""
        if cells.has("full_name") and not cells.has("given_name"):
            name = names.split(cells.text("full_name", 2 * NAME_LENGTH))
            given = {
                "title": name.title[:TITLE_LENGTH],
                "given_name": name.given_name[:NAME_LENGTH],
                "middle_name": name.middle_name[:NAME_LENGTH],
                "family_name": name.family_name[:NAME_LENGTH],
            }
        else:
            given = {
                "title": cells.text("title", TITLE_LENGTH),
                "given_name": cells.required("given_name", NAME_LENGTH),
                "family_name": cells.text("family_name", NAME_LENGTH),
            }
        suffix = "_en" if given["given_name"].isascii() else ""
        return {f"{part}{suffix}": text for part, text in given.items() if text}

    def _office(self, cells: Cells) -> Organization | None:
        if not cells.has("organization"):
            if len(self.offices) == 1:
                return self.offices[0]
            cells.wrong("organization", NO_OFFICE)
            return None
        office = self._by_name.get(plain(cells.text("organization", _LONGEST_PLACE)))
        if office is None:
            cells.wrong("organization", OTHER_OFFICE)
        return office

    def _received_on(self, cells: Cells) -> date | None:
        if not cells.has("received_on"):
            cells.wrong("received_on", MISSING)
        received_on = cells.day("received_on")
        if received_on is not None and received_on > self.actor.today():
            cells.wrong("received_on", FUTURE, today=day(self.actor.today()))
            return None
        if received_on is not None and received_on < _EARLIEST:
            cells.wrong("received_on", EARLY)
            return None
        return received_on

    def _seen_before(self, matter: Matter) -> int | None:
        """The row that says the same; a hash of it is kept, not the person's number."""
        first = self._rows.setdefault(hash(matter.identity), matter.row)
        return first if first != matter.row else None

    def _known(self, matters: Sequence[Matter]) -> set[int]:
        """The rows whose matter is followed already."""
        ids = find_person_ids([matter.number for matter in matters])
        if not ids:
            return set()
        days = {matter.received_on for matter in matters}
        there = queries.matters_received(self.actor, self.process.pk, set(ids.values()), days)
        return {
            matter.row
            for matter in matters
            if (ids.get(matter.number), matter.person.organization.pk, matter.received_on) in there
        }
