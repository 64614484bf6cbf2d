"""Pages that are really paper: PDF set by typst, with real Thai line breaks and text that can be copied and read aloud.

A template is a .typ file beside the app that uses it; it gets its facts as JSON, all words in them already translated.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import typst

from .fonts import prepared_fonts

_ROOT = Path(__file__).resolve().parents[2]
"""Templates name one another from here: `#import "/web/paper/letter.typ"`."""
_ACCESSIBLE: Final = "ua-1"
_UNKNOWN = re.compile('the text `"(.{1,200}?)"` could not be displayed')
_MOST_SCRIPTS = 40
Paper = TypeVar("Paper")


class PaperMistake(Exception):
    """The template does not fit its facts, or a font is missing: nothing is printed rather than something wrong."""


def typeset(template: Path, facts: Mapping[str, object], *, made_at: datetime, stand_in: str = "") -> bytes:
    """The PDF, tagged for those who hear it (PDF/UA-1); no font of the machine is used.

    Letters that no font has are replaced by the stand-in, with all of their script; without one nothing is printed.
    """
    said = json.dumps(facts, ensure_ascii=False)
    return with_stand_ins(said, stand_in, lambda text: _compiled(template, text, made_at), most=_MOST_SCRIPTS)


def with_stand_ins(said: str, stand_in: str, compiled: Callable[[str], Paper], *, most: int) -> Paper:
    """Tried again for each script of which a letter could not be shown, as long as that changes what is said: letters
    that the template itself writes cannot be replaced."""
    tries = 0
    while True:
        try:
            return compiled(said)
        except PaperMistake as mistake:
            tries += 1
            unknown = _UNKNOWN.search(str(mistake))
            replaced = _without_script(said, unknown[1], stand_in) if stand_in and unknown else said
            if replaced == said or tries == most:
                raise
            said = replaced


def _without_script(text: str, cluster: str, stand_in: str) -> str:
    scripts = {_script_of(letter) for letter in cluster}
    return "".join(stand_in if not letter.isascii() and _script_of(letter) in scripts else letter for letter in text)


def _script_of(letter: str) -> str:
    """The first word of its name: CJK, HANGUL, HEBREW; for a picture or sign the name itself."""
    name = unicodedata.name(letter, letter)
    return name.split()[0] if letter.isalpha() else name


def _compiled(template: Path, said: str, made_at: datetime) -> bytes:
    try:
        pdf, warnings = typst.compile_with_warnings(
            template,
            root=_ROOT,
            font_paths=[prepared_fonts()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"facts": said},
            pdf_standards=_ACCESSIBLE,
            timestamp=made_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PaperMistake(str(error)) from error
    if warnings:
        raise PaperMistake("; ".join(warning.message for warning in warnings))
    return pdf
