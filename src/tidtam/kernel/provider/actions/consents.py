"""Somebody agrees to a service being told things of them, and takes that back."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.provider.models import Authorization, Consent, Service
from tidtam.kernel.provider.policies import consents_in_scope, may_enter

CONSENT_LASTS = timedelta(days=365)


def give_consent(actor: Actor, account: Account, service: Service, *, scopes: Collection[str]) -> Consent:
    """For a year, to what was read just now and what was agreed to before."""
    if actor.account_id != account.pk:
        raise NotAllowed(_("Only the person themselves can agree to this."))
    with transaction.atomic():
        # The account's row is the lock: two windows of one person come one after the other.
        Account.objects.select_for_update(no_key=True, of=("self",)).get(pk=account.pk)
        service = Service.objects.select_related("organization").get(pk=service.pk)
        if service.ended_at is not None or not set(scopes) <= set(service.scopes) or not may_enter(account, service):
            raise Refused(_("This service may not be told that. Go back to it and begin again."), code="not_granted")
        former = Consent.objects.filter(account=account, service=service, ended_at=None).first()
        agreed = set(scopes)
        if former is not None:
            agreed |= set(former.scopes) & set(service.scopes) if former.expires_at > actor.now() else set()
            _end(actor, former)
        consent = Consent.objects.create(
            account=account,
            service=service,
            scopes=sorted(agreed),
            language=(get_language() or "th")[:2],
            given_at=actor.now(),
            expires_at=actor.now() + CONSENT_LASTS,
        )
        _record(actor, "service_consent.given", consent)
        return consent


def withdraw_consent(actor: Actor, consent: Consent) -> None:
    """The service is told nothing more from now on, and whoever is signed in there by it is not refreshed."""
    with transaction.atomic():
        rows = consents_in_scope(Consent.objects.filter(pk=consent.pk, ended_at=None), actor)
        current = rows.select_for_update(of=("self",)).select_related("service__organization").first()
        if current is None:
            return
        _end(actor, current)
        living = Authorization.objects.filter(account=current.account_id, service=current.service_id, ended_at=None)
        living.update(ended_at=actor.now())
        _record(actor, "service_consent.withdrawn", current)


def _end(actor: Actor, consent: Consent) -> None:
    consent.ended_at = actor.now()
    consent.save(update_fields=["ended_at"])


def _record(actor: Actor, verb: str, consent: Consent) -> None:
    service = consent.service
    record(
        actor,
        verb,
        "service",
        service.pk,
        person_id=actor.person_id,
        organization_path=service.organization.path,
        details={"scopes": consent.scopes},
    )
