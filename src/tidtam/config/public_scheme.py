"""TLS ends at the proxy before Tidtam; how people reach the site is what TIDTAM_BASE_URL says, and no header."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PublicScheme:
    """Without it every posted form would seem to come from another site: the browser says https, we would say http."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["wsgi.url_scheme"] = urlsplit(settings.ENVIRONMENT.base_url).scheme
        return self._get_response(request)
