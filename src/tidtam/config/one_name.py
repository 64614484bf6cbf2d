"""A demonstration answers under one name: a session begun as `localhost` would be lost on the way back from ThaiD."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from .environment import LOOPBACK_HOSTS


class OneName:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = _name_of(request.META.get("HTTP_HOST", ""))
        is_other = name in LOOPBACK_HOSTS and name != settings.ENVIRONMENT.host
        if is_other and settings.ENVIRONMENT.is_demonstration and request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(settings.ENVIRONMENT.base_url + request.get_full_path())
        return self._get_response(request)


def _name_of(host: str) -> str | None:
    """Without the port; nothing where it cannot be a name, which is then refused like any other that is not ours."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
