"""Names that pass for others, passwords of every kind, and whoever asks the pages who has an account."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, VISITOR, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.session_state import browser_mark
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.registration.models import Draft
from tidtam.kernel.registration.own_draft import acting_in

from .factories import EMAIL, END, answer, go_to, letters, register

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-11")]


def errors(response: Any) -> dict[str, Any]:
    return dict(response.context["form"].errors)


def work(asked: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, without what differs from one person to the next."""
    return [re.sub(r"'[^']*'|\b\d+\b|s\d+_x\d+", "?", query["sql"])[:120] for query in asked]


@pytest.mark.parametrize(
    "name",
    [
        "mаlee.s",  # Cyrillic а
        "ｍalee.s",  # full width
        "malee\u200b.s",
        "malee\u00ad.s",
        "maleé.s",
        "maIee.s",  # a capital I
        "ma1ee-s",
        "MALEE_S",
        "malee.s\u202e",
    ],
    ids=ascii,
)
@pytest.mark.requirement("IDN-06")
def test_a_user_name_that_passes_for_another_is_refused(name: str) -> None:
    make_account(username="malee.s")
    client = Client()
    go_to(client, "confirm")
    answered = answer(client, "confirm", **{**END, "username": name})
    if answered.status_code == 302:
        # It is read as another word: then it is another name, in plain letters.
        assert Account.objects.get(email=EMAIL).username == "maiee.s"
    else:
        assert errors(answered).keys() == {"username"}


@pytest.mark.parametrize(
    "password",
    ["  ช่องว่าง หน้าและหลัง ก็นับ  ", "🐘🐘 ช้างสองเชือกข้ามสะพาน", "ก" * 256, "e\u0301 und e\u0301 und \u00e9"],
    ids=["blanks", "emoji", "the longest", "composed"],
)
@pytest.mark.requirement("IDN-06")
def test_a_password_is_taken_letter_by_letter(password: str) -> None:
    register(Client(), password=password, repeated=password)

    def signs_in(typed: str) -> bool:
        sent = Client().post("/account/sign-in/", {"login": END["username"], "password": typed})
        return bool(sent.status_code == 302)

    assert signs_in(password)
    assert not signs_in(password.strip() if password != password.strip() else password[:-1])


@pytest.mark.parametrize("password", ["ก" * 10_000, "🐘" * 10_000, " " * 10_000, "a\x00b" * 10], ids=ascii)
@pytest.mark.requirement("IDN-06")
def test_an_endless_password_is_refused_and_nobody_computes_with_it(
    password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    go_to(client, "confirm")

    def computed(*_given: object) -> str:
        raise AssertionError("it was hashed")

    monkeypatch.setattr("django.contrib.auth.hashers.Argon2PasswordHasher.encode", computed)
    assert "password" in errors(answer(client, "confirm", username="malee.s", password=password, repeated=password))
    assert "password" in errors(Client().post("/account/sign-in/", {"login": "malee.s", "password": password}))


@pytest.mark.requirement("IDN-10")
def test_an_e_mail_that_is_taken_costs_as_much_work_as_a_free_one() -> None:
    make_account(email=EMAIL)
    done = []
    # The first only begins what is counted of the address in the network.
    for address in ("first@example.test", EMAIL, "free@example.test"):
        client = Client()
        go_to(client, "contact")
        with CaptureQueriesContext(connection) as asked:
            answer(client, "contact", email=address)
            answer(client, "code", code="000000")
            client.get("/account/register/code/")
        done.append(work(asked))
    assert done[1] == done[2]
    # One letter to each, to the address that was typed: neither a third party nor the page learns anything.
    assert [json.loads(letter)["address"] for letter in letters()][1:] == [EMAIL, "free@example.test"]


def test_the_database_shows_a_draft_to_its_own_browser_only() -> None:
    own, other = Client(), Client()
    go_to(own, "contact")
    go_to(other, "contact")
    mark = browser_mark(own.session)
    assert mark
    with acting_in(VISITOR, mark):
        assert [draft.browser_hash for draft in Draft.objects.all()] == [mark]
        assert Draft.objects.update(expires_at=VISITOR.now()) == 1
    with acting_in(VISITOR, ""):
        assert not Draft.objects.exists()
    with acting_as(VISITOR):
        assert not Draft.objects.exists()
    with acting_as(SYSTEM):
        assert Draft.objects.count() == 2


def test_a_step_costs_the_same_however_far_one_has_come() -> None:
    client = Client()
    go_to(client, "confirm")
    costs = {}
    for step in ("member", "person", "contact", "position", "confirm"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/account/register/{step}/").status_code == 200
        costs[step] = len(asked)
    assert len(set(costs.values())) == 1, costs
    assert costs["confirm"] <= 10
