"""A walk that finds nothing proves nothing unless it finds what was planted."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import translation

from tidtam.config import urls
from tidtam.kernel.actor import Actor
from tidtam.kernel.actor.http import ActorRequest
from tidtam.thai import national_id
from tidtam.tracking.models import Case

from .asking import ASKING, Ask
from .asking.ask import each
from .pages import faults_of, numbers_in
from .people import ACTORS
from .routes import all_routes
from .walking import METHODS, declared, mismatches
from .world import World

pytestmark = pytest.mark.requirement("QLT-02")


_GOOD = '<html lang="th"><head><title>x</title></head><body><h1>x</h1>{}</body></html>'


def _everything(queryset: Any, actor: Actor) -> Any:
    return queryset


@pytest.mark.parametrize(
    ("route", "scope", "found"),
    [
        ("case_detail", "tidtam.tracking.queries.cases.own", {"GET a as employee", "GET b as applicant"}),
        ("work_case", "tidtam.tracking.queries.cases.in_charge", {"GET b as institution"}),
        ("academic:request_detail", "tidtam.products.academic.queries.requests.scope", {"GET draft_a as ministry"}),
        ("role_detail", "tidtam.kernel.access.queries.scope", {"GET b as role_admin"}),
        ("role_end", "tidtam.kernel.access.queries.scope", {"POST b as role_admin", "POST a as other_role_admin"}),
    ],
)
def test_a_query_that_forgets_its_scope_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, route: str, scope: str, found: set[str]
) -> None:
    """Whether it then tells of somebody else in the same organisation or of another organisation."""
    monkeypatch.setattr(scope, _everything)
    assert {f"{route} {cell}: 200, declared is 404" for cell in found} <= set(mismatches(world, route))


def test_a_guard_that_lets_everybody_in_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Actor, "holds_any", lambda _actor, _roles: True)
    assert "api_client_list GET as member: 200, declared is 404" in mismatches(world, "api_client_list")


def test_where_the_database_keeps_rows_itself_a_forgotten_scope_leaks_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidtam.kernel.notifications.queries.scope", _everything)
    assert mismatches(world, "notice") == []


def _planted(answer: Callable[[HttpRequest], HttpResponse]) -> list[Any]:
    return [*urls.urlpatterns, path("planted/", answer, name="planted")]


@pytest.fixture
def planted(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Routes:
        urlpatterns = _planted(lambda request: HttpResponse("<title>x</title>"))

    settings.ROOT_URLCONF = Routes


@pytest.mark.usefixtures("planted")
def test_a_new_route_is_found_by_name(world: World) -> None:
    assert "planted" in all_routes()
    assert mismatches(world, "planted") == ["planted: nobody said how it is asked (tests/access/asking.py)"]


@pytest.mark.usefixtures("planted")
def test_a_route_that_is_asked_but_not_declared_is_denied(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ASKING, "planted", {"": lambda _world: Ask()})
    assert "planted GET as member: 200, declared is undeclared" in mismatches(world, "planted")


@pytest.mark.parametrize("looks_at", ["address", "database"])
def test_what_is_told_of_one_thing_to_one_person_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any, looks_at: str
) -> None:
    """One answer stands for all things only where the view cannot have looked which is meant."""

    def view(request: ActorRequest, of: str) -> HttpResponse:
        is_told = of == "b" if looks_at == "address" else Case.objects.exists() and "/b/" in request.path
        if is_told and request.actor.account_id == world.accounts["hr"].pk:
            return HttpResponse(_GOOD.format(""))
        raise Http404

    class Routes:
        urlpatterns = [*urls.urlpatterns, path("planted/<str:of>/", view, name="planted")]

    settings.ROOT_URLCONF = Routes
    everywhere = " ".join("404" for _actor in ACTORS)
    monkeypatch.setitem(ASKING, "planted", each(lambda _world, of: Ask({"of": of}), "a", "b"))
    monkeypatch.setitem(declared(), "planted", {f"{method} {of}": everywhere for method in METHODS for of in "ab"})
    assert "planted GET b as hr: 200, declared is 404" in mismatches(world, "planted")


def test_an_absence_that_can_be_told_from_secrecy_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are not found, but the page of the one that exists for others looks different."""

    def telling(actor: Actor, case_id: UUID) -> Case:
        if Case.objects.filter(pk=case_id).exists():
            translation.activate("en")
        raise Http404

    monkeypatch.setattr("tidtam.tracking.queries.get_own_case", telling)
    assert "case_detail GET none as member: can be told from case_detail GET a as member" in mismatches(
        world, "case_detail"
    )


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ("<h1>y</h1>", "2 <h1>"),
        ('<p id="a"></p><p id="a"></p>', "id a 2 times"),
        ('<p style="color:red"></p>', "<p> with a style of its own"),
        ("<style>p{}</style>", "<style> with a style of its own"),
        ('<a onclick="x()">x</a>', "<a> with onclick"),
        ('<a href=" JavaScript:x()">x</a>', "<a> with a javascript: address"),
        ("<script>x()</script>", "an inline script"),
    ],
)
def test_what_must_not_be_on_a_page_is_seen(added: str, fault: str) -> None:
    answer = HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})
    assert faults_of(answer, _GOOD.format(""), "th") == []
    assert fault in faults_of(answer, _GOOD.format(added), "th")


@pytest.mark.parametrize("written", ["0990000000011", "๐๙๙๐๐๐๐๐๐๐๐๑๑", "0-9900-00000-01-1", "0 9900 00000 01 1"])
def test_a_whole_number_is_seen_however_it_is_written(written: str) -> None:
    assert national_id.is_valid("0990000000011", allow_zero=True)
    assert len(numbers_in(f"<td>{written}</td>")) == 1
    assert numbers_in("<td>0-9900-xxxxx-01-1</td> 01a1fe23-1234-7000-8000-363300000000") == []


def test_a_page_without_policy_or_in_another_language_is_seen() -> None:
    assert faults_of(HttpResponse(), _GOOD.format(""), "en") == [
        "lang is th, asked for was en",
        "no content security policy",
    ]
