"""The words by which holders are found: kept with a blank before each, looked for in the same writing."""

from tidtam.thai import names, numerals, writing

SHORTEST_PART = 3
"""An index of three letters each finds a shorter word only where a word begins with it."""
MOST_WORDS = 6


def searched(*texts: str) -> str:
    return "".join(f" {word}" for text in texts for word in _plain(text))


def looked_for(text: str) -> list[str]:
    """What has to occur in the words of a holder; titles and lone signs are left out."""
    name = names.split(text)
    typed = " ".join((name.given_name, name.middle_name, name.family_name))
    words = [word for word in _plain(typed) if any(letter.isalnum() for letter in word)]
    return [word if len(word) >= SHORTEST_PART else f" {word}" for word in words[:MOST_WORDS]]


def _plain(text: str) -> list[str]:
    """In one spelling: what looks the same is the same, however it was typed."""
    return writing.tidy(numerals.to_arabic(text)).lower().split()
