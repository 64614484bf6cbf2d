"""Telephone numbers of offices, with an extension if need be: 0 2000 0000 ต่อ 123."""

import re

from .errors import ThaiInputError, gettext_noop
from .numerals import to_arabic
from .writing import tidy

_OFFICE = re.compile(r"\+?[0-9][0-9 ()\-–,/]{6,}(?:(?:ต่อ|ext\.?|#) ?[0-9][0-9 ,\-]{0,19})?", re.ASCII)


def parse(text: str) -> str:
    """The number as people write it, in Arabic digits, or a `ThaiInputError`."""
    number = to_arabic(tidy(text))
    if not _OFFICE.fullmatch(number):
        raise ThaiInputError(
            "telephone",
            gettext_noop("Enter the telephone number in digits, with an extension if there is one."),
        )
    return number
