from dataclasses import replace

from tidtam.kernel.actor import SYSTEM, Actor


def platform_for(actor: Actor) -> Actor:
    """The platform itself, called from where the actor calls, at the actor's time."""
    return replace(SYSTEM, origin=actor.origin, clock=actor.clock)
