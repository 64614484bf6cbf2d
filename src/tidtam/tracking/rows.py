"""Lines of lists of matters, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import display_names

from .choices import CaseStatus
from .definitions import SUBJECT, Definition, Words
from .models import Case
from .policies import is_returned
from .timeline import ending
from .versions import definitions_of
from .wording import short_date


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    process_name: str
    step_name: str
    status_kind: str
    status_text: str
    ended: str
    is_returned: bool
    is_late: bool
    limit_on: date | None
    definition: Words
    """What the kind of matter is."""
    name: str = ""

    @property
    def is_yours(self) -> bool:
        """Whether the next move is that of the person concerned."""
        return self.case.holder == SUBJECT and not self.case.is_suspended

    @property
    def place(self) -> str:
        """Where it is, in one line: the step and whether it waits there, or how it ended."""
        waits = _("%(step)s (waiting for correction)") % {"step": self.step_name} if self.is_returned else ""
        return self.ended or waits or self.step_name

    @property
    def standing(self) -> tuple[str, str]:
        """The one thing about it that matters most, and how it is dressed."""
        if self.case.is_suspended:
            return "closed", _("Suspended")
        if self.is_late:
            return "late", _("Past the limit")
        if self.is_returned:
            return "waiting", _("Waiting for correction")
        return self.status_kind, self.status_text

    @property
    def received(self) -> str:
        return short_date(self.case.received_on)

    @property
    def limit(self) -> str:
        return short_date(self.limit_on) if self.limit_on else ""


def rows_of(cases: Iterable[Case], today: date, names: dict[UUID, str] | None = None) -> list[Row]:
    cases = list(cases)
    definitions = definitions_of(case.process_version_id for case in cases)
    return [_row(case, definitions[case.process_version_id], today, names or {}) for case in cases]


def named_rows(actor: Actor, cases: Iterable[Case]) -> list[Row]:
    """With the persons' names, as far as the actor may know them."""
    cases = list(cases)
    names = display_names(actor, (case.subject_id for case in cases), get_language() or "th")
    return rows_of(cases, actor.today(), names)


def _row(case: Case, definition: Definition, today: date, names: dict[UUID, str]) -> Row:
    return Row(
        case=case,
        process_name=str(definition.name),
        step_name=str(definition.step(case.step).name),
        status_kind="progress" if case.is_open else "done",
        status_text=str(CaseStatus(case.status).label),
        is_returned=is_returned(case),
        ended=ending(definition, case),
        is_late=case.is_late(today),
        limit_on=case.limit_on,
        definition=definition.definition,
        name=names.get(case.subject_id, ""),
    )
