"""Asking Tidtam over HTTP; what it answered with is written down."""

from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, system_clock

from .models import Received, Registration

_SECONDS = 10
_KEPT = 200


def get(url: str, *, bearer: str = "") -> httpx.Response:
    return _send(httpx.Request("GET", url, headers={"Authorization": f"Bearer {bearer}"} if bearer else {}))


def post(url: str, form: str, known: Registration) -> httpx.Response:
    """In the service's own name: its id and secret are form-encoded before they are joined, as RFC 6749 wants it."""
    pair = httpx.BasicAuth(quote_plus(known.client_id), quote_plus(known.client_secret))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return _send(httpx.Request("POST", url, headers=headers, content=form), pair)


def answer_in(response: httpx.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise Refused(_("Tidtam answered what nobody can read. Try again in a moment."), code="unreadable")
    return answer


def note(what: str, answer: str) -> None:
    Received.objects.create(at=system_clock(), what=_plain(what), answer=_plain(answer))
    kept = list(Received.objects.values_list("id", flat=True)[:_KEPT])
    if len(kept) == _KEPT:
        Received.objects.exclude(id__in=kept).delete()


def _send(request: httpx.Request, auth: httpx.BasicAuth | None = None) -> httpx.Response:
    what = f"{request.method} {urlsplit(str(request.url)).path}"
    try:
        # Tidtam stands on this machine: no proxy of the environment is asked.
        with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
            response = client.send(request, auth=auth) if auth else client.send(request)
    except httpx.TransportError:
        note(what, "unreachable")
        raise Refused(_("Tidtam cannot be reached. Try again in a moment."), code="unreachable") from None
    note(what, f"{response.status_code} {_error_in(response)}".strip())
    return response


def _error_in(response: httpx.Response) -> str:
    if response.is_success or not response.headers.get("Content-Type", "").startswith("application/json"):
        return ""
    return str(answer_in(response).get("error", ""))


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:60])
