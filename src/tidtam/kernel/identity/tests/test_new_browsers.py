"""Whoever's account is signed in to from a browser that is new to it is told so."""

from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.notices import NEW_BROWSER
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.actions import destroy_private_key
from tidtam.thai.dates import format_datetime

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-07")]
SIGN_IN = "/account/sign-in/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def account() -> Account:
    """Signed in to once already."""
    made = make_account(username="malee.s", email="malee@example.go.th", password=PASSWORD)
    enter(Client())
    assert told(made) == 0
    return made


def enter(browser: Client, login: str = "malee.s", password: str = PASSWORD) -> Any:
    return browser.post(SIGN_IN, {"login": login, "password": password}, headers={"user-agent": FIREFOX})


def told(account: Account) -> int:
    with acting_as(SYSTEM):
        return Notice.objects.filter(kind=NEW_BROWSER.key, subject_id=account.pk).count()


def test_the_very_first_sign_in_is_no_news_and_its_browser_is_known(account: Account) -> None:
    browser = Client()
    assert enter(browser).status_code == 302
    assert told(account) == 1


def test_one_browser_is_told_of_once_whatever_name_is_typed_and_whoever_else_uses_it(account: Account) -> None:
    neighbour = make_account(username="manee.s", password=PASSWORD)
    desk = Client()
    for login in ("malee.s", "manee.s", "malee@example.go.th", "manee.s", "malee.s"):
        assert enter(desk, login).status_code == 302
        desk.post("/account/sign-out/")
    assert (told(account), told(neighbour)) == (1, 0)


def test_a_wrong_password_is_no_sign_in(account: Account) -> None:
    browser = Client()
    assert enter(browser, password="wrong-wrong-wrong").status_code == 200
    assert told(account) == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("A sign-in from a browser that is new to your account", "Firefox · Linux", "end this sign-in on")),
        ("th", ("มีการเข้าสู่ระบบจากเบราว์เซอร์ที่ไม่เคยใช้กับบัญชีของท่าน", "Firefox · Linux", "โปรดยุติการใช้งานนั้น")),
    ],
)
def test_it_says_when_and_which_browser_but_no_address(account: Account, language: str, words: tuple[str, ...]) -> None:
    enter(Client(REMOTE_ADDR="203.0.113.7"))
    with acting_as(SYSTEM):
        notice = Notice.objects.get(kind=NEW_BROWSER.key)
    assert notice.url == "/account/sessions/"
    reader = client_for(account)
    reader.cookies["tidtam_language"] = language
    page = reader.get(f"/my/notices/{notice.pk}/").content.decode()
    assert [each for each in words if each not in page] == []
    assert format_datetime(notice.created_at, language) in page
    assert "203.0.113.7" not in page


def test_who_cannot_be_told_any_more_is_signed_in_all_the_same(account: Account) -> None:
    assert account.person is not None
    with acting_as(SYSTEM):
        destroy_private_key(SYSTEM, account.person)
    assert enter(Client()).status_code == 302
    assert told(account) == 0
