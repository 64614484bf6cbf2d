"""What a sign-in by Digital ID counts for: one factor, unless its ID token says that more was asked for."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions.second_factor import new_secret
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.identity.tests.test_second_factor import CODE, CODES, SETUP, code_of, roles
from tidtam.kernel.issuers.digital_id import says_two_factors
from tidtam.kernel.issuers.tests.issuer import NUMBER, FakeIssuer, saying
from tidtam.kernel.issuers.tests.journeys import Journey, serve
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-07", "IDN-20")]
PROVE = "/account/second-factor/proof/"


@pytest.fixture
def journey(monkeypatch: pytest.MonkeyPatch) -> Journey:
    issuer = FakeIssuer(Provider.DIGITAL_ID)
    serve(issuer, monkeypatch)
    return Journey(issuer)


@pytest.fixture
def officer() -> Account:
    account = make_account(make_person(number=NUMBER), username="officer.one")
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("office"))
    return account


def set_up(browser: Client, step: int = 0) -> str:
    """With what the session has proven and nothing else; gives the secret that the app now has."""
    browser.get(SETUP)
    secret = new_secret(browser.session)
    assert browser.post(SETUP, {"code": code_of(secret, step)})["Location"] == CODES
    return secret


def test_with_a_password_there_no_role_counts_here_and_nothing_is_set_up(officer: Account, journey: Journey) -> None:
    answer = journey.begin("/work/").come_back()
    assert answer["Location"] == f"{SETUP}?next=%2Fwork%2F"
    assert roles(journey.browser) == []
    assert journey.browser.get(SETUP)["Location"] == PROVE


def test_an_officer_gives_their_own_second_factor_as_well(officer: Account, journey: Journey) -> None:
    journey.issuer.claims = {"amr": ["pwd", "otp", "mfa"]}
    journey.begin().come_back()
    secret = set_up(journey.browser)

    again = Journey(journey.issuer)
    journey.issuer.claims = {"amr": ["pwd"]}
    assert again.begin("/work/").come_back()["Location"] == CODE
    assert not again.is_signed_in
    answer = again.browser.post(CODE, {"code": code_of(secret, 1)})
    assert (answer["Location"], len(roles(again.browser))) == ("/work/", 1)


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"amr": "mfa"}, {"acr": "mfa"}])
def test_two_factors_there_are_two_factors_here(officer: Account, journey: Journey, said: dict[str, Any]) -> None:
    journey.issuer.claims = said
    assert journey.begin("/work/").come_back()["Location"] == "/work/"
    assert len(roles(journey.browser)) == 1


@pytest.mark.parametrize("said", [{}, {"amr": []}, {"amr": ["pwd", "otp"]}, {"amr": {"mfa": 1}}, {"acr": ["mfa"]}])
def test_what_says_no_more_is_one_factor(said: dict[str, Any]) -> None:
    assert not says_two_factors(said)


def test_the_settings_name_the_words_and_none_of_them_counts_without(settings: Any) -> None:
    named = frozenset({"urn:example:high"})
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, digital_id_two_factors=named)
    assert says_two_factors({"acr": "urn:example:high"})
    assert not says_two_factors({"amr": ["mfa"]})
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, digital_id_two_factors=frozenset())
    assert not says_two_factors({"amr": ["mfa"], "acr": ""})


def test_only_what_is_signed_says_so(officer: Account, journey: Journey) -> None:
    """The address for user information tells of the person, and never how they signed in."""
    journey.issuer.pages["/userinfo/"] = saying(json={**journey.issuer.userinfo(), "amr": ["mfa"], "acr": "mfa"})
    journey.begin().come_back()
    assert roles(journey.browser) == []


def test_a_member_may_protect_the_account_and_is_then_asked(journey: Journey) -> None:
    """Whoever learns the password at Digital ID does not come in by it any more."""
    journey.begin().come_back()
    secret = set_up(journey.browser)
    again = Journey(journey.issuer)
    assert again.begin().come_back()["Location"] == CODE
    assert again.browser.post(CODE, {"code": code_of(secret, 1)})["Location"] == "/account/start/"
    assert again.is_signed_in


def test_what_a_member_set_up_by_digital_id_alone_does_not_count_for_a_role_given_later(journey: Journey) -> None:
    journey.begin().come_back()
    secret = set_up(journey.browser)
    with acting_as(SYSTEM):
        make_grant(Account.objects.get(), Role.AUDITOR, make_organization("office"))
    again = Journey(journey.issuer)
    again.begin().come_back()
    again.browser.post(CODE, {"code": code_of(secret, 1)})
    assert roles(again.browser) == []
