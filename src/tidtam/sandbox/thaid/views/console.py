"""The sandbox's own pages: help, what it received, faults, the clock."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import queries, signing
from tidtam.sandbox.thaid.actions.faults import arm_fault, clear_faults, set_clock_ahead
from tidtam.sandbox.thaid.environment import read_environment
from tidtam.sandbox.thaid.faults import FAULTS, Fault, Reach

from .errors import refused_page

Page = Callable[..., HttpResponse]


def for_tests_too(view: Page) -> Page:
    """A form of ours needs its token; a program sends JSON, which no form of another site can send."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def either(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_json = request.content_type == "application/json"
        return view(request, *args, **kwargs) if is_json else guarded(request, *args, **kwargs)

    return either


def _sent(request: HttpRequest) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        return request.POST
    try:
        sent = json.loads(request.body or b"{}")
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise Refused(_("The body must be a JSON object."), code="json")
    return sent


def _number(sent: Mapping[str, Any], name: str, default: int | None = None) -> int | None:
    value = sent.get(name)
    if value in (None, ""):
        return default
    try:
        return int(str(value))
    except ValueError:
        raise Refused(_("%(name)s must be a whole number.") % {"name": name}, code="number", field=name) from None


def _done(request: HttpRequest, page: str) -> HttpResponse:
    if request.content_type == "application/json":
        return JsonResponse({"done": True})
    return redirect(page)


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    if request.content_type == "application/json":
        return JsonResponse({"error": refused.code, "message": str(refused.message)}, status=422)
    return refused_page(request, refused, 422)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    context = {
        "magic_holders": [holder for holder in queries.holders() if holder.quirk],
        "clients": read_environment().clients.values(),
        "issuer": read_environment().issuer,
        "page": "help",
    }
    return render(request, "thaid/help.html", context)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    return render(request, "thaid/log.html", {"requests": queries.received_requests(), "page": "log"})


def _reaching(reach: Reach) -> list[Fault]:
    return [fault for fault in FAULTS.values() if fault.reach is reach]


@for_tests_too
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def faults(request: HttpRequest) -> HttpResponse:
    """Arm a fault by name (`times`, `seconds`), clear one, or all: name "none" or DELETE."""
    if request.method in {"GET", "HEAD"}:
        return _faults_page(request)
    try:
        sent = _sent(request)
        name = str(sent.get("name", ""))
        if request.method == "DELETE" or name == "none":
            clear_faults()
        elif "clear" in sent:
            clear_faults(name)
        else:
            arm_fault(name, times=_number(sent, "times"), seconds=_number(sent, "seconds", 10) or 0)
    except Refused as refused:
        return _refused(request, refused)
    return _done(request, "faults")


def _faults_page(request: HttpRequest) -> HttpResponse:
    context = {
        "groups": [
            (_("Of the whole service, until cleared"), _reaching(Reach.SERVICE)),
            (_("Of the next sign-in"), _reaching(Reach.SIGN_IN)),
        ],
        "armed": queries.armed_faults(),
        "seconds_ahead": queries.seconds_ahead(),
        "keys": queries.signing_keys(),
        "page": "faults",
    }
    return render(request, "thaid/faults.html", context)


@for_tests_too
@require_POST
def set_clock(request: HttpRequest) -> HttpResponse:
    """Put the sandbox's clock ahead by so many seconds; 0 sets it right again."""
    try:
        set_clock_ahead(_number(_sent(request), "seconds_ahead", 0) or 0)
    except Refused as refused:
        return _refused(request, refused)
    return _done(request, "faults")


@for_tests_too
@require_POST
def new_key(request: HttpRequest) -> HttpResponse:
    """Sign with a new key from now on; the former ones stay published."""
    signing.make_key()
    return _done(request, "faults")
