"""Where an account is signed in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.utils.crypto import constant_time_compare

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import Actor
from tidtam.kernel.identity import session_state
from tidtam.kernel.identity.models import Account

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    reference: str
    device: str
    """Browser and system in words, or nothing if they cannot be told."""
    address: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def open_sessions(actor: Actor, this_key: str | None) -> list[OpenSession]:
    """The actor's own sessions that still live, this one first."""
    living = UserSession.objects.filter(user_id=actor.account_id).order_by("-last_seen_at")
    found = [
        OpenSession(
            reference=reference_of(row),
            device=device_in_words(row.user_agent),
            address=row.ip,
            began_at=row.created_at,
            seen_at=row.last_seen_at,
            is_this=row.session_key == this_key,
        )
        for row in living
        if row.exists()
    ]
    return sorted(found, key=lambda session: not session.is_this)


def session_lives(actor: Actor, number: int, account: Account) -> bool:
    """Whether the account's session of this number has neither been ended nor lost what it began with."""
    row = UserSession.objects.filter(pk=number, user=account).first()
    if row is None:
        return False
    session = import_module(settings.SESSION_ENGINE).SessionStore(row.session_key)
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return False
    return not session_state.is_taken_back(session, now=actor.now(), grants=grants_of(account.pk, actor.today()))


def reference_of(session: UserSession) -> str:
    """Names a session on a page without giving away its key or a running number."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:32]


def device_in_words(user_agent: str) -> str:
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)
