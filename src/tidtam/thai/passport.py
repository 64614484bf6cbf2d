"""Passport numbers of persons without a Thai national ID number."""

import re

from .errors import ThaiInputError, gettext_noop
from .numerals import to_arabic
from .writing import plain_dashes, tidy

_BETWEEN = re.compile("[ -]+")
_FORM = re.compile("[A-Z0-9]+")
SHORTEST, LONGEST = 6, 9


def parse(text: str) -> str:
    number = _BETWEEN.sub("", plain_dashes(to_arabic(tidy(text)))).upper()
    if not number:
        raise ThaiInputError("passport_empty", gettext_noop("Enter the passport number."))
    if not _FORM.fullmatch(number):
        raise ThaiInputError(
            "passport_characters",
            gettext_noop("A passport number has English letters and digits only; remove the other characters."),
        )
    if not SHORTEST <= len(number) <= LONGEST:
        raise ThaiInputError(
            "passport_length",
            gettext_noop("A passport number has %(shortest)d to %(longest)d characters; there are %(found)d now."),
            {"shortest": SHORTEST, "longest": LONGEST, "found": len(number)},
        )
    return number


def mask(number: str) -> str:
    """As pages show it: Axxxxxx23."""
    return f"{number[0]}{'x' * (len(number) - 3)}{number[-2:]}"
