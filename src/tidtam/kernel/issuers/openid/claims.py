"""Reading what a provider says of a person."""

import unicodedata
from typing import Any

from tidtam.thai import national_id

from .failures import Failure, OpenIdFailure

_LONGEST_NAME = 100


def number_in(claims: dict[str, Any], name: str) -> str:
    """The national ID number, as a number of that kind is."""
    number = claims.get(name)
    if number is None or number == "":
        raise OpenIdFailure(Failure.NO_NUMBER)
    if not isinstance(number, str) or not national_id.is_valid(number, allow_zero=True):
        raise OpenIdFailure(Failure.BAD_NUMBER)
    return number


def names_in(claims: dict[str, Any], *names: str) -> dict[str, str]:
    """The names asked for; somebody has a given name, in Thai or in Latin letters."""
    found = {name: _text(claims, name) for name in names}
    if not (found.get("given_name") or found.get("given_name_en")):
        raise OpenIdFailure(Failure.NO_NAME)
    return found


def _text(claims: dict[str, Any], name: str) -> str:
    """A name as a name may be: one short line without anything invisible."""
    value = claims.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise OpenIdFailure(Failure.GARBAGE)
    # Thai text at times carries invisible break marks (Cf); they are no part of a name.
    visible = "".join(char for char in value if unicodedata.category(char) != "Cf")
    text = unicodedata.normalize("NFC", " ".join(visible.split()))
    if len(text) > _LONGEST_NAME or any(unicodedata.category(char).startswith("C") for char in text):
        raise OpenIdFailure(Failure.GARBAGE)
    return text
