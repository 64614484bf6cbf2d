"""Signatures in every part: who signs in another one's place does so by an order and within its period."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import Acting, Signature

from .findings import Said, fails
from .look import Look, exact_day, is_empty, wanting_day
from .registry import rule
from .walking import pieces_of


@rule("DOC-003", _("Orders of acting signers"), part=Part.WHOLE, stage=Stage.SUPERVISOR)
def acting_by_order(look: Look) -> Iterator[Said]:
    for place, signature in pieces_of(look.dossier, Signature):
        if signature.acting.is_acting:
            yield from _faulty(place, signature.signed_on, signature.acting)


def _faulty(place: str, signed_on: str, acting: Acting) -> Iterator[Said]:
    if is_empty(acting.order_number):
        yield fails(
            f"{place}/acting/order_number",
            _("The order by which the signer acts is missing."),
            _("Write the number of the order to act."),
        )
    day = exact_day(signed_on)
    begins, ends = exact_day(acting.acts_from), exact_day(acting.acts_until)
    if is_empty(acting.acts_from):
        yield fails(
            f"{place}/acting/acts_from",
            _("It is not said from when the signer acts for the office."),
            _("Write the period of the order; leave its end empty where the order has none."),
        )
    elif day is None or begins is None:
        yield wanting_day(f"{place}/signed_on", signed_on if day is None else acting.acts_from)
    elif day < begins or (ends is not None and day > ends):
        yield fails(
            f"{place}/signed_on",
            _("On this day the signer did not act for the office."),
            _("Check the date and the period of the order."),
        )
