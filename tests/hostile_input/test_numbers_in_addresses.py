"""Whom somebody looks for by their national number is found; the number stands in no address.

Addresses are what proxies log, browsers keep and people send on.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.backends.signed_cookies import SessionStore as LooseSession
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.access.people import NAMESAKE
from tests.access.world import World
from tidtam.config.environment import REPOSITORY
from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.registry import actions as registry
from tidtam.thai import national_id
from tidtam.thai.numerals import to_thai
from tidtam.tracking.models import SavedView

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-52")]

SEARCHES = {
    "helpdesk:search": ("account_admin", "q"),
    "audit_search": ("auditor", "whose"),
    "role_list": ("role_admin", "q"),
    "agencies:list": ("central", "q"),
    "contact_offices": ("institution", "q"),
    "fields_of_study": ("visitor", "q"),
    "work_list": ("ministry", "q"),
    "academic:request_list": ("institution", "letter"),
    "academic_experts:expert_list": ("institution", "words"),
    "registry:entries": ("institution", "q"),
    "registry:search": ("visitor", "q"),
    "personnel:staff_list": ("hr", "q"),
}
"""Each page with words to search for: who does, and in which field."""
_ADDRESS = re.compile(r"""(?:href|src|action|formaction|content|data-[a-z-]+)=["']([^"']*)""")
_FORM = re.compile(r"<form[^>]*>")


@pytest.fixture
def number(world: World) -> str:
    """Of somebody who applies, who serves at A, and who stands in its part of the register."""
    with acting_as(SYSTEM):
        record_assignment(
            SYSTEM,
            world.persons["a"],
            organization=world.a,
            position="อาจารย์",
            level="practitioner",
            unit="",
            effective_on=world.today,
            source_kind="register",
            source_id=new_id(),
        )
    recorder = world.acting("institution")
    who = registry.Who(kind="national_id", number=world.numbers["a"], **NAMESAKE)
    with acting_as(recorder):
        registry.begin_entry(recorder, organization=world.a, who=who)
    return world.numbers["a"]


def addresses_in(answer: Any) -> Iterator[str]:
    yield from (answer.headers.get(name, "") for name in ("Location", "Content-Location", "Link", "Refresh"))
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        yield from _ADDRESS.findall(answer.content.decode())


def names_nobody(answer: Any, number: str) -> bool:
    return not any(number in re.sub(r"\D", "", _in_latin(unquote(each))) for each in addresses_in(answer))


def _in_latin(text: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def ask(browser: Client, path: str, number: str, **asked: str) -> Any:
    """What a form for searching shows, over each address on the way."""
    led = browser.post(path, asked)
    assert led.status_code == 302
    assert led["Location"].startswith(f"{path}?")
    assert names_nobody(led, number)
    page = browser.get(led["Location"])
    assert page.status_code == 200
    assert names_nobody(page, number)
    return page


@pytest.mark.parametrize("write", [str, national_id.display, lambda digits: to_thai(national_id.display(digits))])
def test_who_is_looked_for_by_number_is_found_and_the_number_stands_in_no_address(
    world: World, number: str, write: Any
) -> None:
    person = world.persons["a"]
    # Somebody looked, so that the audit trail has something of this person.
    world.browser("hr").get(reverse("personnel:staff_detail", args=[person.pk]))
    mine, theirs = str(world.cases["a"].pk), str(world.cases["b"].pk)
    signs = {
        "helpdesk:search": reverse("helpdesk:account", args=[world.accounts["applicant"].pk]),
        "audit_search": "ธารา",
        "work_list": mine,
        "registry:entries": "ธารา",
        "personnel:staff_list": reverse("personnel:staff_detail", args=[person.pk]),
    }
    for route, sign in signs.items():
        column, field = SEARCHES[route]
        body = ask(world.browser(column), reverse(route), number, **{field: write(number)}).content.decode()
        _before, _table, rows = body.partition("<table")
        assert sign in rows, route
        assert theirs not in rows, route


def test_the_list_that_is_downloaded_is_the_one_that_was_searched_for(world: World, number: str) -> None:
    for column, route, exported in (
        ("ministry", "work_list", reverse("work_export", args=["csv"])),
        ("institution", "registry:entries", reverse("registry:export", args=["csv"])),
    ):
        browser = world.browser(column)
        page = ask(browser, reverse(route), number, q=number)
        links = [each.replace("&amp;", "&") for each in addresses_in(page) if each.startswith(exported)]
        assert links, route
        file = b"".join(browser.get(links[0]).streaming_content).decode()  # type: ignore[attr-defined]
        assert len(file.strip().splitlines()) == 1 + len(page.context["rows"]), route
        assert "ธารา" in file


def test_whoever_writes_a_number_into_an_address_is_led_away_from_it(world: World, number: str) -> None:
    """Others too: where they go on to after signing in, or after choosing a language, stands on the page they get."""
    exports = {
        reverse("work_export", args=["csv"]): ("ministry", "q"),
        reverse("registry:export", args=["csv"]): ("institution", "q"),
    }
    for path, (column, field) in {**{reverse(route): who for route, who in SEARCHES.items()}, **exports}.items():
        browser = world.browser(column)
        led = browser.get(path, {field: to_thai(number), "cursor": ""})
        assert led.status_code == 302, path
        assert led["Location"].startswith(f"{path}?{field}="), path
        assert names_nobody(led, number), path
        assert names_nobody(browser.get(led["Location"]), number), path
        for other in (world.browser("visitor"), world.browser("member")):
            assert names_nobody(other.get(path, {field: number}), number), path


def test_an_expert_is_chosen_without_a_number_in_the_address(world: World, number: str) -> None:
    path = reverse("academic_experts:member_add", args=[world.committees["a"].pk])
    browser = world.browser("institution")
    ask(browser, path, number, words=number)
    assert names_nobody(browser.get(path, {"words": number}), number)


def test_other_words_stand_in_the_address_as_they_were_typed(world: World) -> None:
    led = world.browser("ministry").post("/work/", {"csrfmiddlewaretoken": "x", "q": "ธารา 0601/55", "order": "due"})
    assert led["Location"].startswith("/work/?")
    assert parse_qs(urlsplit(led["Location"]).query) == {"q": ["ธารา 0601/55"], "order": ["due"]}


def test_the_address_means_something_in_the_searchers_session_alone(world: World, number: str) -> None:
    browser = world.browser("ministry")
    address = browser.post("/work/", {"q": number})["Location"]
    case = str(world.cases["a"].pk)
    assert case in browser.get(address).content.decode()
    for other in ("institution", "approver"):
        assert case not in world.browser(other).get(address).content.decode()
    kept = SessionStore(browser.cookies[settings.SESSION_COOKIE_NAME].value).load()
    assert "searching" in kept
    assert number not in str(kept)


def test_a_kept_view_keeps_no_number(world: World, number: str) -> None:
    browser = world.browser("ministry")
    token = parse_qs(urlsplit(browser.post("/work/", {"q": number})["Location"]).query)["q"][0]
    for words in (number, token):
        browser.post("/work/views/", {"name": "ค้าง", "query": QueryDict(f"late=on&q={words}").urlencode()})
        assert [view.query for view in SavedView.objects.all()] == ["late=on"]


def test_a_session_keeps_the_latest_numbers_and_unknown_tokens_find_nobody(number: str) -> None:
    session = LooseSession()

    @searched
    def page(request: ActorRequest) -> HttpResponse:
        return HttpResponse(asked_for(request)["q"])

    def asked(request: Any) -> Any:
        request.session = session
        return page(request)

    addresses = [asked(RequestFactory().post("/x/", {"q": f"{place} {number}"}))["Location"] for place in range(25)]
    shown = [asked(RequestFactory().get(address)).content.decode() for address in addresses]
    assert shown[5:] == [f"{place} {number}" for place in range(5, 25)]
    assert all(text.startswith("~") for text in shown[:5])
    flood = asked(RequestFactory().post("/x/", {"q": number * 10_000}))["Location"]
    assert len(asked(RequestFactory().get(flood)).content) == 1_000


def test_every_form_for_searching_is_posted() -> None:
    forms = {
        file.name: form
        for file in REPOSITORY.glob("src/tidtam/**/templates/**/*.html")
        for form in _FORM.findall(file.read_text("utf-8"))
        if 'role="search"' in form
    }
    # In this one everything is chosen from lists.
    assert {name for name, form in forms.items() if 'method="post"' not in form} == {"office_list.html"}
