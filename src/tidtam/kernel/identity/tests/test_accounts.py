import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import IntegrityError, transaction
from django.utils import translation

from tidtam.kernel.actor import SYSTEM, VISITOR, NotAllowed, Refused, acting_as
from tidtam.kernel.identity.actions import change_password, create_account, lock_account
from tidtam.kernel.identity.actions.accounts import LONGEST_PASSWORD
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, make_account
from tidtam.kernel.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def refused(**given: object) -> str:
    with pytest.raises(Refused) as caught, acting_as(SYSTEM):
        create_account(SYSTEM, person=None, **given)  # type: ignore[arg-type]
    return caught.value.code


def test_an_account_signs_in_with_a_lower_case_name_and_a_slow_hash() -> None:
    account = make_account(username="Somchai.J", password=PASSWORD, email="Somchai@Example.GO.TH")
    assert (account.username, account.email) == ("somchai.j", "somchai@example.go.th")
    assert identify_hasher(account.password).algorithm == "argon2"


@pytest.mark.parametrize(
    "lookalike", ["somchai", "SOMCHAI", "som.chai", "s0mchai", "sornchai", "som-ch_ai"], ids=lambda name: name
)
def test_a_name_that_looks_like_another_is_taken(lookalike: str) -> None:
    make_account(username="somchai")
    assert refused(username=lookalike) == "username_taken"


@pytest.mark.parametrize(
    "name",
    [
        "ab",
        "1somchai",
        "สมชาย",
        "ѕomchai",
        "som chai",
        "a@b.th",
        "somchai\x00",
        "a" * 51,
        "1959900000017",
        "som\u200bchai",
    ],
)
def test_letters_of_other_scripts_numbers_and_addresses_are_no_user_names(name: str) -> None:
    assert refused(username=name) == "username_form"


def test_an_email_address_belongs_to_one_account() -> None:
    make_account(email="one@example.go.th")
    assert refused(email="ONE@example.go.th") == "email_taken"
    assert refused(email="not an address") == "email_form"


def test_a_person_has_one_account() -> None:
    person = make_person()
    make_account(person)
    with pytest.raises(Refused) as caught, acting_as(SYSTEM):
        create_account(SYSTEM, person=person)
    assert caught.value.code == "person_has_account"


@pytest.mark.requirement("IDN-06")
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short-one", "password_weak"),
        ("password1234", "password_weak"),
        ("thanakorn.w1", "password_weak"),
        ("ก" * (LONGEST_PASSWORD + 1), "password_long"),
    ],
    ids=["short", "common", "own name", "longer than anybody types"],
)
def test_weak_and_endless_passwords_are_refused(password: str, code: str) -> None:
    assert refused(username="thanakorn.w", password=password) == code


@pytest.mark.requirement("IDN-06")
def test_no_composition_is_asked_for() -> None:
    assert make_account(password="สายฝนพรำบนหลังคาสังกะสี").has_usable_password()


def test_only_administrators_create_and_lock_accounts() -> None:
    account = make_account()
    with acting_as(VISITOR):
        with pytest.raises(NotAllowed):
            create_account(VISITOR, person=None, username="intruder")
        with pytest.raises(NotAllowed):
            lock_account(VISITOR, account)
        with pytest.raises(NotAllowed):
            change_password(VISITOR, account, password=PASSWORD)


def test_the_database_itself_keeps_names_in_one_form() -> None:
    account = make_account()
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(username="UPPER")


@pytest.mark.requirement("IDN-06")
@pytest.mark.parametrize("password", ["short-one", "password1234", "thanakorn.w1"])
def test_why_a_password_will_not_do_is_said_in_thai(password: str) -> None:
    with translation.override("th"), pytest.raises(Refused) as caught, acting_as(SYSTEM):
        create_account(SYSTEM, person=None, username="thanakorn.w", password=password)
    assert str(caught.value.message).startswith(("รหัสผ่าน", "มีผู้ใช้รหัสผ่าน"))
