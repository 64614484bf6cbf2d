import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.sessions import device_in_words
from tidtam.kernel.identity.tasks import clear_sessions
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.tests.factories import make_person
from tidtam.thai.national_id import demo_number, mask

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "ฝนตกแดดออกนกกระจอกเข้ารัง"


def signed_in(user_agent: str = "") -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.post("/account/sign-in/", {"login": "malee.s", "password": PASSWORD})
    return client


def grow_old(client: Client) -> None:
    """As if the person had signed in an hour ago."""
    session = client.session
    for step in session["account_authentication_methods"]:
        step["at"] = time.time() - 3600
    session.save()


@pytest.mark.requirement("IDN-52")
def test_one_s_own_data_with_the_number_masked() -> None:
    number = demo_number(7003)
    person = make_person(number=number)
    client = client_for(make_account(person, username="malee.s", email="malee@example.go.th"))
    page = client.get("/account/").content.decode()
    assert mask(number) in page
    assert number not in page
    assert "malee@example.go.th" in page


@pytest.mark.requirement("IDN-16")
def test_the_addresses_on_file_are_those_that_messages_go_to() -> None:
    person = make_person()
    client = client_for(make_account(person, username="malee.s", email="old@example.go.th"))
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, person, kind=AddressKind.MOBILE, value="080-000-1234")
        set_contact_address(SYSTEM, person, kind=AddressKind.EMAIL, value="new@example.go.th")
    page = client.get("/account/").content.decode()
    assert "080-000-1234" in page
    assert "new@example.go.th" in page
    assert "old@example.go.th" not in page


def test_the_language_is_kept_with_the_account_and_in_the_browser() -> None:
    account = make_account()
    client = client_for(account)
    client.post("/account/", {"language": "en"})
    account.refresh_from_db()
    assert account.language == "en"
    assert '<html lang="en"' in client.get("/account/").content.decode()
    assert client.post("/account/", {"language": "fr"}).context["form"].errors


@pytest.mark.requirement("IDN-07")
def test_sessions_are_listed_and_ended() -> None:
    make_account(username="malee.s", password=PASSWORD)
    phone = signed_in("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile")
    here = signed_in("Mozilla/5.0 (X11; Linux x86_64) Firefox/132")
    sessions = here.get("/account/sessions/").context["sessions"]
    assert [(session.device, session.is_this) for session in sessions] == [
        ("Firefox · Linux", True),
        ("Chrome · Android", False),
    ]
    here.post("/account/sessions/", {"session": sessions[1].reference})
    assert phone.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


@pytest.mark.requirement("IDN-07")
def test_ending_the_very_session_one_is_in_signs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(username="malee.s", password=PASSWORD)
    here = signed_in()
    reference = here.get("/account/sessions/").context["sessions"][0].reference
    later = clock_at(SYSTEM.now() + timedelta(minutes=2))
    monkeypatch.setattr(middleware, "clock", later)  # the request itself notes that the person is here
    assert here.post("/account/sessions/", {"session": reference}).status_code == 302
    assert here.get("/account/").status_code == 302


@pytest.mark.requirement("IDN-07")
def test_all_others_are_ended_at_once() -> None:
    make_account(username="malee.s", password=PASSWORD)
    others = [signed_in(), signed_in()]
    here = signed_in()
    here.post("/account/sessions/", {"session": "others"})
    assert [client.get("/account/").status_code for client in (*others, here)] == [302, 302, 200]


def test_nobody_ends_the_session_of_another() -> None:
    make_account(username="malee.s", password=PASSWORD)
    victim = signed_in()
    reference = victim.get("/account/sessions/").context["sessions"][0].reference
    assert client_for(make_account()).post("/account/sessions/", {"session": reference}).status_code == 404
    assert victim.get("/account/").status_code == 200


def test_devices_are_named_in_words() -> None:
    assert device_in_words("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604") == "Safari · iPhone"
    assert device_in_words("") == ""


