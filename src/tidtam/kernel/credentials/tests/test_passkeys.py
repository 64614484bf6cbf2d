import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.tests.factories import make_organization

from .authenticator import PRESENT, Device

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-07")]
LIST, ADD, ENTER = "/account/passkeys/", "/account/passkeys/add/", "/account/sign-in/passkey/"


@pytest.fixture
def officer() -> Account:
    account = make_account(username="passkey.officer", password=PASSWORD)
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("office"))
    return account


def add(client: Client, device: Device, name: str = "โทรศัพท์ของฉัน") -> Any:
    options = client.get(ADD).context["options"]
    return client.post(ADD, {"name": name, "answer": device.make(options)})


def enter(device: Device, client: Client | None = None, **more: str) -> Any:
    client = client or Client()
    options = client.get(ENTER).context["options"]
    return client.post(ENTER, {"answer": device.show(options), **more})


def with_passkey(account: Account, device: Device | None = None) -> tuple[Client, Device]:
    client, device = client_for(account), device or Device()
    assert add(client, device)["Location"] == "/account/second-factor/codes/"
    return client, device


def roles(client: Client) -> list[str]:
    return [choice.role for choice in client.get("/account/role/").context["choices"] if choice.grant]


def reference(client: Client) -> str:
    return str(client.get(LIST).context["passkeys"][0].reference)


def test_a_passkey_signs_in_by_itself_with_all_roles(officer: Account) -> None:
    first, device = with_passkey(officer)
    assert len(first.get("/account/second-factor/codes/").context["codes"]) == 10
    client = Client()
    assert enter(device, client, next="/t/abc")["Location"] == "/t/abc"
    assert len(roles(client)) == 1
    assert (
        Notice.objects.filter(account=officer, kind="account.protection").count()
        + Notice.objects.filter(person=officer.person, kind="account.protection").count()
        == 1
    )


def test_the_password_alone_then_asks_for_more(officer: Account) -> None:
    _client, device = with_passkey(officer)
    client = Client()
    answer = client.post("/account/sign-in/", {"login": "passkey.officer", "password": PASSWORD, "next": "/work/"})
    assert answer["Location"] == "/account/sign-in/code/"
    assert b"/account/sign-in/passkey/?next=%2Fwork%2F" in client.get("/account/sign-in/code/").content
    assert enter(device, client, next="/work/")["Location"] == "/work/"
    assert len(roles(client)) == 1


def test_no_passkey_is_added_with_a_stolen_password(officer: Account) -> None:
    client = client_for(officer, method="password")
    assert client.get(ADD)["Location"].startswith("/account/second-factor/proof/")
    assert client.post(ADD, {"name": "x", "answer": "{}"})["Location"].startswith("/account/second-factor/proof/")
    assert not Authenticator.objects.exists()


def test_whoever_holds_no_role_may_add_one_but_it_gives_no_role_later() -> None:
    account = make_account(username="plain.member", password=PASSWORD)
    client, device = client_for(account, method="password"), Device()
    add(client, device)
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("office"))
    newcomer = Client()
    assert enter(device, newcomer)["Location"] == "/account/second-factor/"
    assert roles(newcomer) == []
    # Proven by ThaiD, another one takes the place of what nobody vouched for.
    other = Device()
    assert add(client_for(account), other, "ใหม่").status_code == 302
    assert enter(device).context["form"].errors
    proven = Client()
    enter(other, proven)
    assert len(roles(proven)) == 1


def test_it_is_named_renamed_and_removed_but_never_the_last_of_an_officer(officer: Account) -> None:
    client, device = with_passkey(officer)
    page = f"{LIST}{reference(client)}/"
    assert client.post(page, {"name": "กุญแจในสำนักงาน"})["Location"] == LIST
    assert client.get(LIST).context["passkeys"][0].name == "กุญแจในสำนักงาน"
    client.post(f"{page}remove/")
    assert len(client.get(LIST).context["passkeys"]) == 1
    second = Device()
    add(client, second, "อีกอัน")
    client.post(f"{page}remove/")
    assert [passkey.name for passkey in client.get(LIST).context["passkeys"]] == ["อีกอัน"]
    assert enter(device).context["form"].errors


