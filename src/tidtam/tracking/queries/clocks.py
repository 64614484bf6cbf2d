from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.tracking.models import Case

MOST_AT_ONCE = 10_000
"""The next run goes on where this one stops."""


def clocks_to_ring(actor: Actor) -> list[UUID]:
    """The matters whose clock has something to say, those that have waited longest first."""
    waiting = Case.objects.filter(clock_on__lte=actor.today()).order_by("clock_on", "id")
    return list(waiting.values_list("id", flat=True)[:MOST_AT_ONCE])
