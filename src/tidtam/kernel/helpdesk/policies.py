"""Whom an account administrator helps: the personnel of the own offices; at the top of the tree, everybody."""

from django.db.models import Exists, OuterRef, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import in_force
from tidtam.kernel.actor import SYSTEM, Actor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.policies import within
from tidtam.kernel.people.choices import ServiceStatus
from tidtam.kernel.people.queries import staff


def helps(actor: Actor) -> bool:
    return actor.holds(Role.ACCOUNT_ADMIN)


def scope(queryset: QuerySet[Account], actor: Actor) -> QuerySet[Account]:
    """Accounts of persons who hold a role or serve in the actor's offices; never one's own.

    That an office once entered somebody's number makes nobody its personnel. Who belongs to no office is helped at
    the top of the tree. Asked as the platform: whom the registers of staff name is open to few.
    """
    if actor.account_id is None:
        return queryset.none()
    paths = actor.paths(Role.ACCOUNT_ADMIN)
    others = queryset.filter(person__isnull=False).exclude(pk=actor.account_id)
    if any("/" not in path for path in paths):
        return others
    here = within("organization__path", paths)
    holding = in_force(actor.today()).filter(here, account=OuterRef("pk"))
    serving = staff(SYSTEM, actor.today()).filter(here, person=OuterRef("person"), status=ServiceStatus.SERVING)
    return others.filter(Exists(holding) | Exists(serving))


def can_help(actor: Actor, account: Account) -> bool:
    """Nobody helps themselves; and who holds a role elsewhere too, or higher up, is helped from there."""
    if not helps(actor) or actor.account_id == account.pk:
        return False
    held = in_force(actor.today()).filter(account=account)
    return not held.exclude(within("organization__path", actor.paths(Role.ACCOUNT_ADMIN))).exists()
