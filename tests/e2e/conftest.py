"""One running demonstration for all these tests; each test has browsers of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from tests.fixtures.axe import AXE

from .demonstration import BUILT, CHROMIUM, Demonstration, running_demonstration


@pytest.fixture(scope="package")
def _running() -> Iterator[Demonstration]:
    if not (CHROMIUM and AXE.exists() and BUILT.exists()):
        pytest.skip("needs chromium, frontend/node_modules and a built front end")
    # The browser's event loop ends with this package: the tests after it speak to the database.
    with sync_playwright() as playwright, running_demonstration(playwright) as running:
        yield running


@pytest.fixture
def demonstration(_running: Demonstration) -> Iterator[Demonstration]:
    """Afterwards no page may have failed in its script or stepped over the security policy."""
    _running.complaints.clear()
    yield _running
    for context in _running.browser.contexts:
        context.close()
    assert _running.complaints == []
