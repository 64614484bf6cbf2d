"""Who helps whom back into an account."""

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_help


def can_vouch_for(actor: Actor, account: Account) -> bool:
    """Whoever may help with the account otherwise, and nobody for themselves."""
    return actor.is_system or can_help(actor, account)
