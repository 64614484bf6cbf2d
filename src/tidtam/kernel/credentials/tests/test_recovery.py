import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.credentials.jobs import SEND_RECOVERY
from tidtam.kernel.credentials.models import Recovery
from tidtam.kernel.credentials.tasks import addresses, send_recovery_job
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.notifications.models import Secret
from tidtam.kernel.notifications.sealing import open_secret
from tidtam.kernel.people.actions import set_contact_address

from .test_passkeys import with_passkey

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-06", "IDN-07")]
ASK, CODE, NEW = "/account/forgotten/", "/account/forgotten/code/", "/account/forgotten/password/"
MOBILE, E164 = "๐๘๑-๐๐๐-๐๐๐๗", "+66810000007"
NEW_PASSWORD = "ทะเลสีคราม-9-เกาะ-ไม่มีคลื่น"


@pytest.fixture
def member() -> Account:
    account = make_account(username="somsri.f", email="somsri@example.test", password=PASSWORD)
    with acting_as(SYSTEM):
        assert account.person is not None
        set_contact_address(SYSTEM, account.person, kind="mobile", value=MOBILE, verified_at=SYSTEM.now())
    return account


def letters() -> list[dict[str, str]]:
    """What waits to be sent, after the jobs that were ordered have run."""
    for job in ProcrastinateJob.objects.filter(task_name=SEND_RECOVERY).order_by("pk"):
        send_recovery_job(**job.args)
    with acting_as(SYSTEM):
        return [json.loads(open_secret(row)) for row in Secret.objects.exclude(sealed="").order_by("created_at", "pk")]


def code_in(letter: dict[str, str]) -> str:
    found = re.search(r"\b\d{8}\b", letter["body"])
    assert found
    return found.group()


def error(answer: Any) -> str:
    return str(next(iter(next(iter(answer.context["form"].errors.as_data().values())))).code)


def recover(client: Client, address: str = "somsri@example.test") -> str:
    assert client.post(ASK, {"address": address})["Location"] == CODE
    code = code_in(letters()[-1])
    assert client.post(CODE, {"code": f"{code[:4]} {code[4:]}"})["Location"] == NEW
    return code


