"""Whose account one may see and change."""

from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within

from .models import Account, ApiClient


def scope(queryset: QuerySet[Account], actor: Actor) -> QuerySet[Account]:
    """Account administrators see all accounts; everybody else sees their own."""
    if actor.is_system or actor.holds(Role.ACCOUNT_ADMIN):
        return queryset
    if actor.account_id is None:
        return queryset.none()
    return queryset.filter(pk=actor.account_id)


def can_create_account(actor: Actor) -> bool:
    return actor.is_system or actor.holds(Role.ACCOUNT_ADMIN)


def can_change_account(actor: Actor, account: Account) -> bool:
    """Preferences, password and second factor belong to the account's owner alone."""
    return actor.is_system or actor.account_id == account.pk


def can_make_permanent(actor: Actor, account: Account) -> bool:
    """Nobody vouches for themselves: verification does it in the platform's name, or somebody who saw the papers."""
    return can_lock_account(actor, account)


def can_lock_account(actor: Actor, account: Account) -> bool:
    """Nobody locks themselves out."""
    return actor.is_system or (actor.holds(Role.ACCOUNT_ADMIN) and actor.account_id != account.pk)


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
