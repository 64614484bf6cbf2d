from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import AppointmentDay, Position

from .fields import Piece, choice, day, group, line
from .signature import Signature


class Council(Piece):
    name: str = line(_("Name of the person appointed"))
    position: Position | None = choice(_("Position appointed to"))
    field_name: str = line(_("Field of study"))
    field_code: str = line(_("Code of the field of study"), _("Four figures."))
    received_on: str = day(_("Day the council received the matter"))
    improved_received_on: str = day(_("Day the improved edition was received"))
    publication_received_on: str = day(_("Day the publication was received"))
    appointed_on: str = day(_("Date of appointment"))
    appointed_on_is: AppointmentDay | None = choice(_("What day the date of appointment is"))
    appointed_on_says: str = line(_("Which other day"))
    meeting: str = line(_("Meeting no."))
    met_on: str = day(_("Day of the meeting"))
    signature: Signature = group(Signature, _("Signature of the chair or secretary"))
