import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.registration.jobs import ANSWER_QUESTION
from tidtam.kernel.registration.tasks import answer_question_job

from .factories import letters

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-10")]
MOBILE = "081-000-0002"


def ask(address: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/account/check/", {"address": address})


def questions() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=ANSWER_QUESTION).order_by("pk")]


def answered() -> list[dict[str, str]]:
    for args in questions():
        answer_question_job(**args)
    return [json.loads(letter) for letter in letters()]


def member(**given: Any) -> Account:
    account = make_account(username="malee.s", email="malee@example.test", **given)
    with acting_as(SYSTEM):
        assert account.person is not None
        set_contact_address(SYSTEM, account.person, kind="mobile", value=MOBILE)
    return account


@pytest.mark.parametrize("address", ["malee@example.test", " MALEE@example.test ", MOBILE, "+66 81 000 0002"])
def test_the_answer_goes_to_the_address_on_file(address: str) -> None:
    member()
    ask(address)
    (letter,) = answered()
    assert letter["address"] == "malee@example.test"
    assert "malee.s" in letter["body"]


def test_who_has_none_is_told_so_at_the_address_itself() -> None:
    ask("nobody@example.test")
    (letter,) = answered()
    assert letter["address"] == "nobody@example.test"
    assert "/account/register/" in letter["body"]
    ask("089-000-0003")
    assert len(answered()) == 2  # the first question run again; nothing for a number that nobody has


def test_the_page_does_and_says_the_same_for_all() -> None:
    member()
    seen = []
    for address in ("malee@example.test", "nobody@example.test"):
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            reply = ask(address, client)
        statements = len(asked)
        page = re.sub(r'value="[A-Za-z0-9]{64}"', "", client.get(reply.headers["location"]).content.decode())
        seen.append((reply.status_code, reply.headers["location"], page, statements))
    assert seen[0] == seen[1]
    assert seen[0][-1] > 0


def test_no_address_lies_open_in_the_queue() -> None:
    ask("malee@example.test")
    assert "malee" not in json.dumps(questions())


def test_a_locked_account_is_not_told_of() -> None:
    account = member()
    with acting_as(SYSTEM):
        lock_account(SYSTEM, account)
    ask(MOBILE)
    assert answered() == []


def test_questions_after_one_address_are_slowed_down_whether_it_is_known_or_not() -> None:
    member()
    for address in ("malee@example.test", "nobody@example.test"):
        statuses = [ask(address).status_code for _time in range(6)]
        assert statuses == [302] * 5 + [200]


@pytest.mark.parametrize("address", ["", "nothing", "a@", "12", "x" * 5_000, "malee@example.test\n"])
def test_what_is_no_address_is_refused_in_words(address: str) -> None:
    reply = ask(address)
    if address.endswith("\n"):
        assert reply.status_code == 302
    else:
        assert list(reply.context["form"].errors) == ["address"]
