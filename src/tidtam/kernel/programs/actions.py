"""Clients of the interface for programs: made, given new secrets, ended; and the tokens they are handed."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.policies import fits
from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import ApiClient, ApiClientSecret, ApiToken
from tidtam.kernel.keys import digest_of
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.programs import api_scopes
from tidtam.kernel.programs.choices import PERSONS_ONLY
from tidtam.kernel.programs.policies import can_manage_clients
from tidtam.kernel.programs.queries import Presented, valid_secrets

TOKEN_LIVES = timedelta(minutes=15)
LONGEST_OVERLAP = timedelta(days=30)
MOST_SECRETS = 2


@dataclass(frozen=True)
class NewSecret:
    client: ApiClient
    secret: str
    """Shown once; afterwards nobody knows it but the client."""


def create_client(
    actor: Actor, *, organization: Organization, name: str, contact: str, role: str, scopes: Collection[str]
) -> NewSecret:
    """A program that may act for the organisation, in one role and within the scopes."""
    with transaction.atomic():
        # The office's row is the lock: two of the same name come one after the other.
        office = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        _require_authority(actor, office)
        _require_sense(office, role, scopes)
        name = name.strip()
        if ApiClient.objects.filter(organization=office, name=name, ended_at=None).exists():
            raise Refused(
                _("Another client of this organisation has this name. Choose another, so that people can tell them."),
                code="name_taken",
                field="name",
            )
        client = ApiClient.objects.create(
            organization=office,
            name=name,
            contact=contact,
            role=role,
            scopes=sorted(scopes),
            created_at=actor.now(),
            created_by_id=actor.account_id,
        )
        _record(actor, "api_client.created", client, {"role": role, "scopes": sorted(scopes)})
        return NewSecret(client, _give_secret(actor, client))


def rotate_secret(actor: Actor, client: ApiClient, *, overlap: timedelta) -> NewSecret:
    """A new secret, valid at once; the present one stays valid for the overlap, so that nothing has to stand still."""
    if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
        raise Refused(_("The old secret may stay valid for 0 to 30 days."), code="overlap", field="overlap")
    with transaction.atomic():
        client = _locked(actor, client)
        present = valid_secrets(actor, client)
        if len(present) >= MOST_SECRETS and overlap:
            raise Refused(
                _("Two secrets are valid already. End the old one first, or let the new one replace both at once."),
                code="two_secrets",
                field="overlap",
            )
        until = actor.now() + overlap
        for secret in present:
            _end_secret(secret, until)
        _record(actor, "api_client.secret_rotated", client, {"overlap_hours": int(overlap.total_seconds() // 3600)})
        return NewSecret(client, _give_secret(actor, client))


def end_old_secrets(actor: Actor, client: ApiClient) -> None:
    """Only the newest secret counts from now on, and no token that was given for another."""
    with transaction.atomic():
        client = _locked(actor, client)
        old = valid_secrets(actor, client)[1:]
        for secret in old:
            _end_secret(secret, actor.now())
        if old:
            _record(actor, "api_client.old_secret_ended", client)


def end_client(actor: Actor, client: ApiClient) -> None:
    """Its secrets and tokens count no more, from the next call on."""
    with transaction.atomic():
        client = _locked(actor, client, ended_too=True)
        if client.ended_at is None:
            client.ended_at, client.ended_by_id = actor.now(), actor.account_id
            client.save(update_fields=["ended_at", "ended_by"])
            _record(actor, "api_client.ended", client)


def give_token(actor: Actor, presented: Presented, token: str, scopes: Collection[str]) -> None:
    """Keep what was just handed to the client; the actor is the client itself."""
    ApiToken.objects.create(
        secret_id=presented.secret_id,
        digest=digest_of(token),
        scopes=sorted(scopes),
        created_at=actor.now(),
        expires_at=actor.now() + TOKEN_LIVES,
    )
    _record(actor, "api_client.token_given", presented.client, {"scopes": sorted(scopes)})


def revoke_token(actor: Actor, presented: Presented, token: str) -> None:
    """A client gives a token of its own back. One that is not its own, or not there, is left as it is."""
    rows = ApiToken.objects.filter(digest=digest_of(token), secret__client=presented.client, expires_at__gt=actor.now())
    if rows.update(expires_at=actor.now()):
        _record(actor, "api_client.token_revoked", presented.client)


def clear_tokens(actor: Actor) -> int:
    """Tokens whose time is over say nothing any more; that they were given stands in the trail."""
    deleted, _each = ApiToken.objects.filter(expires_at__lt=actor.now()).delete()
    return deleted


def _require_authority(actor: Actor, office: Organization) -> None:
    if not can_manage_clients(actor, office):
        raise NotAllowed(_("You see to the clients of your own organisation and those below it only."))


def _require_sense(office: Organization, role: str, scopes: Collection[str]) -> None:
    if office.is_ended:
        raise Refused(_("This office has ended; choose another."), code="ended", field="organization")
    if role in PERSONS_ONLY or not fits(role, office):
        raise Refused(_("A client cannot hold this role in an office of this kind."), code="unfitting", field="role")
    if not scopes or not all(api_scopes.is_known(scope) for scope in scopes):
        raise Refused(_("Choose what the client may do."), code="scopes", field="scopes")


def _locked(actor: Actor, client: ApiClient, *, ended_too: bool = False) -> ApiClient:
    locked = ApiClient.objects.select_for_update(of=("self",)).select_related("organization").get(pk=client.pk)
    if not can_manage_clients(actor, locked.organization):
        raise Http404
    if locked.ended_at is not None and not ended_too:
        raise Refused(_("This client has ended. Make another one."), code="ended")
    return locked


def _give_secret(actor: Actor, client: ApiClient) -> str:
    secret = f"tts_{secrets.token_urlsafe(32)}"
    ApiClientSecret.objects.create(
        client=client, digest=digest_of(secret), hint=secret[-4:], created_at=actor.now(), expires_at=None
    )
    return secret


def _end_secret(secret: ApiClientSecret, at: datetime) -> None:
    """Never later than it would have ended before."""
    secret.expires_at = min(secret.expires_at or at, at)
    secret.save(update_fields=["expires_at"])


def _record(actor: Actor, verb: str, client: ApiClient, details: dict[str, object] | None = None) -> None:
    record(actor, verb, "api_client", client.pk, organization_path=client.organization.path, details=details or {})
