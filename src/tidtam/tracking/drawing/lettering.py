"""How much room a text takes, and where its lines may end, where no browser is there to say so."""

import re
import unicodedata
from collections.abc import Iterator

_LETTER = 0.54
"""How wide a letter is on the average, Thai or Latin, as a part of the size of the type."""
_CLUSTER = re.compile(r"[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45-\u0e4e\u0300-\u036f]*", re.DOTALL)
"""What no line may end inside: a letter with the vowels before and behind it and the marks above and below."""


def lines_of(text: str, width: float, size: float) -> list[str]:
    """The text in lines that fit the width; broken at blanks, or else between letters."""
    room = width / (size * _LETTER)
    lines = [""]
    for word in _words(text, room):
        if _letters(lines[-1] + word.rstrip()) > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _words(text: str, room: float) -> Iterator[str]:
    """Words with the blank behind them; the parts of a word that is longer than a line, as most of Thai is."""
    for word in re.findall(r"\S+\s*", text):
        yield from [word] if _letters(word.rstrip()) <= room / 2 else _CLUSTER.findall(word)


def _letters(text: str) -> int:
    """Marks above and below take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
