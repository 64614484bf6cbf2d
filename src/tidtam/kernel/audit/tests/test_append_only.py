import pytest
from django.db import DatabaseError, connections

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.actions import record

TRIES = [
    "UPDATE audit_record SET verb = 'other'",
    "UPDATE audit_seal SET digest = 'other'",
    "DELETE FROM audit_record",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_record",
    "TRUNCATE audit_seal",
]


@pytest.mark.requirement("IDN-51")
@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("alias", ["default", "owner"])
def test_neither_the_web_nor_the_owner_changes_what_was_written(alias: str) -> None:
    with acting_as(SYSTEM):
        record(SYSTEM, "thing.done", "thing", 1)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_seal (number, era, xid_from, xid_to, count, digest, previous, key_id, sealed_at, head)"
            " VALUES (1, 'x', 0, 1, 0, '', '', '', now(), '')"
        )
    with connections[alias].cursor() as cursor:
        for statement in TRIES:
            with pytest.raises(DatabaseError) as refusal:
                cursor.execute(statement)
            assert refusal.value.__cause__ is not None
            assert refusal.value.__cause__.sqlstate == "42501"  # type: ignore[attr-defined]
