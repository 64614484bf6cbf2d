from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor import VISITOR

from .pages import estimate_page


@require_safe
def process_estimate(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "tracking_forecast/estimate.html", estimate_page(VISITOR, key))
