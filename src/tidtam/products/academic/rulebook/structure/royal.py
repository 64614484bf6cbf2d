from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from .fields import Code, Piece, Widget, code, day, files, group, line, many, yes_no
from .history import EarlierAppointment


class RoyalHistory(Piece):
    """The history of the person, as the form for the royal appointment gives it."""

    field_name: str = line(_("Field of study"))
    field_code: str = line(_("Code of the field of study"), _("Four figures."))
    appointments: tuple[EarlierAppointment, ...] = many(
        _("Academic appointments"), _("Appointment no. %(number)s"), most=20
    )
    files: tuple[Code, ...] = files(_("Form of the history"))


class Decoration(Piece):
    decoration: str = code(_("Decoration"), "decorations")
    name: str = line(_("Name of the decoration"))
    received_on: str = day(_("Conferred on"))


class Photograph(Piece):
    file: str = line(_("Photograph"), _("3 by 4 cm, not counting a white border."), widget=Widget.FILES)
    dress: str = line(_("Dress"))
    dress_confirmed_by: str = line(_("Dress confirmed by"))
    dress_confirmed_on: str = day(_("Dress confirmed on"))


class RoyalDocuments(Piece):
    act: tuple[Code, ...] = files(_("Act of the institution"))
    regulations: tuple[Code, ...] = files(_("Regulations of the institution"))
    announcements: tuple[Code, ...] = files(_("Announcements of the institution"))
    background_check: tuple[Code, ...] = files(_("Background-check form"))


class Royal(Piece):
    history: RoyalHistory = group(RoyalHistory, _("History of the person"))
    has_no_decoration: StrictBool | None = yes_no(_("Has received no decoration"))
    has_one_decoration: StrictBool | None = yes_no(_("Has received one decoration only"))
    decorations: tuple[Decoration, ...] = many(
        _("Decorations"),
        _("Decoration no. %(number)s"),
        most=20,
        hint=_("The highest one and the next below, with their dates."),
    )
    photographs: tuple[Photograph, ...] = many(_("Photographs"), _("Photograph no. %(number)s"), most=6)
    documents: RoyalDocuments = group(RoyalDocuments, _("Documents for the royal appointment"))
