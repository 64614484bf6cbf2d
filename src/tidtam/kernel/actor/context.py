"""The one door: requests, jobs, commands and tests act inside `acting_as`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from .actor import Actor

_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


def _tell_database(actor: Actor | None) -> None:
    """Row-level security reads these settings; they end with the transaction."""
    paths = {grant.organization_path for grant in actor.grants} if actor else set()
    values = {
        "tidtam.actor_kind": actor.kind.value if actor else "",
        "tidtam.account": str(actor.account_id or "") if actor else "",
        "tidtam.person": str(actor.person_id or "") if actor else "",
        "tidtam.paths": ",".join(sorted(paths)),
        "tidtam.roles": ",".join(sorted({grant.role for grant in actor.grants})) if actor else "",
    }
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    parameters = [text for pair in values.items() for text in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", parameters)  # nosec B608 - only placeholders are repeated


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
