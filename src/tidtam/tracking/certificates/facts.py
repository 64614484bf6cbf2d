"""What a certificate says, in the language that is active, and what of it a stranger who holds the paper is shown."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import get_language, pgettext

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import display_name, get_person
from tidtam.thai import dates
from tidtam.thai.masking import mask
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.history import Entry
from tidtam.tracking.models import Case
from tidtam.tracking.timeline import TimelineStep, ending, timeline
from tidtam.tracking.versions import definition_of

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of verification shows: what the paper says, the name only as far as to compare it."""

    language: str
    rows: tuple[Row, ...]

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Shown":
        read = json.loads(text)
        return cls(language=read["language"], rows=tuple((label, value) for label, value in read["rows"]))


@dataclass(frozen=True, slots=True)
class Stated:
    """All that the paper says of the matter."""

    office: str
    rows: tuple[Row, ...]
    steps: tuple[TimelineStep, ...]
    shown: Shown


def state(actor: Actor, case: Case, entries: list[Entry]) -> Stated:
    definition = definition_of(case.process_version_id)
    language = get_language() or "th"
    person = get_person(actor, case.subject_id)
    status = _status(case)
    taken = [step for step in timeline(definition, case, entries, all_shown=False) if step.state != "future"]
    name: Row = (pgettext("certificate", "Name"), display_name(actor, case.subject_id, language))
    kind: Row = (pgettext("certificate", "Kind of matter"), str(definition.name))
    letter: Row = (pgettext("certificate", "Reference letter number"), case.letter_no)
    received: Row = (pgettext("certificate", "Received on"), _long(case.received_on))
    english = language == "en" and bool(person.given_name_en)
    masked = mask(
        person.given_name_en if english else person.given_name, person.family_name_en if english else person.family_name
    )
    return Stated(
        office=str(definition.office),
        rows=(name, kind, *([letter] if case.letter_no else []), received, *status),
        steps=tuple(taken),
        shown=Shown(language, ((name[0], masked), kind, received, *status)),
    )


def _status(case: Case) -> tuple[Row, ...]:
    definition = definition_of(case.process_version_id)
    word = str(CaseStatus(case.status).label)
    if not case.is_open:
        ended: Row = (pgettext("certificate", "Ended on"), _long(case.step_since))
        return ((pgettext("certificate", "Current status"), f"{word} ({ending(definition, case)})"), ended)
    return (
        (pgettext("certificate", "Current status"), word),
        (pgettext("certificate", "Current step"), str(definition.step(case.step).name)),
        (pgettext("certificate", "As of"), _long(case.step_since)),
    )


def _long(day: date) -> str:
    return dates.format_long(day, get_language() or "th")
