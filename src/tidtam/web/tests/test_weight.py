"""A first visit on a cheap phone and a slow network, measured on the built front end."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

MOST = 150 * 1024


def built(name: str) -> Path:
    found = finders.find(f"built/{name}")
    if found is None:
        pytest.skip("the front end is not built; `node frontend/build.mjs` builds it")
    return Path(found)


@pytest.mark.requirement("QLT-06")
def test_a_first_visit_weighs_far_less_than_allowed(db: None) -> None:
    style, script = built("tidtam.css"), built("tidtam.js")
    fonts = [built(f"fonts/sarabun-{letters}-{weight}.woff2") for letters in ("thai", "latin") for weight in (400, 600)]
    page = Client().get("/_components").content
    weight = sum(len(gzip.compress(part)) for part in (page, style.read_bytes(), script.read_bytes()))
    weight += sum(font.stat().st_size for font in fonts)
    assert weight < MOST * 0.6


def test_nothing_of_another_governments_dress_is_left() -> None:
    style = built("tidtam.css").read_text().lower()
    theirs = ("gds transport", "crown", "crest", "#1d70b8", "#00703c", "#0f7a52")
    assert [word for word in theirs if word in style] == []


@pytest.mark.requirement("QLT-05")
def test_text_breaks_at_words_and_never_inside_a_cluster() -> None:
    style = built("tidtam.css").read_text()
    assert "overflow-wrap:anywhere" not in style
    assert "word-break:break-all" not in style
    assert "unicode-range" in style
