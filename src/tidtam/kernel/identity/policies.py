"""Whose account one may see and change."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import in_force
from tidtam.kernel.actor import SYSTEM, Actor
from tidtam.kernel.orgs.policies import within
from tidtam.kernel.people.choices import ServiceStatus
from tidtam.kernel.people.queries import staff

from .models import Account


def scope(queryset: QuerySet[Account], actor: Actor) -> QuerySet[Account]:
    """One's own, and those of whom one helps."""
    if actor.is_system:
        return queryset
    if actor.account_id is None:
        return queryset.none()
    return queryset.filter(Q(pk=actor.account_id) | Q(pk__in=helped(queryset, actor).values("pk")))


def helped(queryset: QuerySet[Account], actor: Actor) -> QuerySet[Account]:
    """Accounts of persons who hold a role or serve where the actor administers accounts; never one's own.

    That an office once entered somebody's number makes nobody its personnel. Who belongs to no office is helped at
    the top of the tree. Asked as the platform: whom the registers of staff name is open to few.
    """
    paths = actor.paths(Role.ACCOUNT_ADMIN)
    if actor.account_id is None or not paths:
        return queryset.none()
    others = queryset.filter(person__isnull=False).exclude(pk=actor.account_id)
    if any("/" not in path for path in paths):
        return others
    here = within("organization__path", paths)
    holding = in_force(actor.today()).filter(here, account=OuterRef("pk"))
    serving = staff(SYSTEM, actor.today()).filter(here, person=OuterRef("person"), status=ServiceStatus.SERVING)
    return others.filter(Exists(holding) | Exists(serving))


def can_help(actor: Actor, account: Account) -> bool:
    """Nobody helps themselves; and who holds a role elsewhere too, or higher up, is helped from there."""
    if not helped(Account.objects.filter(pk=account.pk), actor).exists():
        return False
    held = in_force(actor.today()).filter(account=account)
    return not held.exclude(within("organization__path", actor.paths(Role.ACCOUNT_ADMIN))).exists()


def can_create_account(actor: Actor) -> bool:
    """Accounts are made by registering, by signing in with a provider, and by whoever runs the platform."""
    return actor.is_system


def can_change_account(actor: Actor, account: Account) -> bool:
    """Preferences, password and second factor belong to the account's owner alone."""
    return actor.is_system or actor.account_id == account.pk


def can_make_permanent(actor: Actor) -> bool:
    """Nobody vouches for themselves: verification does it in the platform's name."""
    return actor.is_system


def can_lock_account(actor: Actor, account: Account) -> bool:
    return actor.is_system or can_help(actor, account)
