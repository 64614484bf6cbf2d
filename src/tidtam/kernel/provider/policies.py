"""Who sees to the services of an organisation, and whose consents one sees."""

from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within

from .models import Consent, Service


def scope(queryset: QuerySet[Service], actor: Actor) -> QuerySet[Service]:
    """The services of the organisations for which one registers them."""
    if actor.is_system:
        return queryset
    return queryset.filter(within("organization__path", actor.paths(Role.CLIENT_ADMIN)))


def can_manage_service(actor: Actor, organization: Organization) -> bool:
    return actor.is_system or actor.holds(Role.CLIENT_ADMIN, organization.path)


def manages_services(actor: Actor) -> bool:
    return actor.holds(Role.CLIENT_ADMIN)


def consents_in_scope(queryset: QuerySet[Consent], actor: Actor) -> QuerySet[Consent]:
    """One's own: what a service is told of somebody is nobody else's business."""
    if actor.is_system:
        return queryset
    return queryset.filter(account=actor.account_id) if actor.account_id else queryset.none()


def acts_for_services(actor: Actor) -> bool:
    """Codes and tokens are handed out and taken back by the platform alone, once a service has proved itself."""
    return actor.is_system


def may_enter(account: Account, service: Service) -> bool:
    """Most services take only people whose identity was verified."""
    return account.temporary_until is None or service.takes_temporary
