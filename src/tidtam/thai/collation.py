"""The order of Thai dictionaries, for lists that are sorted in Python.

The same order as PostgreSQL's COLLATE "th-x-icu" gives: digits, Thai letters, Latin letters; a leading
vowel counts after its consonant; tone marks and accents count only between words of equal letters,
upper case only between words of equal marks; spaces and punctuation last of all.
"""

import re
import unicodedata

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_CONSONANTS = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"
_VOWELS = "\u0e4dะ\u0e31าำ\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39เแโใไ\u0e3a"
_IGNORED = frozenset("ฯๆ๏๚๛")
_MARKS = "\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b"
_SYMBOL, _DIGIT, _THAI, _OTHER = range(4)
_THAI_RANK = {letter: place for place, letter in enumerate(_CONSONANTS + _VOWELS)} | {"ๅ": len(_CONSONANTS) + 3}
_MARK_RANK = {mark: place for place, mark in enumerate(_MARKS, start=1)}
_OTHER_MARK = 100

SortKey = tuple[list[tuple[int, int]], list[int], list[int], str]


def sort_key(text: str) -> SortKey:
    letters: list[tuple[int, int]] = []
    marks: list[int] = []
    variants: list[int] = []
    for sign in _in_order_of_sound(text):
        mark = _mark(sign)
        if mark:
            marks.append(mark)
            variants.append(0)
            continue
        letter = _letter(sign)
        if letter:
            letters.append(letter)
            marks.append(0)
            variants.append(_variant(sign))
    return letters, marks, variants, text


def _in_order_of_sound(text: str) -> str:
    """Leading vowels after their consonant, and ำ as the two signs it is made of."""
    decomposed = unicodedata.normalize("NFD", text).replace("ำ", "า\u0e4d")
    return _LEADING_VOWEL.sub(r"\2\1", decomposed)


def _mark(sign: str) -> int:
    if sign in _MARK_RANK:
        return _MARK_RANK[sign]
    if unicodedata.combining(sign) and sign not in _THAI_RANK:
        return _OTHER_MARK + ord(sign)
    return 0


def _letter(sign: str) -> tuple[int, int] | None:
    if sign in _THAI_RANK:
        return _THAI, _THAI_RANK[sign]
    if sign in _IGNORED:
        return None
    if sign.isdigit():
        return _DIGIT, unicodedata.digit(sign)
    if sign.isalpha():
        return _OTHER, ord(sign.casefold()[0])
    if unicodedata.category(sign) in {"Sm", "Sc", "So", "Sk"}:
        return _SYMBOL, ord(sign)
    return None


def _variant(sign: str) -> int:
    """Arabic before Thai digits, small before capital letters, า before ๅ."""
    return int(sign.isupper() or "๐" <= sign <= "๙" or sign == "ๅ")
