import json
import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.choices import VIEWED

_INSERT = """
INSERT INTO audit_record (at, actor_kind, actor_account, actor_person, actor_client, actor_roles, channel, address,
    request_id, verb, object_kind, object_id, person_id, organization_path, details, era, xid)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', 0)
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
    """Append one row, in the transaction of the action that calls: what is rolled back was never done.

    Written without RETURNING, because whoever acts may seldom read what is recorded of it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs into the transaction of the action it records")
    if len(verb) > _LONGEST or len(obj_kind) > _LONGEST or len(str(obj_id)) > _LONGEST:
        raise ValueError("a verb, a kind and an id are codes of 64 letters at most")
    roles = sorted({f"{grant.role}@{grant.organization_path}" for grant in actor.grants})
    values = (
        actor.now(),
        actor.kind.value,
        actor.account_id,
        actor.person_id,
        actor.client_id,
        json.dumps(roles),
        actor.origin.channel,
        actor.origin.address[:64],
        actor.origin.request_id[:64],
        verb,
        obj_kind,
        str(obj_id),
        person_id,
        organization_path,
        json.dumps({name: _code(value) for name, value in (details or {}).items()}, sort_keys=True),
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)


def record_view(
    actor: Actor, obj_kind: str, obj_id: UUID | str | int, person_id: UUID | None, *, organization_path: str = ""
) -> None:
    """Looking at somebody else's personal data leaves a trace; looking at one's own does not."""
    if person_id is not None and person_id == actor.person_id:
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
