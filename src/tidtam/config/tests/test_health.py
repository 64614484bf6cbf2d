"""Alive and ready, as machines ask it."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tidtam.config import health

pytestmark = pytest.mark.requirement("QLT-09")


def test_live_asks_nobody(client: Client) -> None:
    """No mark for the database: any query would fail the test."""
    response = client.get("/health/live", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content, response.cookies.output()) == (200, b"alive\n", "")


@pytest.mark.django_db
def test_ready_tells_of_a_silent_worker_and_is_ready_all_the_same(client: Client) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"database": "ready", "worker": "silent"})


@pytest.mark.django_db
def test_ready_sees_a_working_worker(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/health/ready").json()["worker"] == "working"


@pytest.mark.django_db
def test_ready_costs_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/health/ready")
    with django_assert_num_queries(1):
        client.get("/health/ready")


@pytest.mark.django_db
def test_not_ready_while_a_table_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_temp")
        assert client.get("/health/ready").status_code == 503


def test_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bool:
        raise OperationalError

    monkeypatch.setattr(health, "_is_migrated", refuse)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/health/live").status_code == 405
