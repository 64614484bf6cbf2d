from django.utils.translation import gettext_lazy as _
from pydantic import StrictBool

from tidtam.products.academic.rulebook.choices import Capacity

from .fields import Code, Piece, choice, day, files, group, line, yes_no


class Acting(Piece):
    """Somebody signs in the place of the one who holds the office."""

    is_acting: StrictBool | None = yes_no(_("Signs as acting for the office"))
    order_number: str = line(_("Number of the order to act"))
    order_date: str = day(_("Date of the order to act"))
    acts_from: str = day(_("Acts from"))
    acts_until: str = day(_("Acts until"))
    order_files: tuple[Code, ...] = files(_("Order to act"), _("Attach the order by which the signer acts."))


class Signature(Piece):
    capacity: Capacity | None = choice(_("Signs as"))
    name: str = line(_("Name of the signer"))
    position: str = line(_("Position of the signer"))
    signed: StrictBool | None = yes_no(_("Signed"))
    signed_on: str = day(_("Date of signature"), _("Day, month and year, such as 21 Nov 2569."))
    acting: Acting = group(Acting, _("Acting signer"))
