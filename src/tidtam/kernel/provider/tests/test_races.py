"""One code, or one refresh token, shown by two at the same moment. Each thread has its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tidtam.kernel.identity.tests.factories import make_account

from .factories import RelyingParty, browser_of, make_service, userinfo

pytestmark = pytest.mark.requirement("IDN-30")


def at_once(work: Callable[[], Any]) -> list[Any]:
    gate = Barrier(2)

    def run() -> Any:
        gate.wait(timeout=30)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run) for _each in range(2)]]


def test_of_two_one_is_served_and_then_both_have_nothing(own_database: str) -> None:
    """One of them was not the one it was given to, and nobody can tell which."""
    party, browser = RelyingParty(make_service()), browser_of(make_account())
    for kind in ("code", "refresh_token"):
        code = party.sign_in(browser)
        if kind == "code":
            answers = at_once(partial(party.exchange, code))
        else:
            answers = at_once(partial(party.refresh, party.exchange(code).json()["refresh_token"]))
        assert sorted(answer.status_code for answer in answers) == [200, 400], kind
        won = next(answer.json() for answer in answers if answer.status_code == 200)
        assert userinfo(won["access_token"]).status_code == 401
        assert party.refresh(won["refresh_token"]).json()["error"] == "invalid_grant"
