"""What happens to a trail in the course of time, crashes and restored backups too: it is sealed on."""

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django import Settings

from tidtam.kernel.audit.actions import sealing
from tidtam.kernel.audit.actions.sealing import seal
from tidtam.kernel.audit.queries.records import horizon
from tidtam.kernel.audit.tasks import seal_trail
from tidtam.kernel.keys import new_key

from .sealed import (
    act,
    alone_on_the_server,
    end_of_numbers,
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


def test_a_record_that_commits_late_is_sealed_late_and_never_slips_in(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "horizon", horizon)
    settings = connections["default"].settings_dict
    late = psycopg.connect(
        dbname=own_database,
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"] or None,
    )
    with late:
        late.execute(
            "INSERT INTO audit_record (at, actor_kind, actor_roles, channel, address, request_id, verb, object_kind,"
            " object_id, organization_path, details, era, xid)"
            " VALUES (now(), 'system', '[]', 'test', '', '', 'late', 'thing', '1', '', '{}', '', 0)"
        )
        act(2)
        assert seal() == [], "what began after a transaction that is still open waits for it"
        assert "not sealed yet: 2 records" in verify()
    monkeypatch.setattr(sealing, "horizon", end_of_numbers)
    assert [batch.count for batch in seal()] == [3]
    verify()


def test_a_head_that_a_crash_left_unwritten_is_written_by_the_next_run(data_folder: Path) -> None:
    sealed_three_times()
    lines = heads(data_folder).read_text().splitlines(keepends=True)
    heads(data_folder).write_text("".join(lines[:2]) + lines[2][:40])
    act()
    seal()
    assert heads(data_folder).read_text().splitlines(keepends=True)[:3] == lines
    verify()


def test_the_job_seals() -> None:
    act(2)
    seal_trail(timestamp=0)
    assert "1 batches with 2 records read again" in verify()


def test_the_trail_outlives_a_change_of_keys_while_the_old_one_is_kept(settings: Settings) -> None:
    sealed_three_times()
    old = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(old, keys=f"{new_key('k2')},{old.keys}")
    act()
    seal()
    verify()
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, keys=settings.ENVIRONMENT.keys.split(",")[0])
    assert "batch 1 was sealed with key k1, which is not in TIDTAM_KEYS" in findings()


STAMP = """
CREATE OR REPLACE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.era := {era}; NEW.xid := pg_current_xact_id()::text::bigint + {more}; RETURN NEW; END $$
"""
HERE = "(pg_control_system()).system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)"


def test_after_a_dump_was_restored_in_another_cluster_the_trail_goes_on_whole() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(STAMP.format(era="'elsewhere/00000001'", more=10**12))
        sealed_three_times()
        act(2)
        cursor.execute(STAMP.format(era=HERE, more=0))
    act()
    assert sorted(batch.count for batch in seal()) == [1, 2]
    assert "5 batches with 12 records" in verify()


def test_a_loss_that_a_restored_backup_brought_is_answered_for_and_stays_on_record() -> None:
    sealed_three_times()
    with owner_without_triggers("audit_seal") as do:
        do("DELETE FROM audit_seal WHERE number = 3")
    with owner_without_triggers() as do:
        do("DELETE FROM audit_record WHERE id > 6")
    findings()
    call_command("audit", "accept", "3", "3", reason="backup of Monday restored")
    assert "note: batches 3 to 3 were accepted as lost" in verify()
    act()
    seal()
    verify()


def test_a_forged_acceptance_is_found(data_folder: Path) -> None:
    sealed_three_times()
    call_command("audit", "accept", "3", "3", reason="real")
    forged = heads(data_folder).read_text().replace('"first": 3', '"first": 1')
    heads(data_folder).write_text(forged)
    assert "is not genuine" in findings()
