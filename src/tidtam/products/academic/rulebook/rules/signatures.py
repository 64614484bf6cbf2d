"""Signatures in every part: who signs in another one's place does so by an order and within its period."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import Acting, Signature

from .findings import Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, wanting_day
from .registry import rule
from .walking import pieces_of


@rule("DOC-003", _("Orders of acting signers"), part=Part.WHOLE, stage=Stage.SUPERVISOR)
def acting_by_order(look: Look) -> Iterator[Said]:
    signatures = [(place, one) for place, one in pieces_of(look.dossier, Signature) if one != Signature()]
    if not signatures:
        yield cannot_tell("", _("Nobody has signed yet."))
    for place, signature in signatures:
        if _signs_as_acting(signature.acting):
            yield from _faulty(place, signature.signed_on, signature.acting)


def _signs_as_acting(acting: Acting) -> bool:
    """Whoever enters an order to act, or its period, signs as acting unless the opposite is said."""
    return acting.is_acting or (acting.is_acting is None and acting != Acting())


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
