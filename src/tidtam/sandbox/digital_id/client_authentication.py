"""How a service proves itself at the token endpoint: HTTP Basic, or in the form (RFC 6749, section 2.3.1)."""

import base64
import hmac
from urllib.parse import unquote_plus

from django.http import HttpRequest

from .environment import Client
from .queries import client_of


def _given(request: HttpRequest) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return user, password


def claimed_client(request: HttpRequest) -> str:
    return _given(request)[0]


def authenticated_client(request: HttpRequest) -> Client | None:
    """The standard wants both parts form-encoded; many services forget to."""
    given = _given(request)
    for user, password in (given, tuple(map(unquote_plus, given))):
        client = client_of(user)
        if client is not None and hmac.compare_digest(client.secret.encode(), password.encode()):
            return client
    return None
