import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from tidtam.kernel.actor import Actor, execute
from tidtam.kernel.audit.choices import VIEWED

INTO_TRAIL = """
INSERT INTO audit_record (at, actor_kind, actor_account, actor_person, actor_client, actor_roles, channel, address,
    request_id, verb, object_kind, object_id, person_id, organization_path, details, era, xid)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', 0)
"""
"""Takes `trail_values`. Without RETURNING, because whoever acts may seldom read what is recorded of it."""
_INSERT_MANY = """
INSERT INTO audit_record (at, actor_kind, actor_account, actor_person, actor_client, actor_roles, channel, address,
    request_id, verb, object_kind, object_id, person_id, organization_path, details, era, xid)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, object_id, person_id, organization_path, details::jsonb, '', 0
FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::text[])
    AS each (object_id, person_id, organization_path, details)
"""
_LONGEST = 64
_CODE = re.compile(r"[A-Za-z0-9_.:/@+-]{0,400}")
_PERSONAL_NUMBER = re.compile(r"(?<![0-9A-Fa-f-])\d{13}(?![0-9A-Fa-f-])")


def record(
    actor: Actor,
    verb: str,
    obj_kind: str,
    obj_id: UUID | str | int,
    *,
    person_id: UUID | None = None,
    organization_path: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Append one row, in the transaction of the action that calls: what is rolled back was never done."""
    execute(
        INTO_TRAIL,
        trail_values(
            actor,
            verb,
            obj_kind,
            obj_id,
            person_id=person_id,
            organization_path=organization_path,
            details=details or {},
        ),
    )


def trail_values(
    actor: Actor,
    verb: str,
    obj_kind: str,
    obj_id: UUID | str | int,
    *,
    person_id: UUID | None,
    organization_path: str,
    details: Mapping[str, object],
) -> tuple[Any, ...]:
    """For an action that makes the row a part of its own statement: what `INTO_TRAIL` asks for."""
    about = str(obj_id)
    _must_be_recordable(verb, obj_kind, about)
    return (*_who(actor), verb, obj_kind, about, person_id, organization_path, _coded(details))


@dataclass(frozen=True, slots=True)
class Happened:
    """One of many things to which the same was done."""

    obj_id: UUID
    person_id: UUID | None = None
    organization_path: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


def record_many(actor: Actor, verb: str, obj_kind: str, happened: Sequence[Happened]) -> None:
    """As `record`, a row for each, in one statement: for what is brought in by the thousand."""
    columns = (
        [str(each.obj_id) for each in happened],
        [each.person_id for each in happened],
        [each.organization_path for each in happened],
        [_coded(each.details) for each in happened],
    )
    _must_be_recordable(verb, obj_kind)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_MANY, (*_who(actor), verb, obj_kind, *columns))


def _who(actor: Actor) -> tuple[Any, ...]:
    roles = sorted({f"{grant.role}@{grant.organization_path}" for grant in actor.grants})
    return (
        actor.now(),
        actor.kind.value,
        actor.account_id,
        actor.person_id,
        actor.client_id,
        json.dumps(roles),
        actor.origin.channel,
        actor.origin.address[:64],
        actor.origin.request_id[:64],
    )


def _coded(details: Mapping[str, object]) -> str:
    return json.dumps({name: _code(value) for name, value in details.items()}, sort_keys=True)


def _must_be_recordable(*codes: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("what is recorded belongs into the transaction of the action that did it")
    if any(len(code) > _LONGEST for code in codes):
        raise ValueError("a verb, a kind and an id are codes of 64 letters at most")


def record_view(
    actor: Actor, obj_kind: str, obj_id: UUID | str | int, person_id: UUID | None, *, organization_path: str = ""
) -> None:
    """Looking at somebody else's personal data leaves a trace; looking at one's own does not."""
    if actor.is_person(person_id):
        return
    record(actor, VIEWED, obj_kind, obj_id, person_id=person_id, organization_path=organization_path)


def _code(value: object) -> object:
    """Ids and codes only: a name or a remark in the trail could never be erased again."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_code(item) for item in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, str) and _CODE.fullmatch(value) and not _PERSONAL_NUMBER.search(value):
        return str(value)
    raise ValueError("audit details hold ids and codes only")
