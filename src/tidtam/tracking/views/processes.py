from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor import VISITOR
from tidtam.tracking import queries
from tidtam.tracking.drawing import draw, hints
from tidtam.tracking.explaining import explain
from tidtam.tracking.parts import parts_of_process


@require_safe
def process_list(request: HttpRequest) -> HttpResponse:
    return render(request, "tracking/process_list.html", {"processes": queries.published_processes(VISITOR)})


@require_safe
def process_page(request: HttpRequest, key: str) -> HttpResponse:
    definition = queries.get_process(VISITOR, key).definition
    context = {
        "definition": definition,
        "steps": explain(definition),
        "picture": draw(definition),
        "hints": hints(definition),
        "parts": parts_of_process(VISITOR, key),
    }
    return render(request, "tracking/process_page.html", context)
