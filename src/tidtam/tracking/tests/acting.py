"""Short ways to act at a matter and to read what came of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tidtam.kernel.actor import Actor, acting_as
from tidtam.tracking.history import Entry
from tidtam.tracking.models import Case
from tidtam.tracking.queries import entries_of

from .factories import DAY

LATER = DAY + timedelta(days=7)


def act(actor: Actor, action: Callable[..., Case], case: Case, **given: Any) -> Case:
    with acting_as(actor):
        return action(actor, case, **{"expected_version": case.version, **given})


def entries(actor: Actor, case: Case) -> list[Entry]:
    with acting_as(actor):
        return entries_of(actor, case)
