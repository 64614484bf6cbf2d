"""A name of which only the one who knows it is reminded: the first letter of each part."""

_LEADING_VOWELS = frozenset("เแโใไ")
_HIDDEN = "•••"


def mask(*parts: str) -> str:
    """How long a part is, is not told either."""
    return " ".join(_first(part) + _HIDDEN for part in parts if part)


def _first(part: str) -> str:
    """A Thai vowel that stands before its consonant says nothing without it."""
    return part[:2] if part[0] in _LEADING_VOWELS else part[:1]
