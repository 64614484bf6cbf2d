"""Ask for pages as somebody, without signing in: what signing in does is tested where it stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.test import Client, override_settings

from tidtam.kernel.actor import VISITOR, Actor, acting_as

_actor: ContextVar[Actor] = ContextVar("browsing_actor", default=VISITOR)


class ActAsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = _actor.get()  # type: ignore[attr-defined]
        with acting_as(_actor.get()):
            return self.get_response(request)


@contextmanager
def browsing_as(actor: Actor, *, language: str = "en", enforce_csrf_checks: bool = False) -> Iterator[Client]:
    token = _actor.set(actor)
    try:
        # In the place of the middleware that finds out who signed in: two of them would not undo in order.
        others = [name for name in settings.MIDDLEWARE if not name.endswith(".ActorMiddleware")]
        with override_settings(MIDDLEWARE=[*others, f"{__name__}.ActAsMiddleware"]):
            client = Client(enforce_csrf_checks=enforce_csrf_checks)
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            yield client
    finally:
        _actor.reset(token)
