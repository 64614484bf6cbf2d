"""What every signature of a committee or council must have: who signs, as what, and when."""

from collections.abc import Collection, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Capacity
from tidtam.products.academic.rulebook.structure import Signature

from .findings import Said, fails
from .look import is_empty
from .supervisors import undated

CHAIR = (Capacity.CHAIR,)
CHAIR_OR_SECRETARY = (Capacity.CHAIR, Capacity.SECRETARY)


def faulty_signature(place: str, signature: Signature, by: Collection[Capacity], mend: Promise) -> Iterator[Said]:
    """What is wanting where one of these must have signed."""
    if not signature.signed:
        yield fails(f"{place}/signed", _("The signature is missing."), mend)
        return
    if signature.capacity is None:
        yield fails(f"{place}/capacity", _("It is not said as what the signer signs."), mend)
    elif signature.capacity not in by:
        yield fails(
            f"{place}/capacity",
            _("It was signed as: %(capacity)s. That is not enough here."),
            mend,
            capacity=signature.capacity.label,
        )
    if is_empty(signature.name):
        yield fails(
            f"{place}/name", _("The name of the signer is missing."), _("Write the name of the person who signed.")
        )
    yield from undated(f"{place}/signed_on", signature.signed_on)
