"""The walk: each route asked by everybody, what came held against what was declared."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

import pypdfium2
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.test.client import ClientHandler
from django.urls import reverse

from tidtam.kernel.actor import VISITOR, Actor
from tidtam.web import errors, navigation

from .asking import ASKING
from .pages import faults_of, numbers_in
from .people import ACTORS, APPROVERS, CLIENT_ADMINS, DATA_OFFICERS, RULERS, SERVICE_POINTS, STAFF
from .staying import language_of
from .unseen import answers_unseen
from .world import World

METHODS = ("GET", "POST")
WITH_CLIENT_ADMIN = len(ACTORS) - len(DATA_OFFICERS)
WITH_SERVICE_POINTS = WITH_CLIENT_ADMIN - len(CLIENT_ADMINS)
WITH_RULER = WITH_SERVICE_POINTS - len(SERVICE_POINTS)
WITH_APPROVER = WITH_RULER - len(RULERS)
WITH_STAFF = WITH_APPROVER - len(APPROVERS)
SHORT = WITH_STAFF - len(STAFF) - 1
LENGTHS = {SHORT, WITH_STAFF, WITH_APPROVER, WITH_RULER, WITH_SERVICE_POINTS, WITH_CLIENT_ADMIN, len(ACTORS)}
"""How many answers a row has: it may leave out the personnel, the register's approver, the rules, the agencies, who
registers services, and who decides on people's data."""
EXPECTATIONS = Path(__file__).with_name("expectations.toml")

_MASKS = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1"),
    (re.compile(r"\b[0-9a-f]{10}\b"), "reference"),
)
_VARYING = {"X-Request-ID", "Set-Cookie", "Content-Length", "Expires"}


@dataclass(frozen=True)
class Cell:
    """One question: who asks which route how, about what."""

    route: str
    method: str
    label: str
    actor: str

    @property
    def row(self) -> str:
        return f"{self.method} {self.label}".strip()

    def __str__(self) -> str:
        return f"{self.route} {self.row} as {self.actor}"


@cache
def declared() -> dict[str, dict[str, str]]:
    """Route → row → the answers, one for each actor."""
    routes: dict[str, dict[str, str]] = _table()["routes"]
    return routes


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(EXPECTATIONS.read_text("utf-8"))


def expected(cell: Cell) -> str:
    """What is declared; a cell that is not is a fault that names the route."""
    answers = declared().get(cell.route, {}).get(cell.row, "").split()
    return answers[_place(cell.actor, len(answers))] if len(answers) in LENGTHS else "undeclared"


def _place(actor: str, given: int) -> int:
    """Whoever is left out of a row gets what a member without matters gets."""
    place = ACTORS.index(actor)
    return place if place < given else ACTORS.index("member")


def cells_of(route: str) -> Iterator[Cell]:
    for label in ASKING.get(route, {"": None}):
        for method in METHODS:
            for actor in ACTORS:
                yield Cell(route, method, label, actor)


def answer_in_words(response: HttpResponseBase) -> str:
    """The status; where it leads to the sign-in page, that."""
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.split("?")[0] == reverse("sign_in"):
        return "in"
    return str(response.status_code)


@dataclass(frozen=True)
class Answer:
    words: str
    look: str
    """The body without what differs from one request to the next, and without the address itself."""
    headers: dict[str, str]
    faults: list[str]


def ask(world: World, cell: Cell) -> Answer:
    """One request, undone afterwards."""
    language = language_of(cell.actor)
    with transaction.atomic():
        asked = ASKING[cell.route][cell.label](world)
        world.ask_as_nobody()
        url = reverse(cell.route, kwargs=asked.kwargs)
        browser = world.browser(cell.actor, language)
        browser.handler = _handler()
        response = browser.get(url, asked.query) if cell.method == "GET" else browser.post(url, asked.form)
        body = read_body(response)
        transaction.set_rollback(True)
    look = _masked(body, url)
    faults: list[str] = []
    if body and response.headers.get("Content-Type", "").startswith("text/html"):
        faults += _faults(look, language, response.headers.get("Content-Security-Policy", ""))
    if cell.route not in _table()["shows_numbers"]:
        typed = asked.form.values() if cell.method == "POST" else ()
        faults += _numbers(_without(typed, look))
        faults += numbers_in(url)
    headers = {name: value for name, value in response.headers.items() if name not in _VARYING}
    return Answer(answer_in_words(response), look, headers, faults)


@cache
def _handler() -> ClientHandler:
    """The stack of the product, made once for all requests."""
    return ClientHandler(enforce_csrf_checks=False)


