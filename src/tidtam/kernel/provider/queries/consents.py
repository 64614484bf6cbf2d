"""What people agreed to services being told of them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.provider.choices import Scope
from tidtam.kernel.provider.models import Consent, Service
from tidtam.kernel.provider.policies import consents_in_scope


def own_consents(actor: Actor) -> QuerySet[Consent]:
    """Those that count now; one per service."""
    return _current(actor).select_related("service__organization").filter(service__ended_at=None)


def get_consent(actor: Actor, consent_id: UUID) -> Consent:
    consent = own_consents(actor).filter(pk=consent_id).first()
    if consent is None:
        raise Http404("no such consent of one's own")
    return consent


def agreed_scopes(actor: Actor, account_id: UUID, service: Service) -> frozenset[str]:
    """What the person lets this very service know; what they let others know says nothing."""
    row = _current(actor).filter(account=account_id, service=service).first()
    return frozenset(row.scopes) if row else frozenset()


def covers(agreed: Collection[str], wanted: Collection[str]) -> bool:
    """That somebody signs in here at all is agreed to as well."""
    return Scope.OPENID in agreed and set(wanted) <= set(agreed)


def _current(actor: Actor) -> QuerySet[Consent]:
    return consents_in_scope(Consent.objects.filter(ended_at=None, expires_at__gt=actor.now()), actor)
