"""The last button pressed twice at the same moment, and a process that dies once the account is there."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tidtam.kernel.identity.models import Account
from tidtam.kernel.registration.views import wizard

from .factories import END, answer, go_to

pytestmark = pytest.mark.requirement("IDN-11", "QLT-03")
SIGN_IN = {"login": END["username"], "password": END["password"]}


class Killed(BaseException):
    """Nobody catches it, as nobody catches a kill."""


def test_of_two_clicks_at_once_one_makes_the_account_and_the_other_says_that_it_is_there(own_database: str) -> None:
    first, second = Client(), Client()
    go_to(first, "confirm")
    second.cookies.update(first.cookies)
    gate = Barrier(2)

    def click(browser: Client) -> Any:
        gate.wait(timeout=30)
        try:
            return answer(browser, "confirm", **END)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(click, (first, second)))
    assert Account.objects.count() == 1
    assert "/account/register/done/" in {each.headers.get("Location") for each in answers}
    assert Client().post("/account/sign-in/", SIGN_IN).status_code == 302


@pytest.mark.django_db
def test_killed_once_the_account_is_there_the_person_is_told_and_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_given: Any, **_more: Any) -> None:
        raise Killed

    browser = Client()
    go_to(browser, "confirm")
    with monkeypatch.context() as patch:
        patch.setattr(wizard, "sign_in_newcomer", die)
        with pytest.raises(Killed):
            answer(browser, "confirm", **END)
    again = answer(browser, "confirm", **END)
    assert again["Location"] == "/account/register/member/"
    assert "ลองเข้าสู่ระบบ" in browser.get(again["Location"]).content.decode()
    assert browser.post("/account/sign-in/", SIGN_IN).status_code == 302
    assert Account.objects.count() == 1
