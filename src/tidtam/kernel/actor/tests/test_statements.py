"""What goes out as libpq takes it keeps every promise that Django makes for its own statements."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, acting_as, execute

pytestmark = pytest.mark.requirement("QLT-08")
ID = UUID("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b")
NOW = datetime(2026, 11, 21, 17, 30, 15, 250_000, tzinfo=UTC)
DIVIDED = "SELECT 1 / %s::integer"


@pytest.mark.django_db
def test_values_come_back_as_they_went() -> None:
    values = ("ก'\\%s\n", 70_000, date(2026, 11, 21), NOW, ID, b"\x00\xff", True, None)
    [row] = execute(
        "SELECT %s::text, %s::integer, %s::date, %s::timestamptz, %s::uuid, %s::bytea, %s::boolean, %s::date", values
    )
    assert row == values
    assert execute("SELECT 1 WHERE %s::boolean", [False]) == []


@pytest.mark.django_db
def test_a_text_with_a_zero_character_is_refused_and_not_cut_off() -> None:
    with pytest.raises(DataError, match="zero character"):
        execute("SELECT %s::text", ["whole\0lost"])


@pytest.mark.django_db
def test_what_the_server_refuses_is_an_error_of_django_and_a_savepoint_saves_the_rest() -> None:
    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        execute(DIVIDED, [0])
    assert execute(DIVIDED, [1]) == [(1,)]
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("INSERT INTO django_session (session_key) VALUES (%s)", [None])


@pytest.mark.django_db
def test_nothing_goes_out_in_a_transaction_that_is_broken() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            execute(DIVIDED, [1])


@pytest.mark.django_db
def test_it_is_counted_like_every_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        execute(DIVIDED, [1])
    assert [query["sql"] for query in asked.captured_queries] == [DIVIDED]


def test_the_first_one_begins_the_transaction_also_when_it_fails(own_database: str) -> None:
    keep = "SELECT set_config('tests.kept', %s, false), 1 / %s::integer"
    kept = "SELECT current_setting('tests.kept') || %s"
    with acting_as(SYSTEM):
        assert execute("SELECT current_setting('tidtam.actor_kind') || %s", [""]) == [("system",)]
        execute(keep, ["whole", 1])
    for _again in range(2):
        with pytest.raises(DataError), acting_as(SYSTEM):
            execute(keep, ["half", 0])
        with pytest.raises(DataError), transaction.atomic():
            execute(keep, ["half", 0])
    assert execute(kept, [""]) == [("whole",)]
    for _life in range(2):
        [[itself]] = execute("SELECT pg_backend_pid() + %s", [0])
        with pytest.raises(OperationalError), transaction.atomic():
            execute("SELECT pg_terminate_backend(%s)", [itself])
        connection.close()
    with transaction.atomic():
        assert execute(DIVIDED, [1]) == [(1,)]
