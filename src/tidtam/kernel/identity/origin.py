"""Where a request comes from. A header is believed only as far as the administrator says."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from tidtam.kernel.actor import Origin

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  # nosec B104 - a word for "unknown", nothing listens here


def client_address(request: HttpRequest) -> str:
    """The address that reached us, or the one that reached the outermost of our own proxies."""
    proxies: int = settings.ENVIRONMENT.trusted_proxies
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    text = forwarded[-proxies] if 0 < proxies <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return UNKNOWN_ADDRESS


def origin_of(request: HttpRequest) -> Origin:
    return Origin(channel="web", address=client_address(request), request_id=getattr(request, "request_id", ""))
