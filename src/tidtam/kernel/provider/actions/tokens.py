"""Codes and tokens are handed out, exchanged once, and end together.

Everything that hangs on one sign-in at a service is one family, and its row is the lock: of two who show the same code
or the same refresh token in the same moment, one is served, and then both have nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.keys import digest_of
from tidtam.kernel.provider.choices import TokenKind
from tidtam.kernel.provider.models import Authorization, Service, ServiceToken
from tidtam.kernel.provider.policies import acts_for_services
from tidtam.kernel.provider.queries.services import actor_of_service
from tidtam.kernel.provider.queries.tokens import still_stands

CODE_LIVES = timedelta(seconds=60)
ACCESS_LIVES = timedelta(minutes=15)
_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Proof:
    """Who is signed in here, in which session, and how they proved it."""

    account: Account
    session_number: int
    session_ends_at: datetime
    proved_at: datetime
    assurance: str
    methods: Sequence[str]


@dataclass(frozen=True)
class Wish:
    """What the service asked for, as it was found to be right."""

    service: Service
    scopes: Sequence[str]
    redirect_uri: str
    nonce: str
    code_challenge: str


def new_access_token(*_args: object) -> str:
    return f"tto_{secrets.token_urlsafe(32)}"


def new_refresh_token(*_args: object) -> str:
    return f"ttr_{secrets.token_urlsafe(32)}"


def give_code(actor: Actor, proof: Proof, wish: Wish, code: str) -> Authorization:
    """The person is sent back to the service with it."""
    if actor.account_id != proof.account.pk:
        raise NotAllowed(_("Only the person themselves can agree to this."))
    authorization = Authorization.objects.create(
        service=wish.service,
        account=proof.account,
        session_number=proof.session_number,
        scopes=list(wish.scopes),
        redirect_uri=wish.redirect_uri,
        nonce=wish.nonce,
        code_digest=digest_of(code),
        code_challenge=wish.code_challenge,
        proved_at=proof.proved_at,
        assurance=proof.assurance,
        methods=list(proof.methods),
        given_at=actor.now(),
        code_expires_at=actor.now() + CODE_LIVES,
        expires_at=proof.session_ends_at,
    )
    _record(actor, "service.signed_in", authorization)
    return authorization


def redeem_code(platform: Actor, service: Service, code: str, redirect_uri: str) -> Authorization | None:
    """Once only, whatever comes of it; a code that is shown again ends all that was given for it."""
    row = _locked(platform, Authorization.objects.filter(code_digest=digest_of(code), service=service).first())
    if row is None:
        return None
    if row.redeemed_at is not None:
        end_family(platform, row, "service.code_reused")
        return None
    row.redeemed_at = platform.now()
    row.save(update_fields=["redeemed_at"])
    if row.code_expires_at <= platform.now() or row.redirect_uri != redirect_uri or not still_stands(platform, row):
        return None
    return row


def use_refresh_token(platform: Actor, service: Service, text: str) -> ServiceToken | None:
    """Once only; one that was used before is in wrong hands, now or then, and ends the whole family."""
    found = ServiceToken.objects.filter(
        digest=digest_of(text), kind=TokenKind.REFRESH, authorization__service=service
    ).first()
    family = _locked(platform, Authorization(pk=found.authorization_id)) if found else None
    if found is None or family is None:
        return None
    token = ServiceToken.objects.get(pk=found.pk)
    token.authorization = family
    if token.used_at is not None:
        end_family(platform, family, "service.refresh_reused")
        return None
    if token.expires_at <= platform.now() or not still_stands(platform, family):
        return None
    token.used_at = platform.now()
    token.save(update_fields=["used_at"])
    return token


def give_tokens(platform: Actor, family: Authorization, scopes: Sequence[str], *, access: str, refresh: str) -> None:
    """Neither outlives the session in which the person signed in here."""
    _require_platform(platform)
    for kind, text, lives_until in (
        (TokenKind.ACCESS, access, min(platform.now() + ACCESS_LIVES, family.expires_at)),
        (TokenKind.REFRESH, refresh, family.expires_at),
    ):
        ServiceToken.objects.create(
            authorization=family,
            account_id=family.account_id,
            kind=kind,
            digest=digest_of(text),
            # A narrower access token does not narrow what the next one may be.
            scopes=list(scopes) if kind == TokenKind.ACCESS else family.scopes,
            given_at=platform.now(),
            expires_at=lives_until,
        )


def revoke_token(platform: Actor, service: Service, text: str) -> None:
    """The service gives a token of its own back: an access token alone, a refresh token with its family."""
    _require_platform(platform)
    token = ServiceToken.objects.filter(digest=digest_of(text), authorization__service=service).first()
    if token is None:
        return
    if token.kind == TokenKind.REFRESH:
        family = _locked(platform, Authorization(pk=token.authorization_id))
        if family is not None:
            end_family(platform, family, "service.tokens_given_back")
    elif token.expires_at > platform.now():
        token.expires_at = platform.now()
        token.save(update_fields=["expires_at"])


def end_family(platform: Actor, family: Authorization, verb: str) -> None:
    if family.ended_at is None:
        family.ended_at = platform.now()
        family.save(update_fields=["ended_at"])
        _record(actor_of_service(platform, family.service), verb, family)


def clear_away(platform: Actor) -> int:
    """Sign-ins whose session is over, with their tokens; that they were, stands in the trail."""
    _require_platform(platform)
    old = Authorization.objects.filter(expires_at__lt=platform.now() - _KEPT)
    ServiceToken.objects.filter(authorization__in=old).delete()
    deleted, _each = old.delete()
    return deleted


def _locked(platform: Actor, row: Authorization | None) -> Authorization | None:
    _require_platform(platform)
    if row is None:
        return None
    locked = Authorization.objects.select_for_update(of=("self",)).filter(pk=row.pk)
    return locked.select_related("service__organization", "account__person").first()


def _require_platform(actor: Actor) -> None:
    if not acts_for_services(actor):
        raise NotAllowed(_("Tokens are handed out by the platform, once a service has proved itself."))


def _record(actor: Actor, verb: str, family: Authorization) -> None:
    record(
        actor,
        verb,
        "service",
        family.service_id,
        person_id=family.account.person_id,
        organization_path=family.service.organization.path,
        details={"sign_in": family.pk, "scopes": family.scopes},
    )
