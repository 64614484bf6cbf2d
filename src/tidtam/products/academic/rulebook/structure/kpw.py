from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from .fields import Code, Piece, codes, day, group, line, text, yes_no
from .signature import Signature


class Kpw(Piece):
    """What the academic position committee (ก.พ.ว.) found."""

    kinds_passed: tuple[Code, ...] = codes(_("Kinds of works that passed"), "kinds")
    is_approved: StrictBool | None = yes_no(_("The committee agrees"))
    opinion: str = text(_("Opinion of the academic position committee"))
    meeting: str = line(_("Meeting no."))
    met_on: str = day(_("Day of the meeting"))
    signature: Signature = group(Signature, _("Signature of the chair or secretary"))
