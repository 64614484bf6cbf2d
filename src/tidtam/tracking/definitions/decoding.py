"""From the bytes of a file that somebody saved to its text. UTF-8 only; what was saved otherwise is recognised."""

import codecs
import re

from django.utils.translation import gettext as _

from .mistakes import DefinitionRefused, Mistake

FILE_LIMIT = 200_000
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_THAI = re.compile(r"[\u0e01-\u0e5b]")


class WrongEncoding(DefinitionRefused):
    """The file is text, but not UTF-8. The text is what it most likely says, for a person to look at."""

    def __init__(self, mistake: Mistake, text: str) -> None:
        super().__init__([mistake])
        self.text = text


def decode(data: bytes, *, file: str) -> str:
    """The text of the file; raises DefinitionRefused, or WrongEncoding where the text can be guessed."""
    if len(data) > FILE_LIMIT:
        raise DefinitionRefused([too_large(len(data), file)])
    try:
        if data.startswith(_UTF_16):
            raise WrongEncoding(_not_utf8(file, "UTF-16"), data.decode("utf-16"))
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _guessed(data, file, error) from error
    if "\x00" in text:
        raise DefinitionRefused([Mistake(file, None, "", _("is not a text file"))])
    return text


def too_large(size: int, file: str) -> Mistake:
    reason = _("the file has %(size)s bytes; at most %(limit)s are allowed")
    return Mistake(file, None, "", reason % {"size": f"{size:,}", "limit": f"{FILE_LIMIT:,}"})


def _guessed(data: bytes, file: str, error: UnicodeDecodeError) -> DefinitionRefused:
    """Thai files of older programs are TIS-620, of which Windows-874 is the larger set."""
    text = data.decode("cp874", errors="replace")
    if b"\x00" in data:
        return DefinitionRefused([Mistake(file, None, "", _("is not a text file"))])
    if "\ufffd" not in text and _THAI.search(text):
        return WrongEncoding(_not_utf8(file, "TIS-620 (Windows-874)"), text)
    line = data.count(b"\n", 0, error.start) + 1
    return DefinitionRefused([Mistake(file, line, "", _("holds bytes that are not UTF-8; save the file as UTF-8"))])


def _not_utf8(file: str, encoding: str) -> Mistake:
    reason = _("was saved as %(encoding)s; save it as UTF-8 and try again")
    return Mistake(file, None, "", reason % {"encoding": encoding})
