from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.web import Web

from .sign_ins import AtOnce, Try, make_people, measure_beside_a_flood, measure_cpu, web_behind_a_proxy

pytestmark = pytest.mark.requirement("IDN-06", "QLT-08")


@pytest.fixture
def web(own_database: str, tmp_path: Path) -> Iterator[Web]:
    running = web_behind_a_proxy(tmp_path)
    running.start()
    yield running
    running.kill()


def test_many_sign_in_at_once_beside_a_flood_and_none_is_turned_away(web: Web) -> None:
    """More than there are threads, at a real server, with strangers at another address trying passwords."""
    people = make_people(10)
    told, flood = measure_beside_a_flood(web, people, 4)
    assert told.failed == 0
    assert {one.status for one in flood.tries} == {200}


@pytest.mark.django_db
def test_what_a_sign_in_costs_is_measured_beside_the_hash() -> None:
    told = measure_cpu(make_people(2))
    assert 0 < told.hashed < told.right


def test_waits_and_order_are_counted_from_the_tries() -> None:
    tries = [Try("a", "", "", 0, 3, 302), Try("b", "", "", 1, 2, 302), Try("c", "", "", 2, 9, 0)]
    told = AtOnce(tries)
    assert (told.failed, told.seconds, told.waited, told.most_overtaken) == (1, 9, (1, 3, 7), 1)
