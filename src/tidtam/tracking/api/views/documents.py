"""The interface described: for people, and for programs that make programs."""

import json
from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from tidtam.tracking.api.document import document_of
from tidtam.tracking.api.reading import chapters, problem_kinds


@require_safe
def documentation(request: HttpRequest, interface: Callable[[], NinjaAPI]) -> HttpResponse:
    context = {"chapters": chapters(interface()), "problems": problem_kinds()}
    return render(request, "tracking_api/documentation.html", context)


@require_safe
def openapi(request: HttpRequest, interface: Callable[[], NinjaAPI]) -> HttpResponse:
    return HttpResponse(_text_of(interface()), content_type="application/json; charset=utf-8")


@cache
def _text_of(api: NinjaAPI) -> str:
    return json.dumps(document_of(api), ensure_ascii=False, indent=1)
