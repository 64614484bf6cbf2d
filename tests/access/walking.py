"""The walk: each route asked by everybody, what came held against what was declared."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import reverse

from .asking import ASKING
from .pages import faults_of, numbers_in
from .world import ACTORS, APPROVERS, CLIENT_ADMINS, RULERS, SERVICE_POINTS, STAFF, World

METHODS = ("GET", "POST")
WITH_SERVICE_POINTS = len(ACTORS) - len(CLIENT_ADMINS)
WITH_RULER = WITH_SERVICE_POINTS - len(SERVICE_POINTS)
WITH_APPROVER = WITH_RULER - len(RULERS)
WITH_STAFF = WITH_APPROVER - len(APPROVERS)
SHORT = WITH_STAFF - len(STAFF) - 1
LENGTHS = {SHORT, WITH_STAFF, WITH_APPROVER, WITH_RULER, WITH_SERVICE_POINTS, len(ACTORS)}
"""How many answers a row has: it may leave out the personnel, the register's approver, the rules, the agencies, and
who registers services."""
EXPECTATIONS = Path(__file__).with_name("expectations.toml")

_MASKS = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1"),
    (re.compile(r"\b[0-9a-f]{10}\b"), "reference"),
)


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
    body: str
    headers: dict[str, str]
    faults: list[str]

    def masked(self, url: str) -> tuple[str, dict[str, str]]:
        """Without what differs from one request to the next, and without the address itself."""
        body = self.body.replace(url, "…").replace(quote(url, safe=""), "…")
        for pattern, mask in _MASKS:
            body = pattern.sub(mask, body)
        varying = {"X-Request-ID", "Set-Cookie", "Content-Length", "Expires"}
        return body, {name: value for name, value in self.headers.items() if name not in varying}


def _address(world: World, cell: Cell) -> str:
    return reverse(cell.route, kwargs=ASKING[cell.route][cell.label](world).kwargs)


def ask(world: World, cell: Cell) -> Answer:
    """One request, undone afterwards."""
    language = "th" if ACTORS.index(cell.actor) % 2 else "en"
    asked = ASKING[cell.route][cell.label](world)
    url = _address(world, cell)
    with transaction.atomic():
        browser = world.browser(cell.actor, language)
        response = browser.get(url, asked.query) if cell.method == "GET" else browser.post(url, asked.form)
        body = read_body(response)
        transaction.set_rollback(True)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    faults = faults_of(response, body, language) if is_page and body else []
    return Answer(answer_in_words(response), body, dict(response.headers.items()), faults)


def read_body(response: HttpResponseBase) -> str:
    """What a person reads of it, on paper too."""
    content = b"".join(response)
    is_paper = response.headers.get("Content-Type", "") == "application/pdf"
    return _read_paper(content) if is_paper else content.decode(errors="replace")


def _without_typed(world: World, cell: Cell, body: str) -> str:
    """A form that comes back keeps what was typed, a number too."""
    if cell.method == "POST":
        for typed in ASKING[cell.route][cell.label](world).form.values():
            body = body.replace(f'value="{typed}"', "")
    return body


def _read_paper(content: bytes) -> str:
    """What a person reads on it; the numbers in the file itself are those of its drawing."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def mismatches(world: World, route: str) -> list[str]:
    """Everything that is not as declared, or not as a page must be."""
    if route not in ASKING:
        return [f"{route}: nobody said how it is asked (tests/access/asking.py)"]
    found: list[str] = []
    absent: dict[tuple[str, str], list[tuple[Cell, Answer]]] = {}
    for cell in cells_of(route):
        should = expected(cell)
        answer = ask(world, cell)
        if answer.words != should:
            found.append(f"{cell}: {answer.words}, declared is {should}")
        found += [f"{cell}: {fault}" for fault in answer.faults]
        if route not in _table()["shows_numbers"]:
            found += [f"{cell}: {number}" for number in numbers_in(_without_typed(world, cell, answer.body))]
        if answer.words == "404":
            absent.setdefault((cell.method, cell.actor), []).append((cell, answer))
    for answers in absent.values():
        found += _told_apart(world, answers)
    return found


def _told_apart(world: World, answers: list[tuple[Cell, Answer]]) -> list[str]:
    """What exists for others and what does not exist at all must look the same."""
    seen = [(cell, answer.masked(_address(world, cell))) for cell, answer in answers]
    first, looks = seen[0]
    return [f"{cell}: can be told from {first}" for cell, other in seen[1:] if other != looks]
