"""The thirteen digits of a Thai national identity card."""

import re

from .errors import ThaiInputError, gettext_noop
from .numerals import to_arabic
from .writing import plain_dashes, tidy

LENGTH = 13
_BETWEEN = re.compile("[ -]+")
_DIGITS = re.compile("[0-9]+")
_WRITTEN_SOMEHOW = re.compile(rf"(?=(\d(?:[\W_]{{0,3}}\d){{{LENGTH - 1}}}))")
DEMO_PREFIX = "099"
"""The civil registry gives no number that begins so: numbers of invented persons do."""


def parse(text: str, *, allow_zero: bool = False) -> str:
    """The thirteen digits of what a person typed, or a `ThaiInputError`.

    Cards begin with 1 to 8. A number that begins with 0 belongs to a person outside the
    civil registration (and to every invented person): the caller says whether that is expected.
    """
    digits = _BETWEEN.sub("", plain_dashes(to_arabic(tidy(text))))
    if not digits:
        raise ThaiInputError("national_id_empty", gettext_noop("Enter the 13 digits of the national ID card."))
    if not _DIGITS.fullmatch(digits):
        raise ThaiInputError(
            "national_id_characters",
            gettext_noop("A national ID number has digits only; remove the other characters."),
        )
    if len(digits) != LENGTH:
        raise ThaiInputError(
            "national_id_length",
            gettext_noop("A national ID number has %(expected)d digits; there are %(found)d now."),
            {"expected": LENGTH, "found": len(digits)},
        )
    if digits[0] == "9" or (digits[0] == "0" and not allow_zero):
        raise ThaiInputError(
            "national_id_first_digit",
            gettext_noop("No national ID number begins with %(digit)s; check the first digit."),
            {"digit": digits[0]},
        )
    if check_digit(digits[:-1]) != digits[-1]:
        raise ThaiInputError(
            "national_id_check_digit",
            gettext_noop("This is not a national ID number: at least one digit is wrong. Compare it with the card."),
        )
    return digits


def is_valid(digits: str, *, allow_zero: bool = False) -> bool:
    """Whether these are thirteen plain digits with the right check digit."""
    if not (_DIGITS.fullmatch(digits) and len(digits) == LENGTH):
        return False
    if digits[0] == "9" or (digits[0] == "0" and not allow_zero):
        return False
    return check_digit(digits[:-1]) == digits[-1]


def stands_in(text: str) -> bool:
    """Whether somebody's number stands anywhere in the text: in digits of any script, and whatever stands between."""
    return any(
        is_valid("".join(str(int(sign)) for sign in written if sign.isdecimal()), allow_zero=True)
        for written in _WRITTEN_SOMEHOW.findall(text)
    )


def check_digit(first_twelve: str) -> str:
    total = sum((LENGTH - place) * int(digit) for place, digit in enumerate(first_twelve))
    return str((11 - total % 11) % 10)


def display(digits: str) -> str:
    """As the card prints it: 1-2345-67890-12-3."""
    if len(digits) != LENGTH:
        raise ValueError("a national ID number has 13 digits")
    return f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"


def mask(digits: str) -> str:
    """As pages show it: 1-xxxx-xxxxx-12-3."""
    if len(digits) != LENGTH:
        raise ValueError("a national ID number has 13 digits")
    return f"{digits[0]}-xxxx-xxxxx-{digits[10:12]}-{digits[12]}"


def demo_number(n: int) -> str:
    """The n-th number of the series reserved for invented persons; its check digit is right."""
    if not 0 <= n <= 999_999_999:
        raise ValueError("the demonstration series has a thousand million numbers, counted from 0")
    first_twelve = f"{DEMO_PREFIX}{n:09d}"
    return first_twelve + check_digit(first_twelve)
