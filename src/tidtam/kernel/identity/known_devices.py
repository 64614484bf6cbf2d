"""A browser in which somebody has signed in before is judged apart from all strangers.

So a stranger who tries passwords slows down strangers only, and never locks the owner out at their own desk.
"""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_COOKIE = "tidtam_device"
_SALT = "tidtam.identity.device"
_SECONDS = 180 * 24 * 3600
STRANGER = "stranger"


def device_of(request: HttpRequest, login: str) -> str:
    """The name of this browser if `login` has signed in with it before."""
    value = request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_SECONDS)
    name, _, owner = str(value).partition(":")
    return name if name and owner == _digest(login) else STRANGER


def remember_device(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    name = device_of(request, login)
    if name == STRANGER:
        name = secrets.token_hex(16)
    response.set_signed_cookie(
        _COOKIE,
        f"{name}:{_digest(login)}",
        salt=_SALT,
        max_age=_SECONDS,
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Lax",
        path="/account/",
    )


def _digest(login: str) -> str:
    return hashlib.sha256(login.strip().lower().encode()).hexdigest()
