"""One form for each kind of number, whatever was typed."""

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.thai import national_id, passport
from tidtam.thai.errors import ThaiInputError

from .choices import IdentifierKind


def normalise(kind: str, text: str) -> str:
    """The bare number, or a refusal that does not repeat what was typed."""
    try:
        if kind == IdentifierKind.NATIONAL_ID:
            return national_id.parse(text, allow_zero=True)
        return passport.parse(text)
    except ThaiInputError as error:
        raise Refused(_(error.message) % error.facts, code=error.code, field="number") from None


def mask(kind: str, number: str) -> str:
    return national_id.mask(number) if kind == IdentifierKind.NATIONAL_ID else passport.mask(number)
