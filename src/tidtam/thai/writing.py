"""Make text that people typed or pasted comparable."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"))
# A tone mark typed before or after the circle of ำ, and ำ typed as two signs.
_SPLIT_AM = re.compile("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_AM_BEFORE_TONE = re.compile("\u0e33([\u0e48-\u0e4b])")
_VOWEL_AFTER_TONE = re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e39])")


def tidy(text: str) -> str:
    """One spelling for what looks the same: invisible signs gone, spaces single, Thai marks in their order."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = text.replace("เเ", "แ")
    text = _SPLIT_AM.sub("\\1\\2\u0e33", text)
    text = _AM_BEFORE_TONE.sub("\\1\u0e33", text)
    text = _VOWEL_AFTER_TONE.sub("\\2\\1", text)
    return _SPACES.sub(" ", text).strip()


def plain_dashes(text: str) -> str:
    return text.translate(_DASHES)
