"""A trail that was sealed, and an owner who meddles with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.audit.actions import record, sealing
from tidtam.kernel.audit.actions.sealing import seal


@pytest.fixture
def alone_on_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other databases of this server have open would hold sealing back; in ours everything is committed."""
    monkeypatch.setattr(sealing, "horizon", end_of_numbers)


def end_of_numbers() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def act(times: int = 1) -> None:
    for _ in range(times):
        with acting_as(SYSTEM):
            record(SYSTEM, "thing.done", "thing", new_id(), details={"code": "x"})


def verify() -> str:
    out = StringIO()
    try:
        call_command("audit", "verify", stdout=out, no_color=True)
    except CommandError:
        pytest.fail(out.getvalue())
    return out.getvalue()


def findings() -> str:
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("audit", "verify", stdout=out, no_color=True)
    assert failure.value.returncode == 1
    return "\n".join(line for line in out.getvalue().splitlines() if line.startswith("FOUND"))


@contextmanager
def owner_without_triggers(table: str = "audit_record") -> Iterator[Callable[[str], None]]:
    """What the database's owner can do to a table behind everybody's back."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield lambda statement: cursor.execute(statement) and None
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def heads(folder: Path) -> Path:
    return folder / "audit" / "heads.jsonl"


def sealed_three_times() -> None:
    """Three batches of three records; their ids are 1 to 9."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER SEQUENCE audit_record_id_seq RESTART")
    for _ in range(3):
        act(3)
        assert len(seal()) == 1
