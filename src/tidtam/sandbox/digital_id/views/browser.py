"""The mark of a browser: what it began here, it alone goes on with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import codes

_COOKIE = "digital_id_browser"
_SECONDS = 24 * 3600


def browser_of(request: HttpRequest) -> str:
    """Its mark; a new one for a browser that has none, to be remembered with the answer."""
    return request.COOKIES.get(_COOKIE) or codes.new_secret()


def remember(response: HttpResponse, browser: str) -> HttpResponse:
    response.set_cookie(_COOKIE, browser, max_age=_SECONDS, path="/digital-id/", httponly=True, samesite="Lax")
    return response


def refused_page(request: HttpRequest, refused: Refused, status: int = 400) -> HttpResponse:
    """For what can be answered neither in a form nor at the service's own address."""
    return render(request, "digital_id/refused.html", {"message": refused.message}, status=status)
