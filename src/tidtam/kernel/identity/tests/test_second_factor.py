import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils.translation import override

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions.second_factor import new_secret
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.notices import PROTECTION
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.orgs.tests.factories import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-07")]
OTHER_PASSWORD = "ฝนตกแดดออกนกกระจอกเข้ารัง"
SETUP, CODES, CODE = "/account/second-factor/", "/account/second-factor/codes/", "/account/sign-in/code/"


@pytest.fixture
def officer() -> Account:
    account = make_account(username="officer.one", password=PASSWORD)
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("office"))
    return account


def code_of(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def set_up(client: Client, step: int = 0) -> str:
    """Walks through the page, vouched for; gives the secret that the app now has."""
    session = client.session
    session["account_authentication_methods"] += [{"method": "handed_code", "at": time.time()}]
    session.save()
    client.get(SETUP)
    secret = new_secret(client.session)
    answer = client.post(SETUP, {"code": code_of(secret, step), "next": "/work/"})
    assert answer["Location"] == f"{CODES}?next=%2Fwork%2F", answer.content.decode()
    return secret


def with_password(client: Client, **more: str) -> Any:
    return client.post("/account/sign-in/", {"login": "officer.one", "password": PASSWORD, **more})


def roles(client: Client) -> list[str]:
    return [choice.role for choice in client.get("/account/role/").context["choices"] if choice.grant]


def test_the_officer_sets_it_up_and_may_then_act(officer: Account) -> None:
    client = Client()
    answer = with_password(client, next="/work/")
    assert answer["Location"] == f"{SETUP}?next=%2Fwork%2F"
    assert roles(client) == []
    set_up(client)
    assert len(roles(client)) == 1


def test_the_codes_are_shown_once_and_each_signs_in_once(officer: Account) -> None:
    client = client_for(officer, method="password")
    set_up(client)
    codes = client.get(f"{CODES}?next=/work/").context["codes"]
    assert len(codes) == 10
    assert client.get(CODES).context["codes"] == []
    first = Client()
    with_password(first)
    assert first.post(CODE, {"code": codes[3]})["Location"] == "/account/start/"
    second = Client()
    with_password(second)
    assert second.post(CODE, {"code": codes[3]}).context["form"].errors


def test_new_codes_replace_the_old(officer: Account) -> None:
    client = client_for(officer, method="password")
    set_up(client)
    old = client.get(CODES).context["codes"]
    client.post(CODES)
    new = client.get(CODES).context["codes"]
    assert set(old).isdisjoint(new)
    other = Client()
    with_password(other)
    assert other.post(CODE, {"code": old[0]}).status_code == 200
    assert other.post(CODE, {"code": new[0]}).status_code == 302


def test_the_code_is_asked_for_and_one_goes_on_to_where_one_was_going(officer: Account) -> None:
    secret = set_up(client_for(officer, method="password"))
    client = Client()
    assert with_password(client, next="/t/abc")["Location"] == CODE
    assert client.get("/account/").status_code == 302
    assert client.post(CODE, {"code": code_of(secret, 1)})["Location"] == "/t/abc"
    assert len(roles(client)) == 1


@pytest.mark.parametrize("style", ["{a} {b}", "{a}-{b}", " {a}{b} ", "thai"])
def test_a_code_may_be_typed_as_people_type(officer: Account, style: str) -> None:
    secret = set_up(client_for(officer, method="password"))
    code = code_of(secret, 1)
    typed = (
        code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        if style == "thai"
        else style.format(a=code[:3], b=code[3:])
    )
    client = Client()
    with_password(client)
    assert client.post(CODE, {"code": typed}).status_code == 302


def test_a_code_works_once(officer: Account) -> None:
    secret = set_up(client_for(officer, method="password"))
    code = code_of(secret, 1)
    first, second = Client(), Client()
    with_password(first)
    with_password(second)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": code}).context["form"].errors


@pytest.mark.parametrize("otherwise", ["{a}.{b}", "{a}_{b}", "{a}{b}!"])
def test_a_code_that_is_written_otherwise_is_still_the_same_code(
    officer: Account, otherwise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library passes over such signs, and forgets a code sooner than it is no longer good."""
    monkeypatch.setattr(TOTP, "_mark_code_used", lambda _self, _code: True)
    secret = set_up(client_for(officer, method="password"))
    code = code_of(secret, 1)
    first, second = Client(), Client()
    with_password(first)
    with_password(second)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": otherwise.format(a=code[:3], b=code[3:])}).context["form"].errors


def test_codes_cannot_be_tried_for_ever(officer: Account) -> None:
    secret = set_up(client_for(officer, method="password"))
    client = Client()
    with_password(client)
    for _ in range(10):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    answer = client.post(CODE, {"code": code_of(secret, 1)})
    assert answer.context["form"].errors.as_data()["code"][0].code == "too_many_tries"


@pytest.mark.parametrize("code", ["", "\x00", "x" * 10_000, "🙂", "12345"], ids=range(5))
def test_odd_codes_get_an_answer(officer: Account, code: str) -> None:
    set_up(client_for(officer, method="password"))
    client = Client()
    with_password(client)
    answer = client.post(CODE, {"code": code})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


def test_without_the_password_there_is_no_page_for_the_code() -> None:
    assert Client().get(CODE)["Location"] == "/account/sign-in/"


def test_thaid_is_two_factors_already(officer: Account) -> None:
    assert len(roles(client_for(officer))) == 1


def test_setting_up_ends_the_other_sessions_and_renews_this_one(officer: Account) -> None:
    here, there = Client(), Client()
    with_password(here)
    with_password(there)
    before = here.cookies["tidtam_session"].value
    set_up(here)
    assert here.cookies["tidtam_session"].value != before
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_wrong_code_sets_nothing_up_and_the_secret_stays(officer: Account) -> None:
    client = client_for(officer, method="handed_code")
    page = client.get(SETUP)
    assert page.context["is_needed"]
    assert "data:image/svg+xml" in page.context["picture"]
    first = page.context["secret"]
    answer = client.post(SETUP, {"code": "000000"})
    assert answer.context["secret"] == first
    assert not Authenticator.objects.exists()


def test_the_secret_lies_sealed(officer: Account) -> None:
    client = client_for(officer, method="password")
    secret = set_up(client)
    kept = str([row.data for row in Authenticator.objects.all()])
    assert secret not in kept
    assert "v1." in kept


def test_an_officer_cannot_go_without(officer: Account) -> None:
    client = client_for(officer, method="password")
    set_up(client)
    client.post("/account/second-factor/remove/")
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_who_holds_no_role_may_remove_it() -> None:
    account = make_account(username="plain.member", password=PASSWORD)
    client = client_for(account, method="password")
    set_up(client)
    client.post("/account/second-factor/remove/")
    assert not Authenticator.objects.exists()


def test_its_owner_is_told_of_each_change_and_what_to_do_if_it_was_somebody_else() -> None:
    client = client_for(make_account(username="plain.member", password=PASSWORD, language="en"), method="password")
    client.cookies["tidtam_language"] = "en"
    set_up(client)
    client.post(CODES)
    client.post("/account/password/", {"password": OTHER_PASSWORD, "repeated": OTHER_PASSWORD})
    client.post("/account/second-factor/remove/")
    page = client.get("/my/notices/", headers={"accept-language": "en"}).content.decode()
    for what in (
        "an authenticator app was set up",
        "the recovery codes were replaced by new ones",
        "the password was changed",
        "the authenticator app was removed",
    ):
        assert page.count(f"Your account: {what}") == 1, what
    with override("en"):
        assert "If it was not, sign in, change the password" in str(PROTECTION.body)
