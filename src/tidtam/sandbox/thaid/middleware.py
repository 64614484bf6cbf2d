"""What stands around every request to ThaiD: what was received, and faults."""

import json
import re
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse

from . import clock
from .actions.faults import take_fault
from .client_authentication import basic_credentials
from .faults import Reach
from .models import ReceivedRequest

Answer = Callable[[HttpRequest], HttpResponse]
OPENID = "/thaid/"
_QR_PAGE = re.compile(r"/auth/[0-9a-f-]{36}/")
KEPT_REQUESTS = 500
# Everything else that is sent is shown by its name only.
SHOWN = frozenset(
    {"client_id", "redirect_uri", "response_type", "scope", "grant_type", "prompt", "code_challenge_method"}
)


# What a service sends or is sent. The QR page's own questions would only hide it.
NOTED = frozenset({"discovery", "keys", "authorize", "token", "introspect", "revoke", "userinfo", "qr_continue"})


class FaultMiddleware:
    """Faults of the whole service, at every endpoint a service knows. A QR page once shown stays."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPENID) or _QR_PAGE.search(request.path):
            return self.get_response(request)
        fault = take_fault(Reach.SERVICE)
        if fault.name == "slow":
            wait(fault.seconds)
        return play(fault.name) or self.get_response(request)


def wait(seconds: int) -> None:
    time.sleep(seconds)


def play(fault: str) -> HttpResponse | None:
    if fault in {"down", "token_down"}:
        return HttpResponse("Service Unavailable", status=503, content_type="text/plain")
    if fault in {"garbage", "token_garbage"}:
        return HttpResponse("<html><title>502</title><p>\ufffd%%{[not json", content_type="text/html; charset=utf-8")
    return None


class ReceivedMiddleware:
    """Writes down what relying parties sent: names of everything, values of nothing secret."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPENID):
            return self.get_response(request)
        sent = request.POST if request.method == "POST" else request.GET
        parameters = {_plain(name, 60): _plain(sent[name], 300) if name in SHOWN else "…" for name in list(sent)[:30]}
        response = self.get_response(request)
        if request.resolver_match is None or request.resolver_match.url_name in NOTED:
            ReceivedRequest.objects.create(
                at=clock.now(),
                method=(request.method or "")[:8],
                path=_plain(request.path, 200),
                client_id=_plain(_basic_user(request) or sent.get("client_id", ""), 100),
                parameters=parameters,
                status=response.status_code,
                answer=_error(response),
            )
            self._forget_old_ones()
        return response

    @staticmethod
    def _forget_old_ones() -> None:
        kept = ReceivedRequest.objects.values_list("id", flat=True)[:KEPT_REQUESTS]
        if ReceivedRequest.objects.count() > KEPT_REQUESTS + 100:
            ReceivedRequest.objects.exclude(id__in=list(kept)).delete()


def _plain(text: str, length: int) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:length])


def _basic_user(request: HttpRequest) -> str:
    credentials = basic_credentials(request)
    return credentials[0] if credentials else ""


def _error(response: HttpResponse) -> str:
    """The error code in the answer, if there is one: in the JSON, or in the address sent back to."""
    if "Location" in response.headers:
        return "".join(parse_qs(urlsplit(response.headers["Location"]).query).get("error", []))[:60]
    if response.status_code >= 400 and response.headers.get("Content-Type", "").startswith("application/json"):
        return str(json.loads(response.content).get("error", ""))[:60]
    return ""
