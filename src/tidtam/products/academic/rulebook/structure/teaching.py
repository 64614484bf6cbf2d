from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Position

from .fields import Code, Piece, choice, code, day, files, line, many, number


class Course(Piece):
    code: str = line(_("Code of the course"))
    name: str = line(_("Course"))
    level: str = line(_("Level of study"))
    semester: str = line(_("Semester and year"))
    own_hours: str = number(_("Hours taught oneself"))


class Assessor(Piece):
    name: str = line(_("Name of the assessor"))
    position: str = line(_("Position of the assessor"))


class Teaching(Piece):
    courses: tuple[Course, ...] = many(_("Courses taught"), _("Course no. %(number)s"), most=200)
    level: str = code(_("Level reached in the assessment of teaching"), "teaching_levels")
    for_position: Position | None = choice(_("Position the assessment was made for"))
    assessors: tuple[Assessor, ...] = many(_("Assessors of teaching"), _("Assessor no. %(number)s"), most=30)
    assessed_on: str = day(_("Day of the assessment"))
    valid_until: str = day(_("Assessment valid until"))
    evidence: tuple[Code, ...] = files(_("Result of the assessment of teaching"))
