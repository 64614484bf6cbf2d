"""Every page of the journey, in both languages and both widths, examined by axe."""

import pytest
from playwright.sync_api import Page

from tests.fixtures.axe import violations

from .demonstration import DESK, PHONE, Demonstration
from .pages import pages

pytestmark = [pytest.mark.browser, pytest.mark.requirement("QLT-05")]
EXAMINED = {("th", PHONE), ("en", DESK)}
"""All four are drawn; these two are examined, between them every word and every layout."""


def examine(page: Page) -> tuple[list[object], int]:
    """What axe finds, and how wide the page really is."""
    page.wait_for_load_state()
    return violations(page), width_of(page)


def width_of(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("language", ["th", "en"])
def test_axe_finds_nothing_and_nothing_sticks_out(demonstration: Demonstration, language: str) -> None:
    """Each page as it came to a phone, then the same on a wide screen; the rules see every word and every layout."""
    seen = {}
    for name, page in pages(demonstration, PHONE, language):
        assert page.locator("html").get_attribute("lang") == language, name
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 844})
            found = violations(page) if (language, width) in EXAMINED else []
            wide = width_of(page)
            if found or wide > width:
                seen[name, width] = (found, wide)
    assert seen == {}
