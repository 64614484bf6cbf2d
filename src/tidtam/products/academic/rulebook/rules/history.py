"""Part 1: qualifications and earlier appointments."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Method, Part, Position, Stage
from tidtam.products.academic.rulebook.structure import Qualification
from tidtam.thai.names import thai_titles

from .findings import Said, cannot_tell, fails
from .look import Look, is_empty, numbered, read_day, wanting_day
from .registry import rule

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_DOTTED = re.compile(r"^(?:[ก-ฮ]{1,4}\.|(?:[A-Z][A-Za-z]{0,3}\.){2}|[A-Z][A-Za-z]{0,3}\.[A-Z])")
_LATIN = re.compile(r"[A-Za-z]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTEST_WORD = 5
"""No degree in full has only words of fewer letters; every abbreviation has: MBA, PhD, วทบ."""


@rule("DOC-103", _("Full name and field of each degree"), part=Part.HISTORY, stage=Stage.APPLICANT)
def degrees_in_full(look: Look) -> Iterator[Said]:
    qualifications = look.dossier.history.qualifications
    if not qualifications:
        yield fails(
            "/history/qualifications",
            _("No educational qualification is given."),
            _("Enter every degree, each with its full name and field."),
        )
    for place, qualification in numbered("/history/qualifications", qualifications):
        degree = qualification.degree.strip()
        if is_empty(degree) and is_empty(qualification.degree_en):
            yield fails(
                f"{place}/degree", _("The name of the degree is missing."), _("Write the name of the degree in full.")
            )
        else:
            yield from _not_in_full(look, place, qualification)
        if is_empty(qualification.field_name):
            yield fails(
                f"{place}/field_name",
                _("The field of the degree is missing."),
                _("Write the field in which the degree was taken."),
            )


def _not_in_full(look: Look, place: str, qualification: Qualification) -> Iterator[Said]:
    """Of the name in Thai; in English where that is all there is."""
    name = "degree_en" if is_empty(qualification.degree) else "degree"
    degree = getattr(qualification, name).strip()
    mend = _("Write the name of the degree in full.")
    if without_brackets(degree).replace("’", "'").casefold() in look.names("degree_levels"):
        yield fails(f"{place}/{name}", _("“%(typed)s” is a level, not the name of a degree."), mend, typed=degree)
    elif is_abbreviated(degree) and not (name == "degree_en" and qualification.is_foreign):
        yield fails(f"{place}/{name}", _("“%(typed)s” is an abbreviation."), mend, typed=degree)


def without_brackets(degree: str) -> str:
    return _IN_BRACKETS.sub(" ", degree).strip()


def is_abbreviated(degree: str) -> bool:
    """วท.ม., Ph.D. (Physics), MBA; an abbreviation in brackets behind the full name does no harm."""
    full = without_brackets(degree)
    longest = max((len(_LETTERS.findall(word)) for word in full.split()), default=0)
    return longest < _SHORTEST_WORD or _DOTTED.match(full) is not None


@rule("DOC-104", _("Degrees from abroad"), part=Part.HISTORY, stage=Stage.APPLICANT)
def foreign_degrees_in_english(look: Look) -> Iterator[Said]:
    qualifications = look.dossier.history.qualifications
    if not qualifications:
        yield cannot_tell("/history/qualifications", _("No educational qualification is given."))
    for place, qualification in numbered("/history/qualifications", qualifications):
        if qualification.is_foreign is None:
            yield cannot_tell(
                f"{place}/is_foreign",
                _("It is not said whether the degree is from abroad."),
                _("Say whether the degree is from abroad."),
            )
        country = qualification.country.strip()
        is_own = country.casefold() in look.names("own_country")
        if qualification.is_foreign is not None and not is_empty(country) and qualification.is_foreign == is_own:
            yield fails(
                f"{place}/country",
                _("The country “%(country)s” does not agree with what is said of a degree from abroad."),
                _("Correct whichever is wrong."),
                country=country,
            )
        if not qualification.is_foreign:
            continue
        degree = qualification.degree_en.strip()
        mend = _("Write the full name of the degree in English, such as Doctor of Philosophy.")
        if is_empty(degree):
            yield fails(f"{place}/degree_en", _("The English name of the degree from abroad is missing."), mend)
        elif not _LATIN.search(without_brackets(degree)) or _THAI.search(without_brackets(degree)):
            yield fails(f"{place}/degree_en", _("“%(typed)s” is not English."), mend, typed=degree)
        elif is_abbreviated(degree):
            yield fails(f"{place}/degree_en", _("“%(typed)s” is an abbreviation."), mend, typed=degree)
        if is_empty(qualification.country):
            yield fails(
                f"{place}/country",
                _("The country of the degree from abroad is missing."),
                _("Write the country in which the degree was taken."),
            )


@rule(
    "DOC-106",
    _("Earlier academic appointments"),
    part=Part.HISTORY,
    stage=Stage.APPLICANT,
    implies=("DOC-107", "DOC-801"),
    needs=("academic_titles",),
)
def earlier_appointments_complete(look: Look) -> Iterator[Said]:
    appointments = look.dossier.history.appointments
    for place, appointment in numbered("/history/appointments", appointments):
        if appointment.position is None:
            yield fails(
                f"{place}/position", _("The academic position is missing."), _("Choose the position appointed to.")
            )
        if is_empty(appointment.field_name):
            yield fails(
                f"{place}/field_name",
                _("The field of study of the appointment is missing."),
                _("Write the field of study as the order gives it."),
            )
        if is_empty(appointment.appointed_on):
            yield fails(
                f"{place}/appointed_on",
                _("The date of the appointment is missing."),
                _("Write the day from which the order appoints."),
            )
        elif (day := read_day(appointment.appointed_on)) is None:
            yield wanting_day(f"{place}/appointed_on", appointment.appointed_on)
        elif day.exact is None:
            yield fails(
                f"{place}/appointed_on",
                _("The date of the appointment is not given with day, month and year."),
                _("Write the day from which the order appoints."),
            )
    yield from unknown_route(look)
    listed = {appointment.position for appointment in appointments}
    for position in earlier_positions(look):
        if position not in listed:
            yield fails(
                "/history/appointments",
                _("The appointment as %(position)s is not among the earlier appointments."),
                _("Enter the position, the field of study and the date of the appointment."),
                position=position.label,
            )


def unknown_route(look: Look) -> Iterator[Said]:
    """What a rule says that needs the positions on the way, where the request does not say where it leads, or how."""
    request = look.dossier.request
    if request.position is None:
        yield cannot_tell("/request/position", _("It is not said which position is requested."))
    elif request.position.below and request.method is None:
        yield cannot_tell("/request/method", _("It is not said by which method the position is requested."))


def earlier_positions(look: Look) -> tuple[Position, ...]:
    """What the applicant must have held: by the academic title, and by the ordinary method every position below."""
    request = look.dossier.request
    by_method = request.position.below if request.position and request.method == Method.ORDINARY else ()
    by_title = _position_of_title(look, look.dossier.applicant.academic_title.strip())
    return tuple(position for position in Position if position in by_method or position == by_title)


def _position_of_title(look: Look, title: str) -> Position | None:
    full = thai_titles().get(title, (None, title))[1]
    for entry in look.entries("academic_titles"):
        if full in (entry.name.th, entry.name.en) and entry.code in Position.values:
            return Position(entry.code)
    return None
