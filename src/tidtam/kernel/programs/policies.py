"""Whose programs one may see and change."""

from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import ApiClient
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within


def clients_in_scope(queryset: QuerySet[ApiClient], actor: Actor) -> QuerySet[ApiClient]:
    """The clients of the organisations in which one hands out roles: a client acts in one."""
    if actor.is_system:
        return queryset
    return queryset.filter(within("organization__path", actor.paths(Role.ROLE_ADMIN)))


def can_manage_clients(actor: Actor, organization: Organization) -> bool:
    """Whoever holds the secret of a client acts in its role; so only those who could grant the role see to it."""
    return actor.is_system or actor.holds(Role.ROLE_ADMIN, organization.path)


def manages_clients(actor: Actor) -> bool:
    return actor.holds(Role.ROLE_ADMIN)
