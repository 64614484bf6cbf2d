"""Many at the same moment: each is served in turn, and none is refused for it."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from allauth.core import ratelimit
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.db import connection, connections
from django.test import RequestFactory

from tests.setup.installation import wait_for
from tests.torture.web import address_of
from tidtam.kernel.identity import hashing
from tidtam.kernel.identity.hashing import Turnstile

pytestmark = pytest.mark.requirement("IDN-06")
MANY = 24


def at_once(work: Callable[[int], object], number: int = MANY) -> list[threading.Thread]:
    def alone(place: int) -> None:
        try:
            work(place)
        finally:
            connections.close_all()

    people = [threading.Thread(target=alone, args=(place,)) for place in range(number)]
    for person in people:
        person.start()
    return people


def test_everybody_goes_through_alone_and_in_the_order_of_coming() -> None:
    turnstile, inside, order = Turnstile(), [0], list[int]()
    people: list[threading.Thread] = []

    def pass_through(place: int) -> None:
        with turnstile.turn():
            inside[0] += 1
            assert inside[0] == 1
            order.append(place)
            inside[0] -= 1

    with turnstile.turn():
        for place in range(MANY):
            people.append(threading.Thread(target=pass_through, args=(place,)))
            people[-1].start()
            wait_for(lambda place=place: turnstile.waiting == place + 1)  # type: ignore[misc]
    for person in people:
        person.join()
    assert order == list(range(MANY))
    assert turnstile.waiting == 0
    with turnstile.turn():
        assert inside == [0]


def test_who_fails_inside_leaves_the_place_to_the_next() -> None:
    turnstile = Turnstile()
    for _again in range(2):
        with pytest.raises(LookupError), turnstile.turn():
            raise LookupError


@pytest.mark.parametrize("work", [lambda: make_password("x"), lambda: check_password("x", make_password("y"))])
def test_every_hash_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> None:
    turnstile = Turnstile()
    monkeypatch.setattr(hashing, "_turnstile", turnstile)
    with turnstile.turn():
        (person,) = at_once(lambda _place: work(), 1)
        wait_for(lambda: turnstile.waiting == 1)
        assert person.is_alive()
    person.join()
    assert turnstile.waiting == 0


def count_one() -> bool:
    return bool(ratelimit.consume(RequestFactory().post("/", REMOTE_ADDR="198.51.100.7"), action="sample"))


def test_of_many_tries_at_once_each_waits_for_the_counter_and_exactly_as_many_count_as_may(
    own_database: str, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"sample": f"{MANY - 4}/10m/ip"}
    counted: list[bool] = []
    with psycopg.connect(address_of("owner"), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [_lock_of_the_counter()])
        people = at_once(lambda _place: counted.append(count_one()))
        wait_for(lambda: _waiting(other) == MANY)
        assert counted == []
    for person in people:
        person.join()
    assert sorted(counted) == [False] * 4 + [True] * (MANY - 4)


def _waiting(other: Any) -> int:
    found = other.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone()
    return int(found[0])


def _lock_of_the_counter() -> str:
    """Found by counting once, and looking which key was added."""
    count_one()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM web_cache WHERE cache_key LIKE '%%:sample:%%'")
        (key,) = cursor.fetchone()
    cache.delete(key.split(":", 2)[2])
    return str(key.split(":", 2)[2]) + ":lock"
