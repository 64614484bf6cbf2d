"""The papers as they lie on a desk: something on every page, nothing over an edge, no heading or work torn apart."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.test.utils import override_settings
from django.utils.translation import override

from tidtam.kernel.actor import Actor, acting_as
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.papers import print_checklist, print_request_form, print_summary
from tidtam.products.academic.rulebook.tests.generating import FULL

from .factories import Offices

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-11")]
EDGE = 0.9 / 21.0
"""Of the width: what stands nearer to the edge of the sheet is cut off by many printers."""


@pytest.fixture(autouse=True)
def _fonts_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The fonts are made once for all tests."""
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


@pytest.mark.parametrize(
    ("print_it", "pages"),
    [(print_request_form, range(33, 40)), (print_summary, range(2, 3)), (print_checklist, range(3, 17))],
    ids=["form", "summary", "checklist"],
)
def test_forty_works_lie_on_whole_pages(
    offices: Offices, print_it: Callable[[Actor, Dossier], bytes], pages: range
) -> None:
    dossier = offices.dossier(json.loads(FULL.read_text("utf-8")))
    with acting_as(offices.officer), override("th"):
        pdf = print_it(offices.officer, dossier)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) in pages
        for page in document:
            picture = page.render(scale=0.4, grayscale=True).to_pil()
            dark = picture.point(lambda grey: 255 if grey < 140 else 0)
            left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
            edge = picture.width * EDGE
            assert edge < left < right < picture.width - edge
            assert edge < top < bottom < picture.height - edge
            ink = dark.histogram()[255] / (picture.width * picture.height)
            assert 0.002 < ink < 0.2


def test_a_work_stands_whole_on_one_page(offices: Offices) -> None:
    """But for the one whose authors alone fill pages."""
    dossier = offices.dossier(json.loads(FULL.read_text("utf-8")))
    with acting_as(offices.officer), override("th"):
        pdf = print_request_form(offices.officer, dossier)
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    kinds = [text.replace("ประเภทผลงานที่ผ่าน", "").count("ประเภทผลงาน") for text in texts]
    shares = [text.count("สัดส่วนการมีส่วนร่วม") for text in texts]
    assert sum(kinds) > 80
    assert kinds == shares
