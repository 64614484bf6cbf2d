"""A browser in which somebody has signed in before is judged apart from all strangers.

So a stranger who tries passwords slows down strangers only, and never locks the owner out at their own desk; and the
owner is told of a sign-in from anywhere else.
"""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_COOKIE = "tidtam_device"
_SALT = "tidtam.identity.device"
_SECONDS = 180 * 24 * 3600
_MOST_OWNERS = 24
"""A desk that many share; whoever has not used it for longest is a stranger there again."""
STRANGER = "stranger"


def device_of(request: HttpRequest, owner: str) -> str:
    """The name of this browser if its `owner`, a login or the number of an account, has signed in with it before."""
    name, owners = _remembered(request)
    return name if _digest(owner) in owners else STRANGER


def remember_device(request: HttpRequest, response: HttpResponseBase, owner: str) -> None:
    """Whoever is remembered after another in the same request is remembered beside them."""
    name, owners = _remembered(request)
    last = [_digest(owner), *(other for other in owners if other != _digest(owner))][:_MOST_OWNERS]
    response.set_signed_cookie(
        _COOKIE,
        ":".join([name or secrets.token_hex(16), *last]),
        salt=_SALT,
        max_age=_SECONDS,
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Lax",
        path="/account/",
    )
    request.COOKIES[_COOKIE] = response.cookies[_COOKIE].value


def _remembered(request: HttpRequest) -> tuple[str, list[str]]:
    value = request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_SECONDS)
    name, *owners = str(value).split(":")
    return name, owners


def _digest(owner: str) -> str:
    return hashlib.sha256(owner.strip().lower().encode()).hexdigest()[:32]
