"""What Tidtam itself keeps in a signed-in session, and when such a session is over."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.actor import Grant

from .choices import SessionEnd

OFFICER_IDLE = timedelta(minutes=30)
MEMBER_IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
_SEEN_STEP = timedelta(minutes=1)

_STARTED = "tidtam_started"
_SEEN = "tidtam_seen"
_ROLES = "tidtam_roles"
_ACTING = "tidtam_acting"
_ENDED = "tidtam_ended"
_BROWSER = "tidtam_browser"
MYSELF = "self"
_over_at_sign_in = {_ACTING}


def forget_at_sign_in(key: str) -> None:
    """What a shelf above keeps under this key lasts until somebody signs in."""
    _over_at_sign_in.add(key)


def start(session: SessionBase, *, now: datetime, grants: tuple[Grant, ...]) -> None:
    session[_STARTED] = session[_SEEN] = now.timestamp()
    session[_ROLES] = fingerprint(grants)
    for key in _over_at_sign_in:
        session.pop(key, None)


def why_over(session: SessionBase, *, now: datetime, grants: tuple[Grant, ...]) -> SessionEnd | None:
    seen = session.get(_SEEN)
    if seen is None or now >= ends_at(session):
        return SessionEnd.TOO_LONG
    if now.timestamp() - seen > (OFFICER_IDLE if grants else MEMBER_IDLE).total_seconds():
        return SessionEnd.IDLE
    if session.get(_ROLES) != fingerprint(grants):
        return SessionEnd.ROLES_CHANGED
    return None


def ends_at(session: SessionBase) -> datetime:
    """When it is over however busy the person is; long ago, if it never began."""
    return datetime.fromtimestamp(session.get(_STARTED, 0), UTC) + LONGEST


def is_taken_back(session: SessionBase, *, now: datetime, grants: tuple[Grant, ...]) -> bool:
    """Whether it may go on no longer, though somebody who is busy at another service is not asked to be here, too."""
    return now >= ends_at(session) or session.get(_ROLES) != fingerprint(grants)


def touch(session: SessionBase, now: datetime) -> bool:
    """Note that the person is here; written once a minute, not with every page."""
    if now.timestamp() - session[_SEEN] < _SEEN_STEP.total_seconds():
        return False
    session[_SEEN] = now.timestamp()
    return True


def fingerprint(grants: tuple[Grant, ...]) -> str:
    """Changes when a role is given or ends: sessions begun under other roles are over."""
    return _digest(",".join(sorted(str(grant.id) for grant in grants)))


def follow_roles(session: SessionBase, grants: tuple[Grant, ...]) -> None:
    """The session goes on under roles that its person has just taken up in it."""
    session[_ROLES] = fingerprint(grants)


def choose_acting(session: SessionBase, grant_id: UUID | None) -> None:
    session[_ACTING] = str(grant_id) if grant_id else MYSELF


def split_grants(session: SessionBase, grants: tuple[Grant, ...]) -> tuple[tuple[Grant, ...], tuple[Grant, ...]]:
    """The role acted in now (the first, until the person chose), and those one could switch to."""
    chosen = session.get(_ACTING) or (str(grants[0].id) if grants else MYSELF)
    acting = tuple(grant for grant in grants if str(grant.id) == chosen)
    return acting, tuple(grant for grant in grants if grant not in acting)


def note_end(session: SessionBase, reason: SessionEnd) -> None:
    """Kept for the sign-in page, which says it once."""
    session[_ENDED] = reason.value


def take_end(session: SessionBase) -> SessionEnd | None:
    reason = session.pop(_ENDED, None)
    return SessionEnd(reason) if reason in SessionEnd.values else None


def mark_browser(session: SessionBase) -> str:
    """The mark that ties what is begun here, and goes on elsewhere, to this browser; made when first needed."""
    if _BROWSER not in session:
        session[_BROWSER] = secrets.token_urlsafe(32)
    return _digest(session[_BROWSER])


def browser_mark(session: SessionBase) -> str | None:
    secret = session.get(_BROWSER)
    return _digest(secret) if secret else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
