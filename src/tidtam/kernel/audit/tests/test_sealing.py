"""The trail against somebody who owns the database: triggers off, rows changed, seals removed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

from tidtam.kernel.audit.actions.sealing import seal

from .sealed import (
    act,
    alone_on_the_server,
    findings,
    heads,
    owner_without_triggers,
    sealed_three_times,
    verify,
)

__all__ = ["alone_on_the_server"]

pytestmark = [
    pytest.mark.usefixtures("alone_on_the_server", "own_database", "data_folder"),
    pytest.mark.requirement("IDN-51"),
]


@contextmanager
def meddled(statement: str, table: str = "audit_record") -> Iterator[None]:
    """The owner changes the table; afterwards it is as it was."""
    with owner_without_triggers(table) as do:
        do(f"CREATE TABLE saved AS TABLE {table}")
        do(statement)
    yield
    with owner_without_triggers(table) as do:
        do(f"DELETE FROM {table}")  # noqa: S608
        do(f"INSERT INTO {table} TABLE saved")
        do("DROP TABLE saved")


def test_an_untouched_trail_is_whole_and_the_unsealed_tail_is_named() -> None:
    sealed_three_times()
    act(2)
    said = verify()
    assert "3 batches with 9 records read again" in said
    assert "not sealed yet: 2 records, the oldest of 20" in said


def test_nothing_new_makes_no_batch() -> None:
    sealed_three_times()
    assert seal() == []


MEDDLING = [
    ("DELETE FROM audit_record WHERE id = 5", "1 of 3 records were removed"),
    ("DELETE FROM audit_record", "3 of 3 records were removed"),
    ("UPDATE audit_record SET verb = 'other' WHERE id = 5", "altered"),
    ("UPDATE audit_record SET at = at - interval '1 microsecond' WHERE id = 5", "altered"),
    ('UPDATE audit_record SET details = \'{"code": "y"}\' WHERE id = 5', "altered"),
    ("UPDATE audit_record SET actor_account = gen_random_uuid() WHERE id = 5", "altered"),
    ("UPDATE audit_record SET id = 500 WHERE id = 5", "altered"),
    ("UPDATE audit_record SET id = -id WHERE id IN (4, 5)", "altered"),
    ("UPDATE audit_record SET xid = xid + 100000 WHERE id = 5", "1 of 3 records were removed"),
    ("UPDATE audit_record SET era = 'other' WHERE id = 5", "1 of 3 records were removed"),
    (
        "UPDATE audit_record a SET object_id = b.object_id FROM audit_record b WHERE (a.id, b.id) IN ((4,5),(5,4))",
        "altered",
    ),
]


def test_a_record_removed_or_altered_by_the_owner_is_found() -> None:
    sealed_three_times()
    for statement, found in MEDDLING:
        with meddled(statement):
            assert found in findings(), statement
    verify()


COPIED = """
INSERT INTO audit_record (at, actor_kind, actor_roles, channel, address, request_id, verb, object_kind, object_id,
    organization_path, details, era, xid)
SELECT at, actor_kind, actor_roles, channel, address, request_id, verb, object_kind, 'forged', organization_path,
    details, era, {xid} FROM audit_record WHERE id = 5
"""


def test_a_record_inserted_by_the_owner_with_a_forged_transaction_is_found() -> None:
    sealed_three_times()
    for xid, found in [
        ("xid", "1 records were inserted"),
        ("0", "1 records were inserted"),
        ("xid + 1000000", "1 records claim transactions that are still to come"),
    ]:
        with meddled(COPIED.format(xid=xid)):
            assert found in findings()
    verify()


def test_even_the_owner_cannot_choose_the_transaction_while_the_trigger_is_on() -> None:
    sealed_three_times()
    with connections["owner"].cursor() as cursor:
        cursor.execute(COPIED.format(xid="xid"))
    assert "not sealed yet: 1 records" in verify()


def test_a_seal_removed_from_the_database_is_found() -> None:
    sealed_three_times()
    for number in (1, 2, 3):
        with meddled(f"DELETE FROM audit_seal WHERE number = {number:d}", "audit_seal"):  # noqa: S608
            assert f"batch {number} is in the head file, but was removed from the database" in findings()
    verify()


def test_removing_the_last_seal_with_its_records_is_found_and_sealing_goes_on_without_a_fork() -> None:
    sealed_three_times()
    with owner_without_triggers("audit_seal") as do:
        do("DELETE FROM audit_seal WHERE number = 3")
    with owner_without_triggers() as do:
        do("DELETE FROM audit_record WHERE id > 6")
    act(2)
    assert [batch.number for batch in seal()] == [4]
    found = findings()
    assert "batch 3 is in the head file, but was removed" in found
    assert "batch 3, sealed" in found
    assert "3 of 3 records were removed" in found
    assert "batch 4" not in found


def test_a_seal_made_to_fit_altered_records_is_found() -> None:
    sealed_three_times()
    with owner_without_triggers() as do:
        do("DELETE FROM audit_record WHERE id = 5")
    with owner_without_triggers("audit_seal") as do:
        do("UPDATE audit_seal SET count = 2, digest = repeat('0', 64) WHERE number = 2")
    found = findings()
    assert "batch 2 says one thing in the database and another in the head file" in found
    assert "the seal of batch 2 in the database was altered or forged" in found


def test_a_seal_written_without_the_key_is_found_and_stops_nothing() -> None:
    sealed_three_times()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_seal SELECT 4, era, xid_to, xid_to + 1000000, 9, digest, head, key_id, sealed_at, head"
            " FROM audit_seal WHERE number = 3"
        )
    act(2)
    assert [(batch.number, batch.count) for batch in seal()] == [(5, 2)]
    found = findings()
    assert "the seal of batch 4 in the database was altered or forged" in found
    assert "batch 5" not in found


def test_a_head_file_that_was_cut_altered_or_lost_is_found(data_folder: Path) -> None:
    sealed_three_times()
    whole = heads(data_folder).read_text()
    lines = whole.splitlines(keepends=True)
    altered = {**json.loads(lines[1]), "count": 2}
    for content, found in [
        ("".join(lines[:2]), "batch 3 is in the database, but its head is not in the head file"),
        ("".join(lines[::2]), "batch 2 is in the database, but its head is not in the head file"),
        ("", "batch 1 is in the database, but its head is not in the head file"),
        (lines[0] + json.dumps(altered) + "\n" + lines[2], "batch 2 says one thing"),
        (lines[0] + "nonsense\n" + lines[2], "line 2 of the head file is no head"),
        (lines[0] + '{"number": "2"}\n' + lines[2], "line 2 of the head file is no head"),
        (lines[1] + lines[0] + lines[2], "out of its order"),
    ]:
        heads(data_folder).write_text(content)
        assert found in findings()
    heads(data_folder).write_text(whole)
    verify()


def test_a_batch_gone_from_both_is_found_by_the_gap(data_folder: Path) -> None:
    sealed_three_times()
    with owner_without_triggers("audit_seal") as do:
        do("DELETE FROM audit_seal WHERE number = 2")
    lines = heads(data_folder).read_text().splitlines(keepends=True)
    heads(data_folder).write_text(lines[0] + lines[2])
    assert "batch 2 is gone" in findings().replace("are gone", "is gone")


def test_a_trigger_left_off_or_a_right_given_is_found() -> None:
    sealed_three_times()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_record DISABLE TRIGGER audit_record_refuse_truncate")
        cursor.execute("GRANT UPDATE ON audit_seal TO tidtam_app")
    found = findings()
    assert "the trigger audit_record_refuse_truncate is missing or off" in found
    assert "the web may UPDATE audit_seal" in found