def test_with_the_last_passkey_of_a_member_the_recovery_codes_go() -> None:
    client, _device = with_passkey(make_account())
    client.post(f"{LIST}{reference(client)}/remove/")
    assert not Authenticator.objects.exists()


def test_the_passkey_of_another_is_not_found(officer: Account) -> None:
    client, _device = with_passkey(officer)
    page = f"{LIST}{reference(client)}/"
    stranger = client_for(make_account())
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}remove/").status_code == 404
    assert Authenticator.objects.filter(type="webauthn").exists()


def test_an_answer_is_good_for_the_question_of_its_own_session_and_once(officer: Account) -> None:
    _client, device = with_passkey(officer)
    asking, other = Client(), Client()
    shown = device.show(asking.get(ENTER).context["options"])
    other.get(ENTER)
    assert other.post(ENTER, {"answer": shown}).context["form"].errors
    assert asking.post(ENTER, {"answer": shown}).status_code == 302
    again = Client()
    again.get(ENTER)
    assert again.post(ENTER, {"answer": shown}).context["form"].errors


@pytest.mark.parametrize("wrong", ["origin", "unverified", "copied", "foreign key", "foreign user"])
def test_what_does_not_fit_signs_nobody_in(officer: Account, wrong: str) -> None:
    _client, device = with_passkey(officer)
    if wrong == "origin":
        device.origin = "https://tidtam.example.evil"
    elif wrong == "unverified":
        device.flags = PRESENT
    elif wrong == "copied":
        assert enter(device).status_code == 302
        device.count = 0
    elif wrong == "foreign key":
        device.key = Device().key
    else:
        device.user_handle = make_account().pk.bytes
    client = Client()
    assert enter(device, client).context["form"].errors.as_data()["__all__"][0].code == "passkey_unknown"
    assert client.get("/account/").status_code == 302


def test_a_passkey_made_elsewhere_or_without_verifying_its_owner_is_not_taken() -> None:
    client = client_for(make_account())
    assert add(client, Device(origin="https://evil.example")).context["form"].errors
    assert add(client, Device(flags=PRESENT)).context["form"].errors
    assert not Authenticator.objects.exists()


def test_the_same_passkey_is_not_taken_twice(officer: Account) -> None:
    _client, device = with_passkey(officer)
    other = client_for(make_account())
    assert add(other, device).context["form"].errors


def test_a_locked_account_is_not_entered(officer: Account) -> None:
    _client, device = with_passkey(officer)
    with acting_as(SYSTEM):
        lock_account(SYSTEM, officer)
    client = Client()
    assert enter(device, client)["Location"] == "/account/sign-in/"
    assert client.get("/account/").status_code == 302


def test_it_never_leads_out_of_the_site(officer: Account) -> None:
    _client, device = with_passkey(officer)
    assert enter(device, next="https://evil.example/")["Location"] == "/account/start/"


_KEYS = {"id": "AA", "rawId": "AA", "type": "public-key"}


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 5_000,
        "x" * 30_000,
        json.dumps({**_KEYS, "response": None}),
        json.dumps({**_KEYS, "response": {"clientDataJSON": "e30", "attestationObject": "AA"}}),
        json.dumps({**_KEYS, "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}),
        json.dumps({"id": 1, "rawId": ["x"], "response": {"clientDataJSON": 7}}),
        json.dumps({**_KEYS, "response": {"clientDataJSON": "e30", "attestationObject": "o2NmbXRkbm9uZQ"}}),
    ],
    ids=range(11),
)
def test_garbage_is_told_in_words(answer: str) -> None:
    client = client_for(make_account())
    client.get(ADD)
    assert client.post(ADD, {"name": "a", "answer": answer}).context["form"].errors
    visitor = Client()
    visitor.get(ENTER)
    assert visitor.post(ENTER, {"answer": answer}).context["form"].errors
