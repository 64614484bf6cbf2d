"""Whom an account administrator helps: the personnel of the own offices; at the top of the tree, everybody."""

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor


def helps(actor: Actor) -> bool:
    return actor.holds(Role.ACCOUNT_ADMIN)
