"""Services are registered, changed, given new secrets and ended; nothing of them is deleted."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused, new_id
from tidtam.kernel.audit.actions import record
from tidtam.kernel.keys import digest_of
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.provider.choices import Scope
from tidtam.kernel.provider.models import Service, ServiceSecret
from tidtam.kernel.provider.policies import can_manage_service
from tidtam.kernel.provider.queries.services import valid_secrets

LONGEST_OVERLAP = timedelta(days=30)
MOST_SECRETS = 2


@dataclass(frozen=True)
class NewSecret:
    service: Service
    secret: str
    """Shown once; afterwards nobody knows it but the service."""


@dataclass(frozen=True)
class Facts:
    """What is said of a service, to people and to itself; may be changed later, but for the office it belongs to."""

    name_th: str
    name_en: str
    purpose_th: str
    purpose_en: str
    contact: str
    redirect_uris: Sequence[str]
    logout_uris: Sequence[str]
    scopes: Collection[str]
    takes_temporary: bool

    def as_fields(self) -> dict[str, Any]:
        return {
            "name_th": self.name_th.strip(),
            "name_en": self.name_en.strip(),
            "purpose_th": self.purpose_th.strip(),
            "purpose_en": self.purpose_en.strip(),
            "contact": self.contact,
            "redirect_uris": list(self.redirect_uris),
            "logout_uris": list(self.logout_uris),
            "scopes": [scope.value for scope in Scope if scope in {Scope.OPENID, *self.scopes}],
            "takes_temporary": self.takes_temporary,
        }


def register_service(
    actor: Actor, *, organization: Organization, facts: Facts, service_id: UUID | None = None
) -> NewSecret:
    with transaction.atomic():
        # The office's row is the lock: two of the same name come one after the other.
        office = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if not can_manage_service(actor, office):
            raise NotAllowed(_("You see to the services of your own organisation and those below it only."))
        if office.is_ended:
            raise Refused(_("This office has ended; choose another."), code="ended", field="organization")
        service = Service(
            pk=service_id or new_id(), organization=office, created_at=actor.now(), created_by_id=actor.account_id
        )
        _take_over(service, facts)
        service.save(force_insert=True)
        _record(actor, "service.registered", service, {"scopes": service.scopes})
        return NewSecret(service, _give_secret(actor, service))


def change_service(actor: Actor, service: Service, *, version: int, facts: Facts) -> Service:
    """In force at once: an address or a scope that is gone is gone from what was handed out before, too."""
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=service.organization_id)
        service = _locked(actor, service)
        if service.version != version:
            raise Outdated(_("Somebody changed this service meanwhile. Look at it again, then change it."))
        _take_over(service, facts)
        service.version += 1
        service.save()
        _record(
            actor,
            "service.changed",
            service,
            {"scopes": service.scopes, "takes_temporary": service.takes_temporary, "version": service.version},
        )
        return service


def rotate_secret(actor: Actor, service: Service, *, overlap: timedelta) -> NewSecret:
    """A new secret, valid at once; the present one stays valid for the overlap, so that nothing has to stand still."""
    if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
        raise Refused(_("The old secret may stay valid for 0 to 30 days."), code="overlap", field="overlap")
    with transaction.atomic():
        service = _locked(actor, service)
        present = valid_secrets(actor, service)
        if len(present) >= MOST_SECRETS and overlap:
            raise Refused(
                _("Two secrets are valid already. End the old one first, or let the new one replace both at once."),
                code="two_secrets",
                field="overlap",
            )
        for secret in present:
            _end_secret(secret, actor.now() + overlap)
        _record(actor, "service.secret_rotated", service, {"overlap_hours": int(overlap.total_seconds() // 3600)})
        return NewSecret(service, _give_secret(actor, service))


def end_old_secrets(actor: Actor, service: Service) -> None:
    """Only the newest secret counts from now on."""
    with transaction.atomic():
        service = _locked(actor, service)
        old = valid_secrets(actor, service)[1:]
        for secret in old:
            _end_secret(secret, actor.now())
        if old:
            _record(actor, "service.old_secret_ended", service)


def end_service(actor: Actor, service: Service) -> None:
    """Nobody signs in there with their account here any more, and no token of it counts."""
    with transaction.atomic():
        service = _locked(actor, service, ended_too=True)
        if service.ended_at is None:
            service.ended_at, service.ended_by_id = actor.now(), actor.account_id
            service.save(update_fields=["ended_at", "ended_by"])
            _record(actor, "service.ended", service)


def _take_over(service: Service, facts: Facts) -> None:
    for name, value in facts.as_fields().items():
        setattr(service, name, value)
    if not set(service.scopes) <= set(Scope.values):
        raise Refused(_("Choose what the service is told."), code="scopes", field="scopes")
    namesakes = Service.objects.filter(organization=service.organization_id, name_th=service.name_th, ended_at=None)
    if namesakes.exclude(pk=service.pk).exists():
        raise Refused(
            _("Another service of this organisation has this name. Choose another, so that people can tell them."),
            code="name_taken",
            field="name_th",
        )


def _locked(actor: Actor, service: Service, *, ended_too: bool = False) -> Service:
    locked = Service.objects.select_for_update(of=("self",)).select_related("organization").get(pk=service.pk)
    if not can_manage_service(actor, locked.organization):
        raise Http404
    if locked.ended_at is not None and not ended_too:
        raise Refused(_("This service has ended. Register another one."), code="ended")
    return locked


def _give_secret(actor: Actor, service: Service) -> str:
    secret = f"ttc_{secrets.token_urlsafe(32)}"
    ServiceSecret.objects.create(
        service=service, digest=digest_of(secret), hint=secret[-4:], created_at=actor.now(), expires_at=None
    )
    return secret


def _end_secret(secret: ServiceSecret, at: datetime) -> None:
    """Never later than it would have ended before."""
    secret.expires_at = min(secret.expires_at or at, at)
    secret.save(update_fields=["expires_at"])


def _record(actor: Actor, verb: str, service: Service, details: dict[str, object] | None = None) -> None:
    record(actor, verb, "service", service.pk, organization_path=service.organization.path, details=details or {})