def _masked(body: str, url: str) -> str:
    if url != "/":
        body = body.replace(url, "…").replace(quote(url, safe=""), "…")
    for pattern, mask in _MASKS:
        body = pattern.sub(mask, body)
    return body


@lru_cache(maxsize=1_000)
def _faults(look: str, language: str, policy: str) -> list[str]:
    """Most pages of a walk are one page: the same looks are examined once."""
    return faults_of(HttpResponse(headers={"Content-Security-Policy": policy}), look, language)


_numbers = lru_cache(maxsize=1_000)(numbers_in)


def _without(typed: Iterable[Any], body: str) -> str:
    """A form that comes back keeps what was typed, a number too."""
    for text in typed:
        body = body.replace(f'value="{text}"', "")
    return body


def read_body(response: HttpResponseBase) -> str:
    """What a person reads of it, on paper too."""
    content = b"".join(response)
    is_paper = response.headers.get("Content-Type", "") == "application/pdf"
    return _read_paper(content) if is_paper else content.decode(errors="replace")


def _read_paper(content: bytes) -> str:
    """What a person reads on it; the numbers in the file itself are those of its drawing."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


Drawn = dict[tuple[str, str | None, frozenset[str]], str]
"""Pages that nothing is there: to whom, how asked, and at which places of the menu."""


class NothingThere:
    """The page that nothing is there: drawn anew for the first who meets it, and once for each of the others.

    It is made of who asks and how, and of the places of the menu one is at, never of what was asked about; the pages
    of the first one, which are held against each other, would show it.
    """

    def __init__(self, drawn: Drawn) -> None:
        self._draw = errors._page
        self._first: str | None = None
        self._drawn = drawn

    def __call__(self, request: HttpRequest, template: str, status: int) -> HttpResponse:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if self._first is None:
            self._first = session
        if status != 404 or session == self._first:
            return self._draw(request, template, status)
        asking = session, request.method, _places(request.path)
        if asking not in self._drawn:
            self._drawn[asking] = _masked(self._draw(request, template, status).content.decode(), request.path)
        get_token(request)  # as drawing it would: the headers say so
        return HttpResponse(self._drawn[asking], status=status)


def _places(path: str) -> frozenset[str]:
    """Those of the menu under which this address lies."""
    return frozenset(url for url in _menu() if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/")))


@cache
def _menu() -> set[str]:
    return {reverse(entry.url_name) for entry in navigation._entries.values()}


def mismatches(world: World, route: str, drawn: Drawn | None = None) -> list[str]:
    """Everything that is not as declared, or not as a page must be; `drawn` serves more than one route."""
    if route not in ASKING:
        return [f"{route}: nobody said how it is asked (tests/access/asking.py)"]
    with mock.patch.object(errors, "_page", NothingThere({} if drawn is None else drawn)):
        return _mismatches(world, route)


def _mismatches(world: World, route: str) -> list[str]:
    found: list[str] = []
    absent: dict[tuple[str, str], list[tuple[Cell, Answer]]] = {}
    same: dict[tuple[str, str], Answer] = {}
    """Where somebody is answered before the view looks at what is asked for, one answer is that about everything."""
    unseen = _who_is_answered_unseen(world, route)
    for cell in cells_of(route):
        asking = cell.method, cell.actor
        answer = same.get(asking)
        if answer is None:
            answer = ask(world, cell)
            if asking in unseen:
                same[asking] = answer
            found += [f"{cell}: {fault}" for fault in answer.faults]
            if answer.words == "404":
                absent.setdefault(asking, []).append((cell, answer))
        should = expected(cell)
        if answer.words != should:
            found.append(f"{cell}: {answer.words}, declared is {should}")
    for answers in absent.values():
        found += _told_apart(answers)
    return found


def _who_is_answered_unseen(world: World, route: str) -> set[tuple[str, str]]:
    """By method and actor. One address of the route serves for all: what stands in it is hidden."""
    if len(ASKING[route]) == 1:
        return set()
    with transaction.atomic():
        kwargs = next(iter(ASKING[route].values()))(world).kwargs
        transaction.set_rollback(True)
    url = reverse(route, kwargs=kwargs)
    return {
        (method, actor) for method in METHODS for actor in ACTORS if answers_unseen(method, url, _acting(world, actor))
    }


@cache
def _acting(world: World, actor: str) -> Actor:
    """Roles are the world's, and what a question changes is undone."""
    return VISITOR if actor == "visitor" else world.acting(actor)


def _told_apart(answers: list[tuple[Cell, Answer]]) -> list[str]:
    """What exists for others and what does not exist at all must look the same."""
    first, known = answers[0]
    return [
        f"{cell}: can be told from {first}"
        for cell, answer in answers[1:]
        if (answer.look, answer.headers) != (known.look, known.headers)
    ]
