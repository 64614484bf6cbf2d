"""What an act writes, in one statement: the matter's row, its event with the words, the trail, and what is told of it.

The columns are those of the models, so that none is forgotten. Composed by Django these were six statements and nearly
all that a step cost; this one the server plans once.
"""

from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, models

from tidtam.kernel.actor import execute
from tidtam.kernel.audit.actions import INTO_TRAIL
from tidtam.kernel.notifications.actions import TELLING
from tidtam.tracking.models import Case, CaseEvent, CaseEventText

FIXED = frozenset({"id", "process", "subject", "organization", "organization_path", "appeals", "carries_on"})
"""What of a matter no act changes. Its organisation's path follows the organisation, by the database alone."""


class _Columns:
    """Some columns of a table, and what an object has in them."""

    def __init__(self, model: type[models.Model], fields: Sequence["models.Field[Any, Any]"]) -> None:
        self.table = model._meta.db_table
        self.names = [str(field.column) for field in fields]
        self.attributes = [field.attname for field in fields]
        self.values_of = attrgetter(*self.attributes)

    @property
    def inserting(self) -> str:
        places = ", ".join(["%s"] * len(self.names))
        return f"INSERT INTO {self.table} ({', '.join(self.names)}) VALUES ({places})"  # noqa: S608  # nosec B608

    @property
    def updating(self) -> str:
        return f"UPDATE {self.table} SET {', '.join(f'{name} = %s' for name in self.names)} WHERE id = %s"  # noqa: S608  # nosec B608

    @property
    def locking(self) -> str:
        return f"SELECT {', '.join(self.names)} FROM {self.table} WHERE id = %s FOR UPDATE"  # noqa: S608  # nosec B608


_MATTER = _Columns(Case, Case._meta.concrete_fields)
_MOVING = _Columns(Case, [field for field in Case._meta.concrete_fields if field.name not in FIXED])
_EVENT = _Columns(CaseEvent, [field for field in CaseEvent._meta.concrete_fields if not field.primary_key])
_WORDS = f"INSERT INTO {CaseEventText._meta.db_table} (event_id, sealed) SELECT id, %s FROM event"  # noqa: S608  # nosec B608
_LOCK = _MATTER.locking


def locked(case_id: UUID) -> Case | None:
    """The matter's row, which nobody else changes until the transaction ends."""
    found = [Case.from_db(connection.alias, _MATTER.attributes, row) for row in execute(_LOCK, [case_id])]
    return found[0] if found else None


def write(case: Case, event: CaseEvent, trail: tuple[Any, ...], *, sealed: bytes | None, told: str | None) -> None:
    """`trail` and `told` are what the floors below want to have written, in their own words."""
    opens = event.sequence == 1
    row = _MATTER.values_of(case) if opens else (*_MOVING.values_of(case), case.pk)
    words = () if sealed is None else (sealed,)
    telling = () if told is None else (told,)
    statement = _statement(opens=opens, has_words=bool(words), tells=bool(telling))
    event.pk = execute(statement, (*row, *_EVENT.values_of(event), *words, *trail, *telling))[0][0]
    for stored in (case, event):
        stored._state.adding, stored._state.db = False, connection.alias


@cache
def _statement(*, opens: bool, has_words: bool, tells: bool) -> str:
    parts = {"matter": _MATTER.inserting if opens else _MOVING.updating, "event": f"{_EVENT.inserting} RETURNING id"}
    if has_words:
        parts["words"] = _WORDS
    parts["trail"] = INTO_TRAIL
    written = ", ".join(f"{name} AS ({part})" for name, part in parts.items())
    return f"WITH {written} SELECT id{f', {TELLING}' if tells else ''} FROM event"  # noqa: S608  # nosec B608
