"""The code that goes to the e-mail address of somebody who registers."""

from datetime import timedelta

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.tests.factories import make_account

from .asked import where, wrong
from .factories import EMAIL, answer, code, go_to, letters

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-11")]


def at(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    monkeypatch.setattr(middleware, "clock", clock_at(SYSTEM.now() + timedelta(**time)))


def test_an_e_mail_that_is_taken_looks_like_any_other() -> None:
    make_account(email=EMAIL)
    pages = []
    for address in (EMAIL, "free@example.test"):
        client = Client()
        go_to(client, "contact")
        reply = answer(client, "contact", email=address)
        tried = answer(client, "code", code="000000")
        page = client.get("/account/register/code/").content.decode().replace(address, "…")
        pages.append(
            (reply.status_code, where(reply), tried.status_code, wrong(tried), page.count("<"), len(letters()))
        )
    (*taken, first), (*free, second) = pages
    assert taken == free
    assert (first, second) == (1, 2)
    told = letters()
    assert "มีบัญชีอยู่แล้ว" in told[0]
    assert not any(word.isdecimal() and len(word) == 6 for word in told[0].split())


def test_a_code_is_good_five_times_and_for_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    go_to(client, "code")
    right = code()
    false = "000000" if right != "000000" else "000001"
    for _try in range(5):
        assert wrong(answer(client, "code", code=false)).keys() == {"code"}
    assert wrong(answer(client, "code", code=right)).keys() == {"code"}
    at(monkeypatch, seconds=61)
    client.post("/account/register/code/again/")
    right = code()
    at(monkeypatch, minutes=12)
    assert wrong(answer(client, "code", code=right)).keys() == {"code"}


def test_the_code_of_another_browser_is_of_no_use() -> None:
    other, client = Client(), Client()
    go_to(client, "code")
    go_to(other, "code", email="other@example.test")
    foreign = code()
    assert wrong(answer(client, "code", code=foreign)).keys() == {"code"}


def test_codes_are_not_sent_in_floods(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    go_to(client, "code")
    client.post("/account/register/code/again/")
    assert len(letters()) == 1
    for minute in range(1, 9):
        at(monkeypatch, minutes=2 * minute)
        client.post("/account/register/code/again/")
    assert len(letters()) == 4  # five were asked for within the hour, the first of them too soon


def test_another_e_mail_needs_another_code() -> None:
    client = Client()
    go_to(client, "personnel")
    assert where(answer(client, "contact", email="new@example.test")) == "/account/register/code/"
    assert where(client.get("/account/register/confirm/")) == "/account/register/code/"
    assert where(answer(client, "contact")) == "/account/register/code/"
