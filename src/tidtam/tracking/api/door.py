"""The one way in for every call: who calls, how often, in which transaction, and what comes of it.

The call acts in a transaction of its own as its client; whatever is not answered with success is undone.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from tidtam.kernel.actor import VISITOR, Actor, acting_as
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.programs.queries import Presented, actor_of_client, client_with_token

from .actions import answers
from .actions.answers import Answer, Once
from .actions.counting import count_call
from .problems import Problem, answer, problem_of

View = Callable[..., HttpResponse]
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_KEPT_HEADERS = ("ETag", "Location")
MULTIPART = "multipart/form-data"
_WITH_FILES = frozenset({"files"})
"""The operations, by their names, that take files."""
_JSON = ("application/json", "application/*", "*/*", "application/problem+json")


class ApiRequest(ActorRequest):
    presented: Presented | None
    once: Once | None
    """Set by a call that has an Idempotency-Key."""


def door(view: View) -> View:
    @csrf_exempt
    @own_transactions
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with translation.override(_language(request)):
            try:
                response = _enter(cast(ApiRequest, request), view, kwargs)
            except Exception as error:
                response = answer(request, problem_of(request, error))
            response.headers["Cache-Control"] = "no-store"
            response.headers["Content-Language"] = translation.get_language() or "th"
            response.headers["Vary"] = "Accept-Language, Authorization"
        return response

    return guarded


def _enter(request: ApiRequest, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    visitor = replace(VISITOR, origin=replace(request.actor.origin, channel="api"), clock=request.actor.clock)
    request.actor, request.presented, request.once = visitor, _presented(request, visitor), None
    if request.presented is not None:
        request.actor = actor_of_client(visitor, request.presented)
        if seconds := count_call(request.actor):
            raise Problem("too_many", headers={"Retry-After": str(seconds)})
        _must_speak_json(request)
    with acting_as(request.actor) as actor:
        response = view(request, **kwargs)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif request.once is not None:
            answers.keep_answer(actor, request.once, _to_keep(response))
    if response.status_code == 405:
        raise Problem("method_not_allowed", headers={"Allow": response.headers.get("Allow", "")})
    return response


def _presented(request: HttpRequest, visitor: Actor) -> Presented | None:
    """Nobody where no token was shown: the call itself says whether it needs one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    presented = client_with_token(visitor, token.strip())
    if presented is None:
        raise Problem("unauthorized", headers={"WWW-Authenticate": 'Bearer realm="Tidtam", error="invalid_token"'})
    return presented


def _must_speak_json(request: HttpRequest) -> None:
    wanted = [part.partition(";")[0].strip().lower() for part in request.headers.get("Accept", "*/*").split(",")]
    if not any(kind in _JSON for kind in wanted):
        raise Problem("not_acceptable")
    if request.method not in _WITH_BODY:
        return
    found = request.resolver_match
    if found is not None and found.url_name in _WITH_FILES:
        _must_bring_files(request)
        return
    try:
        body = request.body
    except RequestDataTooBig:
        raise Problem("too_large") from None
    except UnreadablePostError:
        raise Problem("bad_request") from None
    if body and request.content_type != "application/json":
        raise Problem("unsupported_media_type")


def _must_bring_files(request: HttpRequest) -> None:
    if request.content_type != MULTIPART:
        raise Problem("unsupported_media_type")
    try:
        request.FILES  # noqa: B018 - reads the whole request, as far as it is wanted
    except RequestDataTooBig:
        raise Problem("too_large") from None
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        raise Problem("bad_request") from None


def _language(request: HttpRequest) -> str:
    """The first that the client names and that we speak; Thai where it names none."""
    wanted = request.headers.get("Accept-Language", "").split(",")
    named = [part.strip().lower()[:2] for part in wanted]
    known = dict(settings.LANGUAGES)
    return next((code for code in named if code in known), settings.LANGUAGE_CODE)


def _to_keep(response: HttpResponse) -> Answer:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return Answer(response.status_code, headers, response.content.decode())
