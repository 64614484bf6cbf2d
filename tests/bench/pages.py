"""One page measured against the same page fed from constants."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import include, path

ROUNDS = 30

_bare: list[Callable[[], str]] = []


def _bare_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_bare[0]())


# The product's own addresses follow, so that its templates find the ones they link to.
urlpatterns = [path("bare/", _bare_view), path("", include("tidtam.config.urls"))]


@dataclass(frozen=True)
class PageFigures:
    name: str
    size: int
    queries: int
    milliseconds: float
    bare_milliseconds: float

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.bare_milliseconds


def _duration(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _get(client: Client, url: str) -> HttpResponse:
    answer: HttpResponse = client.get(url)  # type: ignore[assignment]
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    return answer


def count_queries(client: Client, url: str) -> int:
    """All statements of one request, with those that begin and end its transactions."""
    with CaptureQueriesContext(connection) as captured:
        _get(client, url)
    return len(captured)


def measure(name: str, client: Client, url: str, rounds: int = ROUNDS) -> PageFigures:
    answer = _get(client, url)
    template, flat = answer.templates[0], answer.context[0].flatten()  # type: ignore[attr-defined]
    _bare[:] = [lambda: template.render(Context(flat))]
    with CaptureQueriesContext(connection) as captured:
        bare_size = len(_bare[0]().encode())
    if captured.captured_queries:
        raise RuntimeError(f"{name}: the bare page asked the database")
    if abs(bare_size - len(answer.content)) > 2_000:
        raise RuntimeError(f"{name}: the bare page has {bare_size} bytes, the page {len(answer.content)}")
    own, bare = [], []
    bare_client = Client()
    _get(client, url)
    for _ in range(rounds):
        own.append(_duration(lambda: _get(client, url)))
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
            bare.append(_duration(lambda: _get(bare_client, "/bare/")))
    return PageFigures(name, len(answer.content), count_queries(client, url), median(own), median(bare))