@pytest.mark.parametrize("address", ["Somsri@Example.test", MOBILE, "+66 81 000 0007"])
def test_a_new_password_is_set_with_a_code(member: Account, address: str) -> None:
    elsewhere, client = client_for(member), Client()
    recover(client, address)
    assert letters()[-1]["address"] in {"somsri@example.test", E164}
    answer = client.post(NEW, {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    assert answer["Location"] == "/account/sign-in/"
    assert elsewhere.get("/account/").status_code == 302
    signed_in = Client()
    signed_in.post("/account/sign-in/", {"login": "somsri.f", "password": NEW_PASSWORD})
    assert signed_in.get("/account/").status_code == 200
    # Used up: another password cannot be set with it.
    assert error(client.post(NEW, {"password": PASSWORD, "repeated": PASSWORD})) == "recovery_gone"


def test_the_second_factor_is_still_asked_for(member: Account) -> None:
    with_passkey(member)
    client = Client()
    recover(client)
    client.post(NEW, {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    answer = client.post("/account/sign-in/", {"login": "somsri.f", "password": NEW_PASSWORD})
    assert answer["Location"] == "/account/sign-in/code/"
    assert client.get("/account/").status_code == 302


def test_whether_there_is_an_account_shows_in_nothing(member: Account) -> None:
    told = []
    for address in ("somsri@example.test", "nobody@example.test", "081-000-0099"):
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(ASK, {"address": address})
        page = re.sub(r'value="[A-Za-z0-9]{64}"', "", client.get(CODE).content.decode())
        wrong = client.post(CODE, {"code": "00000000"})
        told.append((answer.status_code, answer["Location"], len(asked), page, error(wrong)))
    assert told[0] == told[1] == told[2]
    assert [letter["address"] for letter in letters()] == ["somsri@example.test", "nobody@example.test"]
    assert not re.search(r"\d{8}", letters()[1]["body"])


def test_an_address_nobody_has_proven_recovers_nothing() -> None:
    account = make_account(username="typo.m", password=PASSWORD)
    with acting_as(SYSTEM):
        assert account.person is not None
        set_contact_address(SYSTEM, account.person, kind="mobile", value="081-000-0008")
    Client().post(ASK, {"address": "081-000-0008"})
    assert letters() == []


def test_two_accounts_with_one_number_are_both_left_alone(member: Account) -> None:
    other = make_account(username="somsak.f", password=PASSWORD)
    with acting_as(SYSTEM):
        assert other.person is not None
        set_contact_address(SYSTEM, other.person, kind="mobile", value=MOBILE, verified_at=SYSTEM.now())
    Client().post(ASK, {"address": MOBILE})
    assert letters() == []


def test_the_code_of_another_browser_is_of_no_use(member: Account) -> None:
    client, thief = Client(), Client()
    client.post(ASK, {"address": "somsri@example.test"})
    code = code_in(letters()[0])
    thief.post(ASK, {"address": "nobody@example.test"})
    assert error(thief.post(CODE, {"code": code})) == "wrong_code"
    assert error(Client().post(CODE, {"code": code})) == "recovery_gone"


def test_a_code_is_tried_five_times_and_lives_ten_minutes(member: Account) -> None:
    client = Client()
    client.post(ASK, {"address": "somsri@example.test"})
    code = code_in(letters()[0])
    for _each in range(5):
        assert error(client.post(CODE, {"code": "00000000"})) == "wrong_code"
    assert error(client.post(CODE, {"code": code})) == "code_over"
    late = Client()
    late.post(ASK, {"address": "somsri@example.test"})
    code = code_in(letters()[-1])
    with acting_as(SYSTEM):
        Recovery.objects.update(expires_at=SYSTEM.now() - timedelta(seconds=1))
    assert error(late.post(CODE, {"code": code})) == "code_over"


def test_without_the_code_no_password_is_set(member: Account) -> None:
    client = Client()
    client.post(ASK, {"address": "somsri@example.test"})
    letters()
    answer = client.post(NEW, {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    assert error(answer) == "recovery_gone"


def test_codes_are_not_sent_without_end(member: Account) -> None:
    for _each in range(5):
        assert Client().post(ASK, {"address": "somsri@example.test"}).status_code == 302
    for address in ("somsri@example.test", "SOMSRI@example.test"):
        assert error(Client().post(ASK, {"address": address})) == "too_often"


def test_the_job_may_run_twice_and_old_ones_are_forgotten(member: Account) -> None:
    Client().post(ASK, {"address": "somsri@example.test"})
    assert len(letters()) == len(letters()) == 1
    with acting_as(SYSTEM):
        Recovery.objects.update(expires_at=SYSTEM.now() - timedelta(days=2))
    addresses(0)
    with acting_as(SYSTEM):
        assert not Recovery.objects.exists()


@pytest.mark.requirement("IDN-01")
@pytest.mark.parametrize("login", [MOBILE, "0810000007", "+66 81 000 0007", "66810000007"])
def test_a_proven_mobile_number_signs_in(member: Account, login: str) -> None:
    client = Client()
    answer = client.post("/account/sign-in/", {"login": login, "password": PASSWORD})
    assert answer["Location"] == "/account/start/"


@pytest.mark.requirement("IDN-06")
def test_other_spellings_of_a_number_are_counted_as_one(member: Account) -> None:
    for place in range(10):
        login = (MOBILE, "0810000007", "+66 81 000 0007")[place % 3]
        answer = Client().post("/account/sign-in/", {"login": login, "password": "wrong"})
        assert error(answer) == "wrong_password"
    assert error(Client().post("/account/sign-in/", {"login": MOBILE, "password": "wrong"})) == "too_many_tries"
