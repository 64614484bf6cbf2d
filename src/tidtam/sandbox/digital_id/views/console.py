"""The sandbox's own page: what it is, what it received, faults, the clock. A program sends JSON."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import queries, signing
from tidtam.sandbox.digital_id.actions.faults import arm_fault, clear_faults, set_clock_ahead
from tidtam.sandbox.digital_id.environment import read_environment
from tidtam.sandbox.digital_id.faults import EVERY

from .browser import refused_page


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    context = {
        "issuer": read_environment().issuer,
        "received": queries.received_requests()[:30],
        "faults": EVERY.items(),
        "armed": queries.armed_faults(),
        "samples": queries.samples(),
        "seconds_ahead": queries.seconds_ahead(),
    }
    return render(request, "digital_id/front.html", context)


@csrf_exempt
@require_POST
def control(request: HttpRequest) -> HttpResponse:
    """A form of ours needs its token; a program sends JSON, which no form of another site can send."""
    if request.content_type != "application/json":
        return _from_form(request)
    try:
        told = json.loads(request.body or b"{}")
        _carry_out(told if isinstance(told, dict) else {})
    except (ValueError, Refused) as mistake:
        return JsonResponse({"error": str(mistake)}, status=422)
    return JsonResponse({"done": True})


@csrf_protect
def _from_form(request: HttpRequest) -> HttpResponse:
    try:
        _carry_out(request.POST.dict())
    except ValueError:
        return refused_page(request, Refused(_("Give a whole number."), code="number"), 422)
    except Refused as refused:
        return refused_page(request, refused, 422)
    return redirect("digital_id_sandbox:front")


def _carry_out(told: dict[str, Any]) -> None:
    if told.get("fault") == "none":
        clear_faults()
    elif told.get("fault"):
        arm_fault(str(told["fault"]), seconds=int(str(told.get("seconds") or 10)))
    if "seconds_ahead" in told:
        set_clock_ahead(int(str(told["seconds_ahead"] or 0)))
    if told.get("new_key"):
        signing.make_key()
