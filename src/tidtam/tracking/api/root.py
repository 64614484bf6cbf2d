"""The interface as a whole: its operations, what they share, and where it is mounted."""

from functools import cache
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from tidtam.tracking.plugins import plugins

from .api import acts, cases, files, processes, webhooks
from .calls import Repeated, repeated
from .door import door
from .problems import answer, problem_of

VERSION = "1"


@cache
def interface() -> NinjaAPI:
    """Made when the addresses are read: by then every product has handed over its router."""
    api = NinjaAPI(
        title="Tidtam",
        version=VERSION,
        description=(
            "Read, hand in and move matters of your organisation, and be told of what happens to them. "
            "Each client acts for one organisation, in one role, within its scopes."
        ),
        openapi_url=None,
        docs_url=None,
        urls_namespace="tracking_api",
    )
    for prefix, router in (("/processes", processes.router), ("/cases", cases.router), ("/cases", acts.router)):
        api.add_router(prefix, router)
    api.add_router("/files", files.router)
    api.add_router("/webhooks", webhooks.router)
    for plugin in plugins():
        if plugin.api_router is not None:
            api.add_router(f"/{plugin.name}", cast(Router, plugin.api_router()))
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, _problem)
    api.add_exception_handler(Repeated, _repeated)
    return api


def _problem(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return answer(request, problem_of(request, cast(Exception, error)))


def _repeated(request: HttpRequest, error: Repeated | type[Repeated]) -> HttpResponse:
    return repeated(cast(Repeated, error))


def _nothing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise Http404


def addresses() -> list[URLPattern]:
    """Every operation behind the one door; what is not an operation is answered in the same shape."""
    api = interface()
    operations = [pattern for router in api._get_bound_routers() for pattern in router.urls_paths(router.prefix)]
    return [
        *(path(str(found.pattern), door(found.callback), name=found.name) for found in operations),
        re_path("", door(_nothing), name="nothing"),
    ]
