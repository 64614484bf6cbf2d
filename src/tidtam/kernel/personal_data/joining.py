"""What becomes of what is kept of a person when two records turn out to be one human's. Every keeper says so."""

from collections.abc import Callable
from dataclasses import dataclass

from tidtam.kernel.actor import Actor

from .subject import Subject


def no_obstacle(actor: Actor, lesser: Subject, into: Subject) -> None:
    return None


def nothing_moves(actor: Actor, lesser: Subject, into: Subject) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Joining:
    """The lesser record is the one that nobody vouched for. Its account ends by it, if it names one; where it names
    none, its account goes on as the other's. Both functions are called as the platform, in the transaction that joins.
    """

    refuse_to: Callable[[Actor, Subject, Subject], None] = no_obstacle
    """Raises `Refused` while something stands in the way: nothing at all is joined then."""
    follow: Callable[[Actor, Subject, Subject], None] = nothing_moves
    """Moves or ends what must not stay under the lesser record."""


STAYS = Joining()
"""It stays as it was written, under the record it was written for: that record is known from then on as the same
human's, so that their pages, row-level security, copies and erasure find it under both."""
