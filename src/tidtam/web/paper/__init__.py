"""Pages that are really paper: PDF set by typst, with real Thai line breaks and text that can be copied and read aloud.

A template is a .typ file beside the app that uses it; it gets its facts as JSON, all words in them already translated.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import typst

from .fonts import prepared_fonts

_ROOT = Path(__file__).resolve().parents[2]
"""Templates name one another from here: `#import "/web/paper/letter.typ"`."""
_ACCESSIBLE: Final = "ua-1"


class PaperMistake(Exception):
    """The template does not fit its facts, or a font is missing: nothing is printed rather than something wrong."""


def typeset(template: Path, facts: Mapping[str, object], *, made_at: datetime) -> bytes:
    """The PDF, tagged for those who hear it (PDF/UA-1); no font of the machine is used."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            template,
            root=_ROOT,
            font_paths=[prepared_fonts()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
            pdf_standards=_ACCESSIBLE,
            timestamp=made_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PaperMistake(str(error)) from error
    if warnings:
        raise PaperMistake("; ".join(warning.message for warning in warnings))
    return pdf
