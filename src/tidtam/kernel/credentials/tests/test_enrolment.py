from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.credentials.models import EnrolmentCode
from tidtam.kernel.identity.actions.second_factor import new_secret
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.identity.tests.test_second_factor import code_of
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-07")]
SETUP, PROOF = "/account/second-factor/", "/account/second-factor/proof/"


@pytest.fixture
def officer() -> Account:
    return holding(Role.INSTITUTION_OFFICER, "new.officer")


def holding(role: str, username: str) -> Account:
    account = make_account(username=username, password=PASSWORD)
    with acting_as(SYSTEM):
        make_grant(account, role, the_office())
    return account


def the_office() -> Organization:
    """One for all, so that its account administrators help its officers."""
    return Organization.objects.filter(code="office").first() or make_organization("office")


def handed_over(administrator: Client, account: Account) -> str:
    page = f"/account/help/{account.pk}/"
    assert administrator.post(f"{page}code/")["Location"] == page
    code: str = administrator.get(page).context["code"]
    assert administrator.get(page).context["code"] == ""
    return code


def with_password(account: Account) -> Client:
    client = Client()
    client.post("/account/sign-in/", {"login": account.username, "password": PASSWORD})
    return client


def errors(answer: Any) -> str:
    return str(answer.context["form"].errors.as_data()["code"][0].code)


def test_a_stolen_password_sets_nothing_up_for_an_officer(officer: Account) -> None:
    thief = with_password(officer)
    assert thief.get(f"{SETUP}?next=/work/")["Location"] == f"{PROOF}?next=%2Fwork%2F"
    assert thief.post(SETUP, {"code": "123456"})["Location"] == PROOF
    assert not Authenticator.objects.exists()


def test_with_the_code_that_was_handed_over_the_officer_sets_it_up(officer: Account) -> None:
    code = handed_over(client_for(holding(Role.ACCOUNT_ADMIN, "helper.one")), officer)
    client = with_password(officer)
    typed = f" {code.lower().replace('-', ' ')} "
    assert client.post(PROOF, {"code": typed, "next": "/work/"})["Location"] == f"{SETUP}?next=%2Fwork%2F"
    client.get(SETUP)
    assert client.post(SETUP, {"code": code_of(new_secret(client.session))}).status_code == 302
    assert client.get("/account/role/").context["choices"][0].grant
    assert Notice.objects.filter(person=officer.person, kind="account.protection").exists()


def test_the_code_is_good_once_and_for_its_own_account(officer: Account) -> None:
    administrator = client_for(holding(Role.ACCOUNT_ADMIN, "helper.two"))
    code = handed_over(administrator, officer)
    other = with_password(holding(Role.INSTITUTION_OFFICER, "other.officer"))
    assert errors(other.post(PROOF, {"code": code})) == "wrong_code"
    assert with_password(officer).post(PROOF, {"code": code}).status_code == 302
    assert errors(with_password(officer).post(PROOF, {"code": code})) == "wrong_code"


def test_a_new_code_ends_the_former_and_each_dies_after_three_days(officer: Account) -> None:
    administrator = client_for(holding(Role.ACCOUNT_ADMIN, "helper.three"))
    former, code = handed_over(administrator, officer), handed_over(administrator, officer)
    client = with_password(officer)
    assert errors(client.post(PROOF, {"code": former})) == "wrong_code"
    EnrolmentCode.objects.update(expires_at=SYSTEM.now() - timedelta(seconds=1))
    assert errors(client.post(PROOF, {"code": code})) == "wrong_code"


def test_codes_are_not_guessed_for_ever(officer: Account) -> None:
    code = handed_over(client_for(holding(Role.ACCOUNT_ADMIN, "helper.four")), officer)
    client = with_password(officer)
    for _each in range(10):
        assert errors(client.post(PROOF, {"code": "ABCD-2345-EFGH"})) == "wrong_code"
    assert errors(client.post(PROOF, {"code": code})) == "too_many_tries"


def test_nobody_vouches_for_themselves() -> None:
    account = holding(Role.ACCOUNT_ADMIN, "helper.five")
    client = client_for(account)
    assert client.post(f"/account/help/{account.pk}/code/").status_code == 404
    assert not EnrolmentCode.objects.exists()


def test_the_code_lies_as_a_digest_only(officer: Account) -> None:
    code = handed_over(client_for(holding(Role.ACCOUNT_ADMIN, "helper.six")), officer)
    kept = EnrolmentCode.objects.get()
    assert code.replace("-", "") not in str(vars(kept))


def test_who_holds_a_role_elsewhere_is_vouched_for_there(officer: Account) -> None:
    with acting_as(SYSTEM):
        make_grant(officer, Role.AUDITOR, make_organization("elsewhere"))
    helper = client_for(holding(Role.ACCOUNT_ADMIN, "helper.here"))
    assert not helper.get(f"/account/help/{officer.pk}/").context["can_vouch"]
    assert helper.post(f"/account/help/{officer.pk}/code/").status_code == 403
    assert not EnrolmentCode.objects.exists()


def test_who_does_not_help_others_finds_no_such_page(officer: Account) -> None:
    client = client_for(holding(Role.ROLE_ADMIN, "no.helper"))
    assert client.get(f"/account/help/{officer.pk}/").status_code == 404
    assert client.post(f"/account/help/{officer.pk}/code/").status_code == 404


def test_an_app_set_up_before_the_role_came_must_be_set_up_anew() -> None:
    member = make_account(username="soon.officer", password=PASSWORD)
    client = with_password(member)
    client.get(SETUP)
    secret = new_secret(client.session)
    client.post(SETUP, {"code": code_of(secret)})
    with acting_as(SYSTEM):
        make_grant(member, Role.INSTITUTION_OFFICER, the_office())
    again = with_password(member)
    answer = again.post("/account/sign-in/code/", {"code": code_of(secret, 1)})
    assert answer["Location"] == SETUP
    assert again.get(SETUP)["Location"] == PROOF
    code = handed_over(client_for(holding(Role.ACCOUNT_ADMIN, "helper.seven")), member)
    again.post(PROOF, {"code": code})
    assert again.get(SETUP).context["replaces"] == "own"
    answer = again.post(SETUP, {"code": code_of(new_secret(again.session), -1)})
    assert answer.status_code == 302, answer.content.decode()
    assert not any("self_enrolled" in row.data for row in Authenticator.objects.all())
    assert len([one for one in again.get("/account/role/").context["choices"] if one.grant]) == 1


def test_the_first_administrator_gets_the_code_from_the_command_line(officer: Account) -> None:
    told = StringIO()
    call_command("enrolment_code", "new.officer", stdout=told)
    assert with_password(officer).post(PROOF, {"code": told.getvalue()}).status_code == 302
