"""What is written to somebody's list of notices is written by the platform: the officer who caused it can't read it."""

from dataclasses import replace

from tidtam.kernel.actor import SYSTEM, Actor


def platform_for(actor: Actor) -> Actor:
    """The platform itself, at the actor's time and with the origin of their request."""
    return replace(SYSTEM, origin=actor.origin, clock=actor.clock)
