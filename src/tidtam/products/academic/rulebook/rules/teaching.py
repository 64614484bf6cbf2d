"""Part 3: teaching. The slides are silent on it and universities differ: what is enough is theirs to say."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered, read_number, wanting_day
from .registry import rule
from .wanting import no_exact_day

_DATES: tuple[tuple[str, Promise], ...] = (
    ("assessed_on", _("The day of the assessment is missing.")),
    ("valid_until", _("It is not said until when the assessment is valid.")),
)


@rule(
    "DOC-301",
    _("Assessment of teaching"),
    part=Part.TEACHING,
    stage=Stage.SUPERVISOR,
    needs=("teaching_hours_least", "teaching_levels_enough"),
)
def teaching_assessed(look: Look) -> Iterator[Said]:
    teaching = look.dossier.teaching
    yield from _courses(look)
    if is_empty(teaching.level):
        yield fails(
            "/teaching/level", _("The level reached is missing."), _("Write the level that the assessment gives.")
        )
    mend = _("Write who assessed the teaching.")
    if not teaching.assessors:
        yield fails("/teaching/assessors", _("The assessors of teaching are missing."), mend)
    for place, assessor in numbered("/teaching/assessors", teaching.assessors):
        if is_empty(assessor.name):
            yield fails(f"{place}/name", _("The name of the assessor is missing."), mend)
    for name, message in _DATES:
        yield from no_exact_day(f"/teaching/{name}", getattr(teaching, name), message)
    yield from _thresholds(look)


def _courses(look: Look) -> Iterator[Said]:
    courses = look.dossier.teaching.courses
    if not courses:
        yield fails("/teaching/courses", _("No course is given."), _("Enter the courses taught."))
    for place, course in numbered("/teaching/courses", courses):
        if is_empty(course.name):
            yield fails(f"{place}/name", _("The name of the course is missing."), _("Write the name of the course."))
        hours = read_number(course.own_hours)
        if hours is None or hours <= 0:
            yield fails(
                f"{place}/own_hours",
                _("The hours taught oneself are missing or are no number."),
                _("Write how many hours of the course the applicant taught."),
            )


def _thresholds(look: Look) -> Iterator[Said]:
    """What the institution holds enough; until it has said so, nobody can tell."""
    enough = look.codes("teaching_levels_enough")
    level = look.dossier.teaching.level
    if not is_empty(level) and level not in enough:
        yield fails(
            "/teaching/level",
            _("The level “%(typed)s” is not one that the institution holds enough."),
            _("Check the level; the request needs a higher one."),
            typed=level,
        )
    least = look.number("teaching_hours_least")
    hours = sum((read_number(course.own_hours) or Decimal(0) for course in look.dossier.teaching.courses), Decimal(0))
    if look.dossier.teaching.courses and hours < least:
        yield fails(
            "/teaching/courses",
            _("The applicant taught %(hours)s hours; the institution asks for %(least)s at least."),
            _("Enter every course that counts."),
            hours=f"{hours:f}",
            least=f"{least:f}",
        )


@rule("DOC-302", _("Assessment of teaching still valid"), part=Part.TEACHING, stage=Stage.SUPERVISOR)
def assessment_still_valid(look: Look) -> Iterator[Said]:
    request, teaching = look.dossier.request, look.dossier.teaching
    if teaching.for_position is None or request.position is None:
        place = "/teaching/for_position" if teaching.for_position is None else "/request/position"
        yield cannot_tell(place, _("It is not said for which position the assessment was made."))
    elif teaching.for_position != request.position:
        yield fails(
            "/teaching/for_position",
            _("The assessment was made for the position of %(made)s, not for %(asked)s."),
            _("Attach an assessment for the position requested."),
            made=teaching.for_position.label,
            asked=request.position.label,
        )
    days = {}
    for place, typed in (
        ("/request/received_on", request.received_on),
        ("/teaching/assessed_on", teaching.assessed_on),
        ("/teaching/valid_until", teaching.valid_until),
    ):
        if (day := exact_day(typed)) is None:
            yield wanting_day(place, typed)
        else:
            days[place] = day
    if len(days) < 3:
        return
    received, assessed, until = days.values()
    if not assessed <= received <= until:
        yield fails(
            "/teaching/valid_until" if received > until else "/teaching/assessed_on",
            _("On %(received)s, when the request was received, the assessment was not valid."),
            _("Attach an assessment that was valid on that day."),
            received=Day(received),
        )
