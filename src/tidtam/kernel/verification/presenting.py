"""Facts in the words of the pages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tidtam.kernel.people.choices import IdentifierKind, PersonKind
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.numbers import mask
from tidtam.kernel.registration.choices import PersonnelKind
from tidtam.thai import dates, national_id
from tidtam.thai.dates import PartialDate, format_partial

from .choices import Ending, State, Way
from .facts import Declared
from .models import EvidenceRow, VerificationRequest
from .queries import Docket

Rows = list[tuple[object, ...]]
KINDS = {
    State.CHECKING: "progress",
    State.COLLECTING: "waiting",
    State.DECIDING: "progress",
    State.APPROVED: "done",
    State.REFUSED: "late",
    State.CANCELLED: "closed",
}


@dataclass(frozen=True)
class Told:
    """One request as its page shows it."""

    request: VerificationRequest
    kind: str
    label: str
    why: str


def told(request: VerificationRequest, reason: str = "") -> Told:
    state = State(request.state)
    label = str(state.label)
    if state == State.REFUSED:
        label = _("Not verified")
    why = reason or (str(Ending(request.ending).label) if request.ending else "")
    return Told(request, KINDS[state], label, why)


def request_rows(request: VerificationRequest, declared: Declared | None) -> Rows:
    """What the person sees of their own request."""
    language = get_language() or "th"
    rows: Rows = [
        (_("Way"), Way(request.way).label),
        (_("Begun on"), dates.format_datetime(request.begun_at, language)),
    ]
    if request.organization:
        rows.append((_("Office"), request.organization.name))
    rows += declared_rows(declared, whole=False)
    if request.submitted_at:
        rows.append((_("Handed in on"), dates.format_datetime(request.submitted_at, language)))
    if request.next_try_at:
        rows.append((_("Asked again on"), dates.format_datetime(request.next_try_at, language)))
    if request.ended_at:
        rows.append((_("Ended on"), dates.format_datetime(request.ended_at, language)))
    return rows


def declared_rows(declared: Declared | None, *, whole: bool) -> Rows:
    """What was declared; the number whole only for who compares it with a document."""
    if declared is None:
        return []
    rows: Rows = [(_("Kind of personnel"), PersonnelKind(declared.personnel_kind).label)]
    if declared.unit or declared.position:
        rows += [(_("Unit"), declared.unit), (_("Position"), declared.position)]
    if declared.number:
        rows.append((IdentifierKind(declared.number_kind).label, _number(declared, whole)))
    return rows


def _number(declared: Declared, whole: bool) -> str:
    if not whole:
        return mask(declared.number_kind, declared.number)
    if declared.number_kind == IdentifierKind.NATIONAL_ID:
        return national_id.display(declared.number)
    return f"{declared.number} ({declared.country})" if declared.country else declared.number


def person_rows(person: Person) -> Rows:
    language = get_language() or "th"
    rows: Rows = [(_("Name"), person.full_name)]
    if person.full_name_en and person.full_name_en != person.full_name:
        rows.append((_("Name in English"), person.full_name_en))
    rows.append((_("Member type"), PersonKind(person.kind).label))
    if person.birth_date:
        rows.append((_("Birth date"), format_partial(_born(person), language)))
    return rows


def _born(person: Person) -> PartialDate:
    day = person.birth_date
    assert day is not None  # noqa: S101 - tells the type checker
    known = {"day": (day.month, day.day), "month": (day.month, None)}.get(person.birth_precision, (None, None))
    return PartialDate(day.year, *known)


def docket_rows(docket: Docket) -> Rows:
    """Everything an administrator compares with the file."""
    language = get_language() or "th"
    rows = person_rows(docket.person)
    if docket.request.organization:
        rows.append((_("Office"), docket.request.organization.name))
    rows += declared_rows(docket.declared, whole=docket.request.is_open)
    if docket.stated and docket.stated.unit:
        text = pgettext("stated at registration", "%(unit)s, %(position)s")
        rows.append(
            (_("Said at registration"), text % {"unit": docket.stated.unit, "position": docket.stated.position})
        )
    if docket.request.submitted_at:
        rows.append((_("Handed in on"), dates.format_datetime(docket.request.submitted_at, language)))
    return rows


def evidence_rows(evidence: list[EvidenceRow]) -> list[tuple[str | Promise, str | Promise, str]]:
    language = get_language() or "th"
    return [
        (row.get_source_display(), row.get_result_display(), dates.format_datetime(row.checked_at, language))
        for row in evidence
    ]
