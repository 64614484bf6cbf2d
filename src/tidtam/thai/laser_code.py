"""The code on the back of the card. It is asked for, checked, and gone: there is nothing to mask."""

import re

from .errors import ThaiInputError, gettext_noop
from .numerals import to_arabic
from .writing import plain_dashes, tidy

_BETWEEN = re.compile("[ -]+")
_FORM = re.compile("[A-Z]{2}[0-9]{10}")
LENGTH = 12


def parse(text: str) -> str:
    """Two letters and ten digits, as in JT0123456789."""
    code = _BETWEEN.sub("", plain_dashes(to_arabic(tidy(text)))).upper()
    if not code:
        raise ThaiInputError("laser_code_empty", gettext_noop("Enter the code on the back of the card."))
    if len(code) != LENGTH:
        raise ThaiInputError(
            "laser_code_length",
            gettext_noop(
                "The code on the back of the card has %(expected)d characters without the dashes; "
                "there are %(found)d now."
            ),
            {"expected": LENGTH, "found": len(code)},
        )
    if not _FORM.fullmatch(code):
        raise ThaiInputError(
            "laser_code_form",
            gettext_noop("The code on the back of the card is two English letters and then ten digits."),
        )
    return code


def display(code: str) -> str:
    """As the card prints it: JT0-1234567-89."""
    return f"{code[:3]}-{code[3:10]}-{code[10:]}"
