"""A sign-in by a provider from its first step to its last. Nothing is locked while the provider is being asked."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account, OpenIdAttempt
from tidtam.kernel.identity.next_page import safe_next
from tidtam.kernel.identity.openid import CardHolder, Failure, OpenIdFailure
from tidtam.kernel.identity.session_state import browser_mark, mark_browser
from tidtam.kernel.people.actions import VerifiedClaims, find_or_enter_person, update_from_verified_source
from tidtam.kernel.people.choices import IdentifierKind

from .accounts import create_account, make_permanent
from .proving import prove_owner

LIFETIME = timedelta(minutes=10)


_UNPROVABLE = {"erasing": Failure.ERASING}


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
        state_hash=_hash(state),
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
    attempt = OpenIdAttempt.objects.select_for_update().filter(provider=provider, state_hash=_hash(state)).first()
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


def open_account(actor: Actor, provider: Provider, holder: CardHolder) -> Account:
    """The account of whom the provider vouches for: matched by number, never by name; made at the first sign-in.

    A temporary one is permanent from then on: more proof of its owner there is not.
    """
    system = Actor(kind=SYSTEM.kind, name=SYSTEM.name, origin=actor.origin, clock=actor.clock)
    with acting_as(system):
        person = find_or_enter_person(
            system,
            kind=IdentifierKind.NATIONAL_ID,
            number=holder.national_id,
            given_name=holder.given_name,
            family_name=holder.family_name,
            title=holder.title,
            given_name_en=holder.given_name_en,
            family_name_en=holder.family_name_en,
        )
        person = update_from_verified_source(system, person, _claims(provider, holder))
        account = Account.objects.filter(person=person).first()
        if account is None:
            return create_account(system, person=person)
        return make_permanent(system, account) if account.temporary_until else account


def prove_account(actor: Actor, account: Account, provider: Provider, holder: CardHolder) -> Account:
    """The signed-in owner of a temporary account is whom the provider names: it is theirs, and permanent.

    Where that person has an account already it is that one; the person is asked whether the two are to be one.
    """
    system = Actor(kind=SYSTEM.kind, name=SYSTEM.name, origin=actor.origin, clock=actor.clock)
    try:
        with acting_as(system):
            return prove_owner(
                system,
                account,
                kind=IdentifierKind.NATIONAL_ID,
                number=holder.national_id,
                claims=_claims(provider, holder),
            )
    except Refused as refused:
        if refused.code != "number_in_use":
            raise OpenIdFailure(_UNPROVABLE.get(refused.code, Failure.OTHER_NUMBER)) from None
    other = open_account(actor, provider, holder)
    if not other.is_active:
        raise OpenIdFailure(Failure.NUMBER_IN_USE)
    return other


def _claims(provider: Provider, holder: CardHolder) -> VerifiedClaims:
    return VerifiedClaims(
        source=provider.value,
        title=holder.title,
        given_name=holder.given_name,
        middle_name=holder.middle_name,
        family_name=holder.family_name,
        title_en=holder.title_en or None,
        given_name_en=holder.given_name_en or None,
        middle_name_en=holder.middle_name_en or None,
        family_name_en=holder.family_name_en or None,
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
