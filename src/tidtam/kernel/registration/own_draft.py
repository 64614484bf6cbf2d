"""A draft is shown by the database to the browser that began it, and to the platform's own jobs."""

from collections.abc import Iterator
from contextlib import contextmanager

from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.actor.statements import execute

_TELL = "SELECT set_config('tidtam.registration_browser', %s, true)"


@contextmanager
def acting_in(actor: Actor, mark: str) -> Iterator[Actor]:
    """Open the transaction in which `actor` fills in the draft of the browser with this mark."""
    with acting_as(actor):
        execute(_TELL, (mark,))
        yield actor
        # What is rolled back takes the setting along.
        execute(_TELL, ("",))
