"""A database says what it is for, and is examined before anybody serves from it."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from tidtam.config.database import (
    FORGETTABLE,
    examine_server,
    examine_web_role,
    prepare_database,
    refuse_unfitting_database,
)
from tidtam.config.environment import EnvironmentMistake

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_the_stamp_fits_where_it_was_made() -> None:
    refuse_unfitting_database(connection)


@pytest.mark.parametrize("name", ["production", "demonstration"])
def test_another_mode_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, name=name))
    with pytest.raises(EnvironmentMistake, match=f"stamped as test, but Tidtam was started as {name}"):
        refuse_unfitting_database(connection)


def test_preparing_again_does_not_change_the_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, name="production"))
    prepare_database(connections["owner"])
    with pytest.raises(EnvironmentMistake, match="stamped as test"):
        refuse_unfitting_database(connections["owner"])


def test_an_unprepared_database_is_refused() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE installation")
    with pytest.raises(EnvironmentMistake, match="tidtam prepare"):
        refuse_unfitting_database(connections["owner"])


@pytest.mark.parametrize("table", ["installation", "django_migrations"])
def test_the_web_cannot_change_the_stamp_or_the_history_of_migrations(table: str) -> None:
    with connection.cursor() as cursor:
        for privilege in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, privilege])
            assert cursor.fetchone() == (False,), privilege


@pytest.mark.requirement("QLT-05")
def test_what_people_did_can_be_deleted_by_no_page_and_no_job() -> None:
    granted = "information_schema.table_privileges WHERE grantee = 'tidtam_app'"
    may = f"SELECT table_name FROM {granted} AND privilege_type = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(may, ["DELETE"])
        assert {name for (name,) in cursor.fetchall()} == set(FORGETTABLE)
        cursor.execute(may, ["TRUNCATE"])
        assert cursor.fetchall() == []


def test_the_databases_of_the_tests_pass() -> None:
    assert examine_server(connections["owner"]) == []
    assert examine_web_role(connection) == []


def test_an_owner_is_not_taken_for_the_web() -> None:
    mistakes = " ".join(examine_web_role(connections["owner"]))
    assert "owns the database" in mistakes


def test_a_guest_is_not_taken_for_the_owner() -> None:
    assert "does not own the database" in " ".join(examine_server(connection))


class _OldServer:
    """A server as an administrator may have set it up; there is no such one to ask here."""

    def __init__(self, facts: tuple[Any, ...]) -> None:
        self._facts = facts

    def __enter__(self) -> "_OldServer":
        return self

    def __exit__(self, *_: object) -> None: ...

    def cursor(self) -> "_OldServer":
        return self

    def execute(self, *_: object) -> None: ...

    def fetchone(self) -> tuple[Any, ...]:
        return self._facts


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ((14, "UTF8", "C.UTF-8", "tidtam", True, True), "PostgreSQL 14 is too old"),
        ((16, "LATIN1", "C.UTF-8", "tidtam", True, True), "the encoding LATIN1"),
        ((16, "UTF8", "C", "tidtam", True, True), "searching Thai text finds nothing"),
        ((16, "UTF8", "C.UTF-8", "tidtam", True, False), "CREATE ROLE tidtam_app NOLOGIN"),
    ],
)
def test_what_an_administrator_has_still_to_do_is_said(facts: tuple[Any, ...], says: str) -> None:
    [mistake] = examine_server(_OldServer(facts))  # type: ignore[arg-type]
    assert says in mistake
