"""What a password may be, and how it is typed and compared."""

from datetime import timedelta

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, Refused, acting_as, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.actions import create_account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-06")]
SIGN_IN = "/account/sign-in/"


def signs_in(password: str) -> bool:
    return Client().post(SIGN_IN, {"login": "malee.s", "password": password}).status_code == 302


@pytest.mark.parametrize(
    "password",
    ["tidtam-mhesi-2569", "Ministry of 2026!!", "มหาวิทยาลัย2569", "Password-Thailand-1", "ติดตามกระทรวงสปอว"],
)
def test_a_password_made_of_words_of_the_place_is_refused(password: str) -> None:
    with pytest.raises(Refused) as caught, acting_as(SYSTEM):
        create_account(SYSTEM, person=None, username="malee.s", password=password)
    assert caught.value.code == "password_weak"


@pytest.mark.parametrize("password", ["university of wet umbrellas", "ติดตามฝูงนกกระยางข้ามทุ่ง"])
def test_a_word_of_the_place_among_others_does_no_harm(password: str) -> None:
    assert make_account(password=password).has_usable_password()


@pytest.mark.parametrize(
    "password",
    ["  Blanks before and behind  ", "ช้าง 🐘 สองตัว และ 🐘 อีกตัว", "L" + "ong" * 40, "ＷｉｄｅＬｅｔｔｅｒｓ－－"],
)
def test_a_password_is_checked_exactly_as_it_was_typed(password: str) -> None:
    make_account(username="malee.s", password=password)
    assert signs_in(password)
    for other in (password.strip() + "x", password.swapcase() + "x", password[:64] + "x", password[:-1]):
        assert not signs_in(other)


def test_of_two_passwords_that_differ_in_case_or_blanks_only_one_signs_in() -> None:
    make_account(username="malee.s", password="Quiet Rain On Tin ")
    assert [signs_in(each) for each in ("quiet rain on tin ", "Quiet Rain On Tin", "Quiet Rain On Tin ")] == [
        False,
        False,
        True,
    ]


def test_no_password_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(username="malee.s", password=PASSWORD)
    in_ten_years = clock_at(SYSTEM.now() + timedelta(days=3650))
    monkeypatch.setattr(middleware, "clock", in_ten_years)
    answer = Client().post(SIGN_IN, {"login": "malee.s", "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert "/password/" not in answer.redirect_chain[-1][0]


def test_a_password_is_typed_unseen_and_password_managers_may_help() -> None:
    for client, page, help_of in (
        (Client(), SIGN_IN, "current-password"),
        (client_for(make_account(password=PASSWORD)), "/account/password/", "new-password"),
    ):
        shown = client.get(page).content.decode()
        fields = [field for field in shown.split("<input")[1:] if 'name="password' in field]
        assert fields
        for field in fields:
            assert 'type="password"' in field
            assert "onpaste" not in field
            assert 'autocomplete="off"' not in field
        assert help_of in shown


def test_every_page_of_a_member_offers_to_sign_out() -> None:
    client = client_for(make_account())
    for page in ("/account/", "/my/cases/", "/my/notices/", "/about"):
        assert 'action="/account/sign-out/"' in client.get(page).content.decode()
