"""Thai mobile numbers, as people type them."""

import re

from .errors import ThaiInputError, gettext_noop
from .numerals import to_arabic
from .writing import plain_dashes, tidy

_BETWEEN = re.compile("[ .()-]+")
_DIGITS = re.compile("[0-9]+")
_E164 = re.compile(r"\+66[689][0-9]{8}")
LENGTH = 10


def parse(text: str) -> str:
    """The number as +66812345678, or a `ThaiInputError`."""
    number = _BETWEEN.sub("", plain_dashes(to_arabic(tidy(text))))
    if not number:
        raise ThaiInputError("mobile_empty", gettext_noop("Enter a mobile number."))
    if not _DIGITS.fullmatch(number.removeprefix("+")):
        raise ThaiInputError(
            "mobile_characters",
            gettext_noop("A mobile number has digits only; remove the other characters."),
        )
    local = _without_country(number)
    if local[:2] not in {"06", "08", "09"}:
        raise ThaiInputError(
            "mobile_prefix",
            gettext_noop("A Thai mobile number begins with 06, 08 or 09; check the first digits."),
        )
    if len(local) != LENGTH:
        raise ThaiInputError(
            "mobile_length",
            gettext_noop("A Thai mobile number has %(expected)d digits; there are %(found)d now."),
            {"expected": LENGTH, "found": len(local)},
        )
    return f"+66{local[1:]}"


def _without_country(number: str) -> str:
    if number.startswith("00"):
        number = "+" + number[2:]
    if number.startswith("66") and len(number) > LENGTH:
        number = "+" + number
    if not number.startswith("+"):
        return number
    if not number.startswith("+66"):
        raise ThaiInputError(
            "mobile_country",
            gettext_noop("Only Thai mobile numbers (+66) can be used here."),
        )
    return "0" + number.removeprefix("+66").removeprefix("0")


def display(e164: str, lang: str = "th") -> str:
    """For people: 081-234-5678 in Thai, +66 81 234 5678 in English."""
    if not _E164.fullmatch(e164):
        raise ValueError("not a Thai mobile number in E.164 form")
    operator, middle, end = e164[3:5], e164[5:8], e164[8:]
    return f"+66 {operator} {middle} {end}" if lang.startswith("en") else f"0{operator}-{middle}-{end}"
