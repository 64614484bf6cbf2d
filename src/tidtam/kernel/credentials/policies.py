"""Who helps whom back into an account."""

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_lock_account


def helps_others(actor: Actor) -> bool:
    return actor.holds(Role.ACCOUNT_ADMIN)


def can_vouch_for(actor: Actor, account: Account) -> bool:
    """Whoever saw the person; nobody vouches for themselves."""
    return can_lock_account(actor, account)
