"""Whatever a page offers to open can be opened: each kind of page, reached by links as its people reach it."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from .demonstration import Demonstration

PEOPLE = (
    *("professor", "officer_sommut", "ministry", "register_approver", "process_administrator_sommut"),
    *("rules_administrator", "administrator", "auditor", "employee", "officer_wellbeing"),
)
STARTS = ("/", "/work/", "/my/cases/", "/account/")
"""Not everybody has work, or matters of their own: nobody is led there then."""
_LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')


def _kind(address: str) -> str | None:
    """Pages of one kind have one view; what no view answers is a file of the styles."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def _opened(demonstration: Demonstration, page: Page, public: set[str]) -> Iterator[tuple[str, int]]:
    waiting, seen = deque(STARTS), set[str]()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if kind is None or kind in seen or (kind in public and address not in STARTS):
            continue
        seen.add(kind)
        answer = page.context.request.get(f"{demonstration.url}{address}")
        yield address, answer.status
        if "html" in answer.headers.get("content-type", ""):
            waiting.extend(unescape(link) for link in _LINK.findall(answer.text()))


@pytest.mark.browser
@pytest.mark.requirement("QLT-05")
def test_no_link_leads_to_a_page_that_is_not_there_refused_or_broken(demonstration: Demonstration) -> None:
    """What everybody may open is opened once, by somebody who is not signed in."""
    broken, opened, public = {}, 0, set[str]()
    for key in ("", *PEOPLE):
        page = demonstration.become(key) if key else demonstration.screen()
        for address, status in _opened(demonstration, page, public):
            opened += 1
            if status != 200 and not (status in {403, 404} and address in STARTS):
                broken[key, address] = status
            if not key and address not in STARTS:
                public.add(str(_kind(address)))
        page.context.close()
    assert broken == {}
    assert opened > 150
