"""A file name that can be shown, stored and downloaded without doing harm."""

import re
import unicodedata

from .choices import FileKind

LONGEST_BYTES = 180
"""Of the name without its ending; systems stop at 255 bytes, and a Thai letter takes three."""
_UNWELCOME = re.compile(r'[<>:"|?*/\\]')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def harmless_name(name: str, kind: FileKind) -> str:
    """The last part of the name, without what controls text direction or terminals, with the ending of its content."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name.split("\x00", maxsplit=1)[0]))[-1]
    shown = "".join(letter for letter in last if letter.isspace() or unicodedata.category(letter) not in _HIDDEN)
    stem = _ENDING.sub("", _SPACES.sub(" ", shown).strip())
    stem = _shorten(_UNWELCOME.sub("_", stem).strip(". "))
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem or 'file'}{kind.extension}"


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _shorten(stem: str) -> str:
    while len(stem.encode()) > LONGEST_BYTES:
        stem = stem[:-1]
        while stem and unicodedata.category(stem[-1]) == "Mn" and len(stem.encode()) > LONGEST_BYTES:
            stem = stem[:-1]
    return stem.strip(". ")
