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
        name = urlsplit(f"//{request.META.get('HTTP_HOST', '')}").hostname
        is_other = name in LOOPBACK_HOSTS and name != settings.ENVIRONMENT.host
        if is_other and settings.ENVIRONMENT.is_demonstration and request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(settings.ENVIRONMENT.base_url + request.get_full_path())
        return self._get_response(request)
