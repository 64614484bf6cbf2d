"""A sign-in by a provider from its first step to its last. Nothing is locked while the provider is being asked."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import OpenIdAttempt
from tidtam.kernel.identity.next_page import safe_next
from tidtam.kernel.identity.session_state import browser_mark, mark_browser
from tidtam.kernel.issuers.openid import Failure, OpenIdFailure
from tidtam.kernel.keys import digest_of

LIFETIME = timedelta(minutes=10)
_REMEMBERED_FOR = timedelta(days=1)
"""Who comes back later than that is told that the sign-in was not begun here, and no more."""


@dataclass(frozen=True)
class BegunAttempt:
    """What goes out to the provider. The state itself is known to the browser only; we keep its hash."""

    id: UUID
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_challenge: str = field(repr=False)


def begin_attempt(actor: Actor, session: SessionBase, *, provider: Provider, next_page: str) -> BegunAttempt:
    now = actor.now()
    state, nonce, code_verifier = (secrets.token_urlsafe(32) for _ in range(3))
    attempt = OpenIdAttempt.objects.create(
        provider=provider,
        state_hash=digest_of(state),
        browser_hash=mark_browser(session),
        nonce=nonce,
        code_verifier=code_verifier,
        next_page=safe_next(next_page),
        begun_at=now,
        expires_at=now + LIFETIME,
    )
    challenge = base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()
    return BegunAttempt(id=attempt.pk, state=state, nonce=nonce, code_challenge=challenge)


def use_attempt(actor: Actor, session: SessionBase, *, provider: Provider, state: str) -> OpenIdAttempt:
    """The attempt to which an answer belongs; good for one answer, of the provider and from the browser of then."""
    attempt = OpenIdAttempt.objects.select_for_update().filter(provider=provider, state_hash=digest_of(state)).first()
    if attempt is None:
        raise OpenIdFailure(Failure.ATTEMPT_UNKNOWN)
    if attempt.browser_hash != browser_mark(session):
        raise OpenIdFailure(Failure.ATTEMPT_FOREIGN)
    if attempt.used_at is not None:
        raise OpenIdFailure(Failure.ATTEMPT_USED)
    if attempt.expires_at <= actor.now():
        raise OpenIdFailure(Failure.ATTEMPT_EXPIRED)
    attempt.used_at = actor.now()
    attempt.save(update_fields=["used_at"])
    return attempt


def clear_attempts(actor: Actor) -> None:
    """Sign-ins at a provider that nobody finished."""
    if not actor.is_system:
        raise NotAllowed(_("The platform clears away by itself."))
    OpenIdAttempt.objects.filter(expires_at__lt=actor.now() - _REMEMBERED_FOR).delete()
