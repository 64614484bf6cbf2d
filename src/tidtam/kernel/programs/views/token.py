"""The token endpoint, and those that take tokens back and tell of them: one address each, for all clients."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tidtam.kernel.actor import VISITOR, Actor, acting_as
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.identity.origin import client_address
from tidtam.kernel.programs.oauth import ClientRules, credentials_of, server_for
from tidtam.kernel.programs.token_doors import server_of_other

logger = logging.getLogger("tidtam.oauth")

Answer = tuple[dict[str, str], str, int]
Form = dict[str, str]
_WAIT_SECONDS = 15 * 60


@csrf_exempt
@own_transactions
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    return _answer(request, "create_token_response")


@csrf_exempt
@own_transactions
@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    return _answer(request, "create_revocation_response")


@csrf_exempt
@own_transactions
@require_POST
def introspect_token(request: HttpRequest) -> HttpResponse:
    return _answer(request, "create_introspect_response")


def _answer(request: HttpRequest, endpoint: str) -> HttpResponse:
    try:
        form = {name: str(value) for name, value in request.POST.items()}
        is_clear = not request.GET and all(len(values) == 1 for _name, values in request.POST.lists())
    except (SuspiciousOperation, BadRequest):
        is_clear = False
    if not is_clear:
        return _refused("invalid_request", 400)
    client_id = _client_id(request, form)
    who = f"{client_id}|{client_address(request)}"
    if not ratelimit.consume(request, action="api_client", key=who, dry_run=True):
        return _refused("slow_down", 429, {"Retry-After": str(_WAIT_SECONDS)})
    if not ratelimit.consume(request, action="token_call", key=who):
        return _refused("slow_down", 429, {"Retry-After": "60"})
    with acting_as(_visitor(request)) as visitor:
        server = server_of_other(visitor, client_id) or server_for(ClientRules(visitor))
        headers, body, status = _ask(server, endpoint, request, form)
    if status == 401:
        ratelimit.consume(request, action="api_client", key=who)
        logger.info("client authentication: refused")
        headers["WWW-Authenticate"] = 'Basic realm="Tidtam"'
    response = HttpResponse(body, status=status, content_type="application/json")
    for name, value in {**headers, "Cache-Control": "no-store", "Pragma": "no-cache"}.items():
        response.headers[name] = value
    return response


def _ask(server: Any, endpoint: str, request: HttpRequest, form: Form) -> Answer:
    headers = {"Authorization": request.headers.get("Authorization", "")}
    call: Callable[..., Answer] = getattr(server, endpoint)
    return call(request.path, "POST", list(form.items()), headers)


def _visitor(request: HttpRequest) -> Actor:
    """Whoever is signed in in a browser has no say here."""
    actor = actor_of(request)
    return replace(VISITOR, origin=replace(actor.origin, channel="api"), clock=actor.clock)


def _client_id(request: HttpRequest, form: Form) -> str:
    """Calls and wrong secrets are counted for it at an address, so that a stranger elsewhere cannot lock it out."""
    basic = credentials_of(request.headers.get("Authorization", ""))
    return basic[0] if basic else form.get("client_id", "")


def _refused(error: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return JsonResponse({"error": error}, status=status, headers={"Cache-Control": "no-store", **(headers or {})})
