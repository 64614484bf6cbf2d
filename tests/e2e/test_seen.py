"""Every page of the journey, in both languages and both widths, examined by axe."""

import pytest
from playwright.sync_api import Page

from .demonstration import AXE, DESK, PHONE, Demonstration
from .pages import pages

pytestmark = [pytest.mark.browser, pytest.mark.requirement("QLT-05")]


def examine(page: Page) -> tuple[list[object], int]:
    """What axe finds, and how wide the page really is."""
    page.wait_for_load_state()
    # As a thing of the browser's tool the checker is not bound by the page's policy.
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.target)]))")
    return found, page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_and_nothing_sticks_out(demonstration: Demonstration, width: int, language: str) -> None:
    seen = {}
    for name, page in pages(demonstration, width, language):
        assert page.viewport_size is not None
        assert page.locator("html").get_attribute("lang") == language, name
        found, wide = examine(page)
        if found or wide > page.viewport_size["width"]:
            seen[name] = (found, wide)
    assert seen == {}
