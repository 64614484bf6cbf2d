"""Part 1: qualifications, service and earlier appointments."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Method, Part, Position, Stage
from tidtam.products.academic.rulebook.structure import ServicePost
from tidtam.thai.dates import PartialDate
from tidtam.thai.names import thai_titles

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered, read_day, wanting_day
from .registry import rule

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_DOTTED = re.compile(r"^(?:[ก-ฮ]{1,4}\.|(?:[A-Z][A-Za-z]{0,3}\.){2}|[A-Z][A-Za-z]{0,3}\.[A-Z])")
_LATIN = re.compile(r"[A-Za-z]")
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
        elif degree and is_abbreviated(degree):
            yield fails(
                f"{place}/degree",
                _("“%(typed)s” is an abbreviation."),
                _("Write the name of the degree in full."),
                typed=degree,
            )
        if is_empty(qualification.field_name):
            yield fails(
                f"{place}/field_name",
                _("The field of the degree is missing."),
                _("Write the field in which the degree was taken."),
            )


def is_abbreviated(degree: str) -> bool:
    """วท.ม., Ph.D. (Physics), MBA; an abbreviation in brackets behind the full name does no harm."""
    full = _IN_BRACKETS.sub(" ", degree).strip()
    longest = max((len(_LETTERS.findall(word)) for word in full.split()), default=0)
    return longest < _SHORTEST_WORD or _DOTTED.match(full) is not None


@rule("DOC-104", _("Degrees from abroad"), part=Part.HISTORY, stage=Stage.APPLICANT)
def foreign_degrees_in_english(look: Look) -> Iterator[Said]:
    for place, qualification in numbered("/history/qualifications", look.dossier.history.qualifications):
        if qualification.is_foreign is None:
            yield cannot_tell(
                f"{place}/is_foreign",
                _("It is not said whether the degree is from abroad."),
                _("Say whether the degree is from abroad."),
            )
        if not qualification.is_foreign:
            continue
        degree = qualification.degree_en.strip()
        mend = _("Write the full name of the degree in English, such as Doctor of Philosophy.")
        if is_empty(degree):
            yield fails(f"{place}/degree_en", _("The English name of the degree from abroad is missing."), mend)
        elif not _LATIN.search(degree):
            yield fails(f"{place}/degree_en", _("“%(typed)s” is not English."), mend, typed=degree)
        elif is_abbreviated(degree):
            yield fails(f"{place}/degree_en", _("“%(typed)s” is an abbreviation."), mend, typed=degree)
        if is_empty(qualification.country):
            yield fails(
                f"{place}/country",
                _("The country of the degree from abroad is missing."),
                _("Write the country in which the degree was taken."),
            )


@rule("DOC-105", _("Service history without gaps"), part=Part.HISTORY, stage=Stage.APPLICANT)
def service_without_gaps(look: Look) -> Iterator[Said]:
    posts = look.dossier.history.posts
    if not posts:
        yield fails(
            "/history/posts",
            _("The service history is missing."),
            _("Enter every position and agency from the first appointment to now."),
        )
    known: list[tuple[PartialDate, date, str, ServicePost]] = []
    is_whole = True
    for place, post in numbered("/history/posts", posts):
        yield from _post_facts(place, post)
        began, ended = read_day(post.began_on), read_day(post.ended_on)
        if began is None or (ended is None and not post.is_current):
            is_whole = False
        elif ended is not None and ended.latest < began.earliest:
            is_whole = False
            yield fails(
                f"{place}/ended_on",
                _("The position ends before it begins."),
                _("Check from when until when the position was held."),
            )
        elif not post.is_concurrent:
            known.append((began, date.max if post.is_current or ended is None else ended.latest, place, post))
    if is_whole:
        yield from _gaps(look, sorted(known, key=lambda one: one[0].earliest))


def _post_facts(place: str, post: ServicePost) -> Iterator[Said]:
    if is_empty(post.position):
        yield fails(f"{place}/position", _("The position is missing."), _("Write the position that was held."))
    if is_empty(post.agency):
        yield fails(f"{place}/agency", _("The agency is missing."), _("Write the agency of this position."))
    if is_empty(post.began_on):
        yield fails(
            f"{place}/began_on",
            _("It is not said from when the position was held."),
            _("Write the day on which it began."),
        )
    elif read_day(post.began_on) is None:
        yield wanting_day(f"{place}/began_on", post.began_on)
    if post.is_current:
        return
    if is_empty(post.ended_on):
        yield fails(
            f"{place}/ended_on",
            _("It is not said until when the position was held."),
            _("Write the day on which it ended, or say that it is held now."),
        )
    elif read_day(post.ended_on) is None:
        yield wanting_day(f"{place}/ended_on", post.ended_on)


def _gaps(look: Look, posts: list[tuple[PartialDate, date, str, ServicePost]]) -> Iterator[Said]:
    """Between one's own positions; those held beside them neither fill a gap nor overlap."""
    if not posts:
        return
    reached, last = posts[0][1], posts[0][2]
    for began, ended, place, post in posts[1:]:
        if reached != date.max and began.earliest > reached + timedelta(days=1) and is_empty(post.gap_reason):
            yield fails(
                f"{place}/began_on",
                _("Nothing is said of the time from %(from)s until %(until)s."),
                _("Enter the position held in that time, or why there was none."),
                **{"from": Day(reached + timedelta(days=1)), "until": Day(began.earliest - timedelta(days=1))},
            )
        if ended > reached:
            reached, last = ended, place
    today = exact_day(look.dossier.applicant.signature.signed_on) or look.as_of
    if reached < today:
        yield fails(
            f"{last}/ended_on",
            _("Nothing is said of the time since %(day)s."),
            _("Enter the position held now."),
            day=Day(reached),
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
    listed = {appointment.position for appointment in appointments}
    for position in earlier_positions(look):
        if position not in listed:
            yield fails(
                "/history/appointments",
                _("The appointment as %(position)s is not among the earlier appointments."),
                _("Enter the position, the field of study and the date of the appointment."),
                position=position.label,
            )


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
