"""Everything a person reads is there in English and in Thai."""

import re

from tests.consistency.house import ROOT
from tidtam.config.messages import PACKAGE
from tidtam.config.messages.catalogues import find_catalogues
from tidtam.config.messages.checks import find_problems

_THAI = re.compile("[\u0e01-\u0e5b]")


def test_every_text_has_its_thai_and_no_catalogue_has_more() -> None:
    assert len(find_catalogues(PACKAGE)) > 5
    assert list(find_problems(PACKAGE)) == []


def test_scripts_and_styles_hold_no_thai() -> None:
    """They are given their words by the page, in its language."""
    sources = [
        path for path in (ROOT / "frontend" / "src").rglob("*") if path.suffix in {".js", ".mjs", ".ts", ".scss"}
    ]
    assert sources
    assert [path.name for path in sources if _THAI.search(path.read_text("utf-8"))] == []
