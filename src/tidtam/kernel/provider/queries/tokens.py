"""Tokens that services show, and whether what they rest on still holds."""

from dataclasses import dataclass

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.queries.sessions import session_lives
from tidtam.kernel.keys import digest_of
from tidtam.kernel.provider.choices import TokenKind
from tidtam.kernel.provider.models import Authorization, ServiceToken
from tidtam.kernel.provider.policies import may_enter

from .consents import agreed_scopes, covers


@dataclass(frozen=True)
class Shown:
    """A token that counts."""

    token: ServiceToken
    authorization: Authorization

    @property
    def scopes(self) -> frozenset[str]:
        """What the service may be told by now: a scope taken from the service is taken from its tokens."""
        return frozenset(self.token.scopes) & frozenset(self.authorization.service.scopes)


def still_stands(platform: Actor, authorization: Authorization) -> bool:
    """Whether service, account, session and consent are all as they were when the person signed in."""
    service, account, now = authorization.service, authorization.account, platform.now()
    if authorization.ended_at is not None or authorization.expires_at <= now:
        return False
    if service.ended_at is not None or service.organization.ended_at is not None:
        return False
    if not account.is_active or account.is_expired(now) or not may_enter(account, service):
        return False
    agreed = agreed_scopes(platform, account.pk, service)
    return covers(agreed, authorization.scopes) and session_lives(platform, authorization.session_number, account)


def shown_token(platform: Actor, text: str, kind: str = TokenKind.ACCESS) -> Shown | None:
    rows = ServiceToken.objects.filter(
        digest=digest_of(text), kind=kind, used_at=None, expires_at__gt=platform.now()
    ).select_related("authorization__service__organization", "authorization__account__person")
    row = rows.first()
    if row is None or not still_stands(platform, row.authorization):
        return None
    return Shown(row, row.authorization)
