import hmac
import json
import os
import time
from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import queries
from .actions import note_question, set_behaviour
from .choices import Behaviour
from .staff import as_csv, staff, with_number

SILENCE_SECONDS = 30
SEARCH = "POST /v1/persons/search"
PUBLISHED_TOKEN = "sandbox-only"  # noqa: S105 # nosec B105 - published on purpose


@csrf_exempt  # asked by programs, which bear no cookie
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    number = _number(request)
    status = _status(request, number)
    persons = [asdict(entry.employee) for entry in with_number(number)] if status is HTTPStatus.OK else []
    note_question(SEARCH, number, f"{status.value} ({len(persons)})" if persons else str(status.value))
    if queries.behaviour() is Behaviour.SILENT:
        time.sleep(SILENCE_SECONDS)
    if queries.behaviour() is Behaviour.GARBAGE:
        return HttpResponse("<html><title>502</title><p>%%{[not json", content_type="text/html; charset=utf-8")
    if status is not HTTPStatus.OK:
        return JsonResponse({"error": status.phrase}, status=status.value)
    return JsonResponse({"persons": persons}, json_dumps_params={"ensure_ascii": False})


def _number(request: HttpRequest) -> str:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        return ""
    number = asked.get("national_id") if isinstance(asked, dict) else None
    return number if isinstance(number, str) else ""


def _status(request: HttpRequest, number: str) -> HTTPStatus:
    behaviour = queries.behaviour()
    token = f"Bearer {os.environ.get('TIDTAM_HR_TOKEN') or PUBLISHED_TOKEN}"
    is_known = hmac.compare_digest(request.headers.get("Authorization", "").encode(), token.encode())
    if behaviour is Behaviour.CLOSED or not is_known:
        return HTTPStatus.UNAUTHORIZED
    if behaviour is Behaviour.DOWN or any(entry.is_broken for entry in with_number(number)):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.OK if number else HTTPStatus.BAD_REQUEST


@require_safe
def staff_file(request: HttpRequest) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="staff.csv"'}
    return HttpResponse(as_csv(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "staff": staff(),
        "received": queries.received(),
        "behaviours": Behaviour.choices,
        "behaviour": queries.behaviour(),
    }
    return render(request, "dpis/start.html", context)


@require_POST
def behave(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("behaviour", "")
    if wanted in Behaviour.values:
        set_behaviour(Behaviour(wanted))
    return redirect("dpis:start")
