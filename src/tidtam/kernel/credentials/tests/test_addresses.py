import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, NotAllowed, acting_as
from tidtam.kernel.credentials.actions.addresses import stop_own_change
from tidtam.kernel.credentials.models import AddressChange
from tidtam.kernel.credentials.tasks import addresses
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.notifications.choices import Channel
from tidtam.kernel.notifications.models import Notice, Secret
from tidtam.kernel.notifications.sealing import open_secret
from tidtam.kernel.people.models import ContactAddress

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-06")]
LIST, EMAIL, MOBILE = "/account/addresses/", "/account/addresses/email/", "/account/addresses/mobile/"


@pytest.fixture(autouse=True)
def _with_sms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidtam.kernel.credentials.views.addresses.is_offered", lambda _channel: True)


@pytest.fixture
def member() -> Account:
    return make_account(username="mover", email="old@example.test")


def letters() -> list[dict[str, str]]:
    with acting_as(SYSTEM):
        return [json.loads(open_secret(row)) for row in Secret.objects.order_by("created_at", "pk")]


def prove(client: Client, url: str, address: str) -> Any:
    assert client.post(url, {"address": address})["Location"] == f"{url}code/"
    found = re.search(r"\b\d{8}\b", letters()[-1]["body"])
    assert found
    return client.post(f"{url}code/", {"code": found.group()})


def stop_link() -> str:
    found = re.search(r"/account/addresses/stop/\S+", letters()[-1]["body"])
    assert found
    return found.group()


def is_under_way() -> bool:
    with acting_as(SYSTEM):
        return AddressChange.objects.filter(ended_at=None).exists()


def let_a_day_pass() -> None:
    with acting_as(SYSTEM):
        AddressChange.objects.filter(due_at__isnull=False).update(due_at=SYSTEM.now() - timedelta(seconds=1))
    addresses(0)


def test_the_old_address_is_told_and_the_new_one_is_in_force_after_a_day(member: Account) -> None:
    client = client_for(member)
    assert prove(client, EMAIL, "New@Example.test")["Location"] == LIST
    assert [letter["address"] for letter in letters()] == ["new@example.test", "old@example.test"]
    member.refresh_from_db()
    assert member.email == "old@example.test"
    let_a_day_pass()
    member.refresh_from_db()
    assert member.email == "new@example.test"
    with acting_as(SYSTEM):
        kept = ContactAddress.objects.get(person=member.person, kind="email", ended_at=None)
    assert (kept.value, kept.verified_at is not None) == ("new@example.test", True)
    with acting_as(SYSTEM):
        assert Notice.objects.filter(kind="account.protection").count() == 2


def test_it_is_stopped_from_the_old_address_without_signing_in(member: Account) -> None:
    prove(client_for(member), EMAIL, "new@example.test")
    link = stop_link()
    assert Client().get(link).status_code == 200
    assert is_under_way()
    assert Client().post(link).status_code == 200
    let_a_day_pass()
    member.refresh_from_db()
    assert member.email == "old@example.test"
    assert Client().post(link).status_code == 409


def test_its_owner_stops_it_on_the_page(member: Account) -> None:
    client = client_for(member)
    prove(client, EMAIL, "new@example.test")
    assert len(client.get(LIST).context["under_way"]) == 1
    client.post(LIST)
    let_a_day_pass()
    member.refresh_from_db()
    assert member.email == "old@example.test"


def test_nobody_else_stops_it_without_the_link(member: Account) -> None:
    prove(client_for(member), EMAIL, "new@example.test")
    stranger = Actor(kind=ActorKind.MEMBER, account_id=make_account().pk)
    with acting_as(SYSTEM):
        change = AddressChange.objects.get()
    with acting_as(stranger), pytest.raises(NotAllowed):
        stop_own_change(stranger, change)
    assert is_under_way()


def test_a_first_mobile_number_is_in_force_as_soon_as_it_is_proven(member: Account) -> None:
    prove(client_for(member), MOBILE, "๐๘๑ ๐๐๐ ๐๐๐๙")
    with acting_as(SYSTEM):
        assert Secret.objects.get().channel == Channel.SMS
    assert letters()[0]["address"] == "+66810000009"
    with acting_as(SYSTEM):
        kept = ContactAddress.objects.get(person=member.person, kind="mobile")
    assert (kept.value, kept.verified_at is not None) == ("+66810000009", True)


def test_without_the_code_nothing_is_changed(member: Account) -> None:
    client = client_for(member)
    client.post(EMAIL, {"address": "new@example.test"})
    for _each in range(5):
        assert client.post(f"{EMAIL}code/", {"code": "00000000"}).context["form"].errors
    answer = client.post(f"{EMAIL}code/", {"code": "00000000"})
    assert answer.context["form"].errors.as_data()["code"][0].code == "code_over"
    let_a_day_pass()
    member.refresh_from_db()
    assert member.email == "old@example.test"


def test_the_address_of_another_account_is_not_taken_and_not_told(member: Account) -> None:
    other = make_account(username="holder", email="held@example.test")
    prove(client_for(member), EMAIL, "held@example.test")
    let_a_day_pass()
    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.email, other.email) == ("old@example.test", "held@example.test")
    with acting_as(SYSTEM):
        assert not AddressChange.objects.get().is_in_force


def test_a_forged_or_old_link_stops_nothing(member: Account) -> None:
    prove(client_for(member), EMAIL, "new@example.test")
    assert Client().post(f"{stop_link()[:-2]}x/").status_code == 404
    assert Client().post("/account/addresses/stop/x/").status_code == 404
    assert is_under_way()


def test_codes_are_not_asked_for_without_end(member: Account) -> None:
    client = client_for(member)
    for place in range(10):
        assert client.post(EMAIL, {"address": f"new{place}@example.test"}).status_code == 302
    assert client.post(EMAIL, {"address": "new@example.test"}).context["form"].errors


def test_there_is_no_other_kind_of_address(member: Account) -> None:
    assert client_for(member).get("/account/addresses/fax/").status_code == 404
