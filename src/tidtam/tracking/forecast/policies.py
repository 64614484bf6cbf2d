from tidtam.kernel.actor import Actor
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_see


def can_count(actor: Actor) -> bool:
    """Counting goes over everybody's matters, so that only the platform itself does it."""
    return actor.is_system


def can_know(actor: Actor, case: Case) -> bool:
    """Whoever may see a matter may know how long it is likely to take."""
    return can_see(actor, case)
