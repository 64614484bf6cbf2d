"""Everything a person reads is there in English and in Thai."""

import re
from io import BytesIO

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, npgettext, override, pgettext

from tests.consistency.house import ROOT
from tidtam.config.messages import PACKAGE
from tidtam.config.messages.catalogues import find_catalogues
from tidtam.config.messages.checks import find_problems

_THAI = re.compile("[\u0e01-\u0e5b]")


def test_every_text_has_its_thai_and_no_catalogue_has_more() -> None:
    assert len(find_catalogues(PACKAGE)) > 5
    assert list(find_problems(PACKAGE)) == []


def test_no_librarys_catalogue_answers_in_place_of_ours() -> None:
    """Catalogues are merged: what a library translates, too, needs a context or other words here."""
    shadowed = []
    with override("th"):
        for path in find_catalogues(PACKAGE):
            if path.is_relative_to(PACKAGE / "sandbox") or path.is_relative_to(PACKAGE / "config" / "outside"):
                continue  # processes of their own, with catalogues of their own
            for message in read_po(BytesIO(path.read_bytes()), locale="th"):
                if message.id and answered(message) != thai_of(message):
                    shadowed.append((str(path.relative_to(PACKAGE)), message.id, answered(message)))
    assert shadowed == []


def answered(message: Message) -> str:
    one, many = message.id if isinstance(message.id, tuple) else (str(message.id), None)
    if many is not None:
        return npgettext(message.context, one, many, 2) if message.context else ngettext(one, many, 2)
    return pgettext(message.context, one) if message.context else gettext(one)


def thai_of(message: Message) -> str:
    return message.string if isinstance(message.string, str) else next(iter(message.string or ()))


def test_scripts_and_styles_hold_no_thai() -> None:
    """They are given their words by the page, in its language."""
    sources = [
        path for path in (ROOT / "frontend" / "src").rglob("*") if path.suffix in {".js", ".mjs", ".ts", ".scss"}
    ]
    assert sources
    assert [path.name for path in sources if _THAI.search(path.read_text("utf-8"))] == []
