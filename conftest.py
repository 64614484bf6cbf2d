"""Tests connect as the web's own database role; only the owner makes and migrates the test database."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from pytest_django import DjangoDbBlocker

pytest_plugins = ["tests.fixtures.thaid"]

REPOSITORY = Path(__file__).parent
KEPT_TOGETHER = ("tests/e2e", "tests/setup", "tests/torture", "tests/sandbox_thaid")
"""Folders whose tests share a running product or the machine itself; the longest come first."""


def _group(item: pytest.Item) -> str:
    place = item.path.relative_to(REPOSITORY).as_posix()
    return next((folder for folder in KEPT_TOGETHER if place.startswith(f"{folder}/")), place)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Where several processes share the tests, a folder kept together, else a file, is one process's."""
    item.add_marker(pytest.mark.xdist_group(_group(item)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    order = {folder: place for place, folder in enumerate(KEPT_TOGETHER)}
    items.sort(key=lambda item: order.get(_group(item), len(order)))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The same algorithm, without the slowness that only guessers should feel."""
    with pytest.MonkeyPatch.context() as patch:
        for name, cost in (("time_cost", 1), ("memory_cost", 64), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, name, cost)
        yield


def _run_on_maintenance_database(statement: str) -> None:
    owner = connections["owner"]
    with owner._nodb_cursor() as cursor:
        cursor.execute(statement)


def _drop_database(name: str) -> None:
    """The server ends a connection a moment after it was closed here, and the owner may not end the web's by force."""
    owner = connections["owner"]
    with owner._nodb_cursor() as cursor:
        for _attempt in range(200):
            cursor.execute("SELECT count(*), pg_sleep(0.05) FROM pg_stat_activity WHERE datname = %s", [name])
            if cursor.fetchone()[0] == 0:
                break
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    from tidtam.config.database import migrate_database, prepare_database

    name = f"test_{connections['owner'].settings_dict['NAME']}_{os.getpid()}"
    with django_db_blocker.unblock():
        _run_on_maintenance_database(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING utf8 LOCALE "C.UTF-8"')
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        prepare_database(connections["owner"])
        migrate_database(connections["owner"])
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        for connection in connections.all(initialized_only=True):
            connection.close()
        _drop_database(name)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of the test's own, in which commits last: for races, workers and processes that are killed.

    A copy of the migrated one, dropped afterwards, because rows that nobody may delete cannot be cleared away.
    """
    original = connections["default"].settings_dict["NAME"]
    name = f"{original}_own"

    def use(database: str) -> None:
        for connection in connections.all(initialized_only=True):
            connection.close()
        for alias in ("default", "owner"):
            connections[alias].settings_dict["NAME"] = database

    with django_db_blocker.unblock():
        use(original)
        _run_on_maintenance_database(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        use(name)
        try:
            yield name
        finally:
            use(original)
            _drop_database(name)
