from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, ActorKind, Grant, Origin, acting_as, clock_at, new_id
from tidtam.kernel.audit.actions import record, record_view
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.audit.policies import scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-51")]
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


def actor_at(*held: tuple[str, str], person_id: UUID | None = None) -> Actor:
    grants = tuple(Grant(new_id(), role, new_id(), path, path, path) for role, path in held)
    origin = Origin("web", "192.0.2.1", "request-1")
    return Actor(
        ActorKind.MEMBER,
        account_id=new_id(),
        person_id=person_id or new_id(),
        grants=grants,
        origin=origin,
        clock=clock_at(NOON),
    )


def test_who_what_whose_when_and_from_where() -> None:
    actor, person_id, thing = actor_at(("institution_officer", "mhesi/psu")), new_id(), new_id()
    with acting_as(actor):
        record(
            actor, "thing.done", "thing", thing, person_id=person_id, organization_path="mhesi/psu", details={"n": 1}
        )
    with acting_as(SYSTEM):
        row = AuditRecord.objects.get()
    assert (row.at, row.actor_account, row.actor_person) == (NOON, actor.account_id, actor.person_id)
    assert row.actor_roles == ["institution_officer@mhesi/psu"]
    assert (row.channel, row.address, row.request_id) == ("web", "192.0.2.1", "request-1")
    assert (row.verb, row.object_kind, row.object_id) == ("thing.done", "thing", str(thing))
    assert (row.person_id, row.organization_path, row.details) == (person_id, "mhesi/psu", {"n": 1})


def test_a_visitor_leaves_a_trace_too() -> None:
    with acting_as(VISITOR):
        record(VISITOR, "sign_in.failed", "session", "1")
    with acting_as(SYSTEM):
        assert AuditRecord.objects.get().actor_kind == "visitor"


def test_looking_at_ones_own_leaves_no_trace() -> None:
    actor = actor_at()
    with acting_as(actor):
        record_view(actor, "case", new_id(), actor.person_id)
        record_view(actor, "case", new_id(), new_id())
    with acting_as(SYSTEM):
        assert AuditRecord.objects.get().verb == "viewed"


def test_what_was_rolled_back_was_never_done() -> None:
    with acting_as(SYSTEM):
        place = transaction.savepoint()
        record(SYSTEM, "thing.done", "thing", 1)
        transaction.savepoint_rollback(place)
        assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("value", ["สมชาย", "Somchai Jaidee", "0991234567890", "a" * 401, 1.5, {"a": "b"}, b"x"])
def test_details_hold_ids_and_codes_only(value: object) -> None:
    with acting_as(SYSTEM), pytest.raises(ValueError, match="ids and codes"):
        record(SYSTEM, "thing.done", "thing", 1, details={"x": value})


def test_ids_dates_and_lists_of_codes_are_fine() -> None:
    uuid = new_id()
    with acting_as(SYSTEM):
        record(SYSTEM, "thing.done", "thing", 1, details={"a": uuid, "b": date(2026, 1, 1), "c": {"z", "y"}, "d": None})
        assert AuditRecord.objects.get().details == {"a": str(uuid), "b": "2026-01-01", "c": ["y", "z"], "d": None}


def test_auditors_see_their_part_the_subject_their_own_and_others_nothing() -> None:
    subject = new_id()
    with acting_as(SYSTEM):
        for path, person in [("mhesi/psu", subject), ("mhesi/psu/sci", None), ("mhesi/cmu", None), ("", None)]:
            record(SYSTEM, f"at.{path or 'nowhere'}", "thing", 1, person_id=person, organization_path=path)
    for actor, seen in [
        (actor_at(("auditor", "mhesi/psu")), {"at.mhesi/psu", "at.mhesi/psu/sci"}),
        (actor_at(("auditor", "mhesi")), {"at.mhesi/psu", "at.mhesi/psu/sci", "at.mhesi/cmu", "at.nowhere"}),
        (actor_at(("institution_officer", "mhesi/psu")), set()),
        (actor_at(person_id=subject), {"at.mhesi/psu"}),
        (VISITOR, set()),
        (SYSTEM, {"at.mhesi/psu", "at.mhesi/psu/sci", "at.mhesi/cmu", "at.nowhere"}),
    ]:
        with acting_as(actor):
            assert set(AuditRecord.objects.values_list("verb", flat=True)) == seen, "row-level security"
            expected = seen if actor.is_system or actor.grants else set()
            assert set(scope(AuditRecord.objects.all(), actor).values_list("verb", flat=True)) == expected, "scope"


def test_an_auditor_elsewhere_sees_no_more_by_another_role_at_the_root() -> None:
    with acting_as(SYSTEM):
        record(SYSTEM, "thing.done", "thing", 1, organization_path="mhesi/cmu")
    both = actor_at(("auditor", "mhesi/psu"), ("ministry_case_officer", "mhesi"))
    with acting_as(both):
        assert not scope(AuditRecord.objects.all(), both).exists()


def test_only_the_platform_reads_and_writes_seals() -> None:
    with acting_as(actor_at(("auditor", "mhesi"))), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_seal")
        assert cursor.fetchone()[0] == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("INSERT INTO audit_seal VALUES (1, 'x', 0, 1, 0, '', '', '', now(), '')")
