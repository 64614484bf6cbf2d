"""Sarabun for paper, made from the files that the pages use.

Two things are changed. Without its table of positions (GPOS) a PDF gives back every letter once and in order; raised
and narrow marks come from another table, so that Thai looks as it should. And a blank gets an outline without any area:
readers of PDF pass over what takes no room, and two words would be read as one.
"""

import hashlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_SOURCES = Path(__file__).resolve().parents[1] / "static" / "built" / "fonts"
_FAMILIES = {"thai": "Tidtam Thai", "latin": "Tidtam Latin", "latin-ext": "Tidtam Latin Extended"}
_WEIGHTS = {400: "Regular", 600: "Bold"}
_BLANKS = (0x20, 0xA0)
_FAMILY_NAMES, _STYLE_NAMES, _FULL_NAME, _POSTSCRIPT_NAME = {1, 16}, {2, 17}, 4, 6
_MADE_BY = "2"
"""Another number when this file makes something else of the same sources."""


def prepared_fonts() -> Path:
    """The folder with the fonts; made at first use, once for all processes, and anew when their sources change."""
    return _prepared(settings.ENVIRONMENT.data / "fonts")


@cache
def _prepared(shelf: Path) -> Path:
    sources = {
        (script, weight): (_SOURCES / f"sarabun-{script}-{weight}.woff2").read_bytes()
        for script in _FAMILIES
        for weight in _WEIGHTS
    }
    digest = hashlib.sha256(b"".join([_MADE_BY.encode(), *sources.values()])).hexdigest()[:16]
    folder = shelf / digest
    if not folder.is_dir():
        shelf.mkdir(parents=True, exist_ok=True)
        _make_all(shelf, folder)
    return folder


def _make_all(shelf: Path, folder: Path) -> None:
    """Made beside its place and moved there whole: another process finds all of it or nothing."""
    unfinished = Path(tempfile.mkdtemp(dir=shelf))
    try:
        for script, family in _FAMILIES.items():
            for weight, style in _WEIGHTS.items():
                _make(_SOURCES / f"sarabun-{script}-{weight}.woff2", family, style, unfinished)
        try:
            os.replace(unfinished, folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _make(source: Path, family: str, style: str, folder: Path) -> None:
    plain = family.replace(" ", "")
    with TTFont(source) as font:
        font.flavor = None
        if "GPOS" in font:
            del font["GPOS"]
        for record in font["name"].names:
            if record.nameID in _FAMILY_NAMES:
                record.string = family
            elif record.nameID in _STYLE_NAMES:
                record.string = style
            elif record.nameID == _FULL_NAME:
                record.string = f"{family} {style}"
            elif record.nameID == _POSTSCRIPT_NAME:
                record.string = f"{plain}-{style}"
        _give_blanks_room(font)
        font.save(folder / f"{plain}-{style}.ttf")


def _give_blanks_room(font: TTFont) -> None:
    names = font.getBestCmap()
    for glyph in {names[code] for code in _BLANKS if code in names}:
        width = font["hmtx"][glyph][0]
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.lineTo((width, 0))
        pen.lineTo((width // 2, 0))
        pen.closePath()
        font["glyf"][glyph] = pen.glyph()
        font["hmtx"][glyph] = (width, 0)
