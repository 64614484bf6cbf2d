"""What stands around every request to Digital ID: faults of the whole service, and what services sent."""

import json
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse

from . import clock
from .actions.faults import take_fault
from .client_authentication import claimed_client
from .faults import OF_SERVICE
from .models import ReceivedRequest

_FOR_SERVICES = ("/digital-id/.well-known/", "/digital-id/connect/")
_KEPT = 300


class DigitalIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_FOR_SERVICES):
            return self.get_response(request)
        fault = take_fault(OF_SERVICE.keys() - {"sms_down"})
        if fault.name == "slow":
            time.sleep(fault.seconds)
        response = play(fault.name) or self.get_response(request)
        _write_down(request, response)
        return response


def play(fault: str) -> HttpResponse | None:
    if fault in {"down", "token_down"}:
        return HttpResponse("Service Unavailable", status=503, content_type="text/plain")
    if fault in {"garbage", "token_garbage"}:
        return HttpResponse("<html><title>502</title><p>\ufffd%%{[not json", content_type="text/html; charset=utf-8")
    return None


def _write_down(request: HttpRequest, response: HttpResponse) -> None:
    ReceivedRequest.objects.create(
        at=clock.now(),
        method=(request.method or "")[:8],
        path=_plain(request.path, 200),
        client_id=_plain(claimed_client(request) or request.GET.get("client_id", ""), 100),
        status=response.status_code,
        answer=_error(response),
    )
    if ReceivedRequest.objects.count() > _KEPT + 100:
        kept = ReceivedRequest.objects.values_list("id", flat=True)[:_KEPT]
        ReceivedRequest.objects.exclude(id__in=list(kept)).delete()


def _plain(text: str, length: int) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:length])


def _error(response: HttpResponse) -> str:
    """The error code in the answer, if there is one: in the JSON, or in the address sent back to."""
    if "Location" in response.headers:
        return "".join(parse_qs(urlsplit(response.headers["Location"]).query).get("error", []))[:60]
    if response.status_code >= 400 and response.headers.get("Content-Type", "").startswith("application/json"):
        return str(json.loads(response.content).get("error", ""))[:60]
    return ""
