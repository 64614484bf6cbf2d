"""Whose account one may see and change."""

from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor

from .models import Account


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


def can_lock_account(actor: Actor, account: Account) -> bool:
    """Nobody locks themselves out."""
    return actor.is_system or (actor.holds(Role.ACCOUNT_ADMIN) and actor.account_id != account.pk)
