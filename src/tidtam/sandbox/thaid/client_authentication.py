"""How a relying party proves itself at the token endpoint: HTTP Basic, after RFC 6749, section 2.3.1."""

import base64
import hmac
from urllib.parse import unquote_plus

from django.http import HttpRequest

from tidtam.sandbox.thaid.environment import read_environment

from .clients import Client


def basic_credentials(request: HttpRequest) -> tuple[str, str] | None:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return None
    return (user, password) if colon else None


def authenticated_client(request: HttpRequest) -> Client | None:
    """The client that proved its secret. The standard wants both parts form-encoded; many services forget to."""
    credentials = basic_credentials(request)
    if credentials is None:
        return None
    for user, password in (credentials, tuple(map(unquote_plus, credentials))):
        client = read_environment().clients.get(user)
        if client is not None and hmac.compare_digest(client.secret.encode(), password.encode()):
            return client
    return None
