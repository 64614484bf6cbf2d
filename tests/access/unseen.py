"""What a view answers somebody before it looks at what is asked for: such an answer is the same for everything.

A guard that lets only some roles in, and a view that takes no such method, say so without a look at the database, at
the address or at anything sent. Where that is so, asking about one thing tells the answer about all.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Never

from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve

from tidtam.kernel.actor import Actor

ABRUPT = {HTTPStatus.FOUND, HTTPStatus.UNAUTHORIZED, HTTPStatus.METHOD_NOT_ALLOWED}


class _Looked(Exception):
    """The view asked what is meant, what was sent, or what is stored."""


def _looked(*_anything: Any, **_else: Any) -> Never:
    raise _Looked


class _Hidden:
    """What stands in the address: passed on, but never read."""

    __slots__ = ()
    __getattr__ = __eq__ = __str__ = __repr__ = __format__ = __hash__ = __bool__ = __lt__ = __int__ = _looked


class _FromSomebody(WSGIRequest):
    """A method and somebody who acts; nothing else that could be looked at."""

    COOKIES = GET = POST = FILES = body = user = session = property(_looked)
    actor: Actor


def answers_unseen(method: str, url: str, actor: Actor) -> bool:
    """Whether the view has answered this actor, other than with a page, before it looks at what is asked for."""
    found = resolve(url)
    view: Callable[..., Any] = found.func
    request = _FromSomebody(RequestFactory().generic(method, "/").environ)
    request.actor = actor
    hidden = _Hidden()
    kwargs = dict.fromkeys(found.kwargs, hidden)
    with connection.execute_wrapper(_looked):
        try:
            return view(request, *(hidden for _each in found.args), **kwargs).status_code in ABRUPT
        except Http404:
            return True
        except Exception:
            return False
