"""What Tidtam itself keeps in a signed-in session, and when such a session is over."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.actor import Grant

from .choices import Provider, SessionEnd
from .openid.failures import Failure

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
_FAILED = "tidtam_openid_failed"
_PROVES = "tidtam_openid_proves"
_JOINS = "tidtam_joins"
_JOINS_FOR = timedelta(minutes=10)
MYSELF = "self"


def start(session: SessionBase, *, now: datetime, grants: tuple[Grant, ...]) -> None:
    session[_STARTED] = session[_SEEN] = now.timestamp()
    session[_ROLES] = fingerprint(grants)
    session.pop(_ACTING, None)
    session.pop(_FAILED, None)


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
    """The mark that ties a sign-in by a provider to this browser; made when first needed."""
    if _BROWSER not in session:
        session[_BROWSER] = secrets.token_urlsafe(32)
    return _digest(session[_BROWSER])


def browser_mark(session: SessionBase) -> str | None:
    secret = session.get(_BROWSER)
    return _digest(secret) if secret else None


@dataclass(frozen=True)
class ToldFailure:
    provider: Provider
    failure: Failure
    next_page: str
    reference: str
    """Under which the log has it."""

    @property
    def words(self) -> str:
        return self.failure.told(self.provider)


def note_proving(session: SessionBase, attempt: UUID, account: UUID) -> None:
    """By this sign-in the owner of the account proves who they are; it signs in nobody else."""
    session[_PROVES] = [str(attempt), str(account)]


def proves(session: SessionBase, attempt: UUID, account: UUID) -> bool:
    return bool(session.get(_PROVES) == [str(attempt), str(account)])


def note_joining(session: SessionBase, lesser: UUID, into: UUID, *, now: datetime) -> None:
    """The person at this browser was signed in to the one account, and proven a moment later to own the other."""
    session[_JOINS] = [str(lesser), str(into), (now + _JOINS_FOR).timestamp()]


def joining_with(session: SessionBase, into: UUID | None, *, now: datetime) -> UUID | None:
    """The account that may be joined to this one in this session, for a short while."""
    lesser, other, until = session.get(_JOINS) or ("", "", 0)
    return UUID(lesser) if other == str(into) and now.timestamp() < until else None


def forget_joining(session: SessionBase) -> None:
    session.pop(_JOINS, None)


def note_failure(session: SessionBase, provider: Provider, failure: Failure, *, next_page: str, reference: str) -> None:
    """Why the last sign-in by a provider in this browser came to nothing; stays until somebody signs in."""
    session[_FAILED] = [provider.value, failure.value, next_page, reference]


def last_failure(session: SessionBase, provider: Provider) -> ToldFailure | None:
    kept = session.get(_FAILED)
    if not kept or kept[0] != provider:
        return None
    return ToldFailure(provider, Failure(kept[1]), kept[2], kept[3])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
