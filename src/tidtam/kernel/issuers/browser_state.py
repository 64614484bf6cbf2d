"""What a sign-in by a provider leaves in the session of the browser: what it proves, joins, or why it failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.identity.choices import Provider

from .openid import Failure

FAILED = "tidtam_openid_failed"
_PROVES = "tidtam_openid_proves"
_JOINS = "tidtam_joins"
_JOINS_FOR = timedelta(minutes=10)


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
    session[FAILED] = [provider.value, failure.value, next_page, reference]


def last_failure(session: SessionBase, provider: Provider) -> ToldFailure | None:
    kept = session.get(FAILED)
    if not kept or kept[0] != provider:
        return None
    return ToldFailure(provider, Failure(kept[1]), kept[2], kept[3])
