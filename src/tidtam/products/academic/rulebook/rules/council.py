"""Part 5: the resolution of the institution council."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import AppointmentDay, Part, Stage

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered, wanting_day
from .registry import rule
from .signing import CHAIR_OR_SECRETARY, faulty_signature
from .supervisors import nobody_certified
from .wanting import Wanted, empty_fields, no_exact_day

_APPOINTED = "/council/appointed_on"
_RECEIVED = "/council/received_on"
_NAMED: tuple[Wanted, ...] = (
    ("name", _("The name of the person appointed is missing."), _("Write the name as the resolution gives it.")),
    ("field_name", _("The field of study of the appointment is missing."), _("Write the field of study.")),
)
_DAY_GIVEN = {
    AppointmentDay.RECEIVED: "received_on",
    AppointmentDay.IMPROVED_RECEIVED: "improved_received_on",
    AppointmentDay.PUBLICATION_RECEIVED: "publication_received_on",
}
"""Where the day stands that the date of appointment is said to be."""


@rule("DOC-501", _("The appointment stated clearly"), part=Part.COUNCIL, stage=Stage.COUNCIL)
def appointment_stated(look: Look) -> Iterator[Said]:
    council, wanted = look.dossier.council, look.dossier.request.position
    yield from empty_fields("/council", council, _NAMED)
    if council.position is None:
        yield fails(
            "/council/position",
            _("The position appointed to is missing."),
            _("Choose the position that the council resolved."),
        )
    elif wanted and council.position != wanted:
        yield fails(
            "/council/position",
            _("The council resolved %(resolved)s; requested is %(wanted)s."),
            _("Check the position in the resolution and in the request."),
            resolved=council.position.label,
            wanted=wanted.label,
        )
    elif wanted is None:
        yield cannot_tell("/request/position", _("It is not said which position is requested."))
    yield from _day_of_appointment(look)


def _day_of_appointment(look: Look) -> Iterator[Said]:
    council = look.dossier.council
    yield from no_exact_day(_APPOINTED, council.appointed_on, _("The date of appointment is missing."))
    if council.appointed_on_is is None:
        yield fails(
            "/council/appointed_on_is",
            _("It is not said what day the date of appointment is."),
            _("Say whether the request, the improved edition or the publication was received on it."),
        )
    elif council.appointed_on_is == AppointmentDay.OTHER and is_empty(council.appointed_on_says):
        yield fails(
            "/council/appointed_on_says",
            _("It is not said which other day the date of appointment is."),
            _("Write in words what day it is."),
        )
    elif name := _DAY_GIVEN.get(council.appointed_on_is):
        typed = getattr(council, name)
        message = _("The date of appointment is said to be this day, but the day is missing.")
        yield from no_exact_day(f"/council/{name}", typed, message)
        day, given = exact_day(council.appointed_on), exact_day(typed)
        if day and given and day not in (given, _received_before(look)):
            yield fails(
                _APPOINTED,
                _("The date of appointment is said to be %(kind)s, but that was on %(given)s."),
                _("Check both dates, or say what other day it is."),
                kind=council.appointed_on_is.label,
                given=Day(given),
            )


def _received_before(look: Look) -> date | None:
    """The institution may have received the request before its council did; what that forbids, DOC-503 says."""
    is_receipt = look.dossier.council.appointed_on_is == AppointmentDay.RECEIVED
    return exact_day(look.dossier.request.received_on) if is_receipt else None


@rule("DOC-502", _("Signature of the council"), part=Part.COUNCIL, stage=Stage.COUNCIL)
def council_signed(look: Look) -> Iterator[Said]:
    mend = _("Have the chair or the secretary of the institution council sign.")
    yield from faulty_signature("/council/signature", look.dossier.council.signature, CHAIR_OR_SECRETARY, mend)


@rule("DOC-503", _("Appointment not too early"), part=Part.COUNCIL, stage=Stage.COUNCIL)
def appointment_not_too_early(look: Look) -> Iterator[Said]:
    council = look.dossier.council
    appointed, received = exact_day(council.appointed_on), exact_day(council.received_on)
    if appointed is None:
        yield wanting_day(_APPOINTED, council.appointed_on)
        return
    if received is None:
        yield wanting_day(_RECEIVED, council.received_on)
    elif appointed < received:
        yield fails(
            _APPOINTED,
            _("The appointment begins on %(day)s; the council received the matter only on %(received)s."),
            _("Appoint from the day on which the council received the matter, or later."),
            day=Day(appointed),
            received=Day(received),
        )
    yield from nobody_certified(look)
    for place, certification in numbered("/supervisors/certifications", look.dossier.supervisors.certifications):
        typed = certification.signature.signed_on
        signed = exact_day(typed)
        if signed is None:
            yield wanting_day(f"{place}/signature/signed_on", typed)
        elif appointed < signed:
            yield fails(
                _APPOINTED,
                _("The appointment begins on %(day)s; the supervisor certified only on %(signed)s."),
                _("Appoint from the day on which the last supervisor certified, or later."),
                day=Day(appointed),
                signed=Day(signed),
            )
