from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from tidtam.products.academic.rulebook.choices import Method, Position

from .fields import Code, Piece, choice, day, files, line, many, text, year, yes_no


class Qualification(Piece):
    degree: str = line(_("Degree"), _("In full, without abbreviation."))
    degree_en: str = line(_("Degree in English"), _("In full; needed for a degree from abroad."))
    field_name: str = line(_("Field of the degree"))
    institution: str = line(_("Institution of the degree"))
    is_foreign: StrictBool | None = yes_no(_("Degree from abroad"))
    country: str = line(_("Country"))
    completed: str = year(_("Year of completion"))
    evidence: tuple[Code, ...] = files(_("Evidence of the degree"))


class ServicePost(Piece):
    position: str = line(_("Position held"))
    agency: str = line(_("Agency"))
    began_on: str = day(_("From"))
    ended_on: str = day(_("Until"), _("Leave empty for the position held now."))
    is_current: StrictBool | None = yes_no(_("Held now"))
    is_concurrent: StrictBool | None = yes_no(
        _("Held beside one's own position"), _("Such as head of department: it does not overlap with one's own.")
    )
    gap_reason: str = text(_("Why there is a time without a position before this one"))


class EarlierAppointment(Piece):
    position: Position | None = choice(_("Academic position"))
    method: Method | None = choice(_("Method"))
    field_name: str = line(_("Field of study"))
    field_code: str = line(_("Code of the field of study"), _("Four figures."))
    appointed_on: str = day(_("Appointed on"))
    institution: str = line(_("Institution"))
    order_number: str = line(_("Number of the order"))
    evidence: tuple[Code, ...] = files(_("Order of appointment"))


class History(Piece):
    qualifications: tuple[Qualification, ...] = many(
        _("Educational qualifications"), _("Qualification no. %(number)s"), most=30
    )
    posts: tuple[ServicePost, ...] = many(
        _("Service history"),
        _("Position no. %(number)s"),
        most=200,
        hint=_("From the first appointment to now, every position and every agency."),
    )
    appointments: tuple[EarlierAppointment, ...] = many(
        _("Earlier academic appointments"), _("Appointment no. %(number)s"), most=20
    )
