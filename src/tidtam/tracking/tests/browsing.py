"""A browser in which somebody acts, without signing in: that is identity's own affair."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client

from tidtam.kernel.actor import VISITOR, Actor

_acting: ContextVar[Actor] = ContextVar("acting", default=VISITOR)


class ActAs:
    """The innermost middleware: it has the last word on who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = _acting.get()  # type: ignore[attr-defined]
        return self.get_response(request)


class Browser(Client):
    def __init__(self, actor: Actor, language: str) -> None:
        super().__init__()
        self.actor = actor
        self.cookies["tidtam_language"] = language

    def request(self, **request: Any) -> Any:
        token = _acting.set(self.actor)
        try:
            return super().request(**request)
        finally:
            _acting.reset(token)