@pytest.mark.requirement("IDN-06")
def test_a_new_password_ends_the_other_sessions() -> None:
    make_account(username="malee.s", password=PASSWORD)
    there, here = signed_in(), signed_in()
    before = here.cookies["tidtam_session"].value
    answer = here.post("/account/password/", {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    assert answer["Location"] == "/account/"
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    assert here.cookies["tidtam_session"].value != before
    assert signed_in().get("/account/").status_code == 302


@pytest.mark.requirement("IDN-06")
@pytest.mark.parametrize(
    ("password", "repeated", "field"),
    [
        (NEW_PASSWORD, NEW_PASSWORD + "x", "repeated"),
        ("short", "short", "password"),
        ("password1234", "password1234", "password"),
        ("x" * 10_000, "x" * 10_000, "password"),
    ],
    ids=["differ", "short", "common", "endless"],
)
def test_a_password_that_will_not_do_is_refused_beside_its_field(password: str, repeated: str, field: str) -> None:
    make_account(username="malee.s", password=PASSWORD)
    answer = signed_in().post("/account/password/", {"password": password, "repeated": repeated})
    assert next(iter(answer.context["form"].errors)) == field


@pytest.mark.requirement("IDN-07")
@pytest.mark.parametrize("page", ["/account/password/", "/account/second-factor/", "/account/second-factor/codes/"])
def test_what_protects_the_account_is_changed_only_by_who_proved_themselves_just_now(page: str) -> None:
    make_account(username="malee.s", password=PASSWORD)
    client = signed_in()
    grow_old(client)
    answer = client.get(page)
    assert answer["Location"].startswith("/account/confirm/?next=")
    assert client.post(page, {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD}).status_code == 302
    assert client.post(answer["Location"], {"password": "wrong-wrong-wrong"}).context["form"].errors
    assert client.post(answer["Location"], {"password": PASSWORD})["Location"] == page
    assert client.get(page).status_code in {200, 302}
    assert "confirm" not in client.get(page).get("Location", "")


def test_who_has_no_password_confirms_with_thaid() -> None:
    client = client_for(make_account())
    grow_old(client)
    page = client.get("/account/confirm/?next=/account/password/").content.decode()
    assert 'action="/account/thaid/"' in page
    assert 'type="password"' not in page


@pytest.mark.requirement("IDN-23")
def test_roles_are_switched_without_signing_out() -> None:
    account: Account = make_account()
    with acting_as(SYSTEM):
        office = make_organization("office")
        make_grant(account, Role.AUDITOR, office)
        make_grant(account, Role.ROLE_ADMIN, office)
    client = client_for(account)
    choices = client.get("/account/role/").context["choices"]
    assert [choice.is_acting for choice in choices] == [True, False, False]
    assert client.post("/account/role/", {"grant": choices[1].grant})["Location"] == "/account/start/"
    assert [c.is_acting for c in client.get("/account/role/").context["choices"]] == [False, True, False]
    assert client.post("/account/role/", {"grant": ""})["Location"] == "/account/start/"
    assert [c.is_acting for c in client.get("/account/role/").context["choices"]] == [False, False, True]


@pytest.mark.requirement("IDN-50")
@pytest.mark.parametrize("grant", ["00000000-0000-0000-0000-000000000000", "nonsense", "\x00"], ids=range(3))
def test_nobody_takes_a_role_that_is_not_theirs(grant: str) -> None:
    assert client_for(make_account()).post("/account/role/", {"grant": grant}).status_code == 404


def test_every_page_of_the_account_is_for_members() -> None:
    pages = ("", "role/", "sessions/", "password/", "confirm/", "second-factor/", "second-factor/codes/")
    for page in pages:
        assert Client().get(f"/account/{page}")["Location"].startswith("/account/sign-in/?next=")


def test_the_language_switched_to_in_the_header_is_remembered_and_met_in_a_new_browser() -> None:
    account = make_account(username="malee.s", password=PASSWORD)
    client = signed_in()
    client.post("/language", {"language": "en", "next": "/account/"})
    client.get("/account/")
    account.refresh_from_db()
    assert account.language == "en"
    assert '<html lang="en"' in signed_in().get("/account/").content.decode()


def test_who_came_with_thaid_chooses_a_user_name_once() -> None:
    make_account(username="malee.s")
    account = make_account(username="")
    client = client_for(account)
    assert client.post("/account/user-name/", {"username": "ma1ee.s"}).context["form"].errors
    assert client.post("/account/user-name/", {"username": "Malee.Suan"})["Location"] == "/account/"
    assert client.post("/account/user-name/", {"username": "another.one"}).context["form"].errors
    account.refresh_from_db()
    assert account.username == "malee.suan"


def test_what_ran_out_is_cleared_from_the_list_of_sessions() -> None:
    make_account(username="malee.s", password=PASSWORD)
    client = signed_in()
    Session.objects.update(expire_date=SYSTEM.now() - timedelta(days=1))
    clear_sessions(timestamp=0)
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert client.get("/account/").status_code == 302
