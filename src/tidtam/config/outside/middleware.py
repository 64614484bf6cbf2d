"""What stands around every request, whichever sandbox it is for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class OutsideMiddleware:
    """Thai unless the person chose English here; the camera for our own pages only; nothing is kept by a browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
        response.headers.setdefault("Cache-Control", "no-store")
        return response
