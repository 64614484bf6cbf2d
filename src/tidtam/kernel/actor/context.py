"""The one door: requests, jobs, commands and tests act inside `acting_as`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from .actor import Actor
from .statements import execute

_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


_TELL = """
SELECT set_config('tidtam.actor_kind', %s, true), set_config('tidtam.account', %s, true),
    set_config('tidtam.person', %s, true), set_config('tidtam.paths', %s, true), set_config('tidtam.roles', %s, true)
"""


def _tell_database(actor: Actor) -> None:
    """Row-level security reads these settings; they end with the transaction."""
    execute(
        _TELL,
        (
            actor.kind.value,
            str(actor.account_id or ""),
            ",".join(map(str, actor.persons)),
            ",".join(sorted({grant.organization_path for grant in actor.grants})),
            ",".join(sorted({grant.role for grant in actor.grants})),
        ),
    )


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Open the transaction in which `actor` reads and writes."""
    with transaction.atomic():
        outer = _acting.get()
        token = _acting.set(actor)
        try:
            _tell_database(actor)
            yield actor
        finally:
            _acting.reset(token)
        # What is rolled back takes its settings along: then the outer ones are in force again by themselves.
        if outer is not None and not connection.needs_rollback:
            _tell_database(outer)
