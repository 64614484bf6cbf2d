import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.credentials.models import FactorReset
from tidtam.kernel.credentials.tasks import addresses
from tidtam.kernel.identity.actions.second_factor import new_secret
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.identity.tests.test_second_factor import code_of
from tidtam.kernel.notifications.models import Secret
from tidtam.kernel.notifications.sealing import open_secret

from .test_enrolment import SETUP, holding
from .test_passkeys import with_passkey

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-07")]


@pytest.fixture
def loser() -> Account:
    """Somebody with a passkey on a phone that is gone."""
    account = make_account(username="loser", email="loser@example.test")
    with_passkey(account)
    return account


def ask(administrator: Client, account: Account, reason: str = "lost") -> int:
    return administrator.post(f"/account/help/{account.pk}/reset/", {"reason": reason}).status_code


def stop_link() -> str:
    with acting_as(SYSTEM):
        words = [json.loads(open_secret(row)) for row in Secret.objects.exclude(sealed="")]
    (letter,) = [letter for letter in words if "/second-factor/stop/" in letter["body"]]
    assert letter["address"] == "loser@example.test"
    found = re.search(r"/account/second-factor/stop/\S+", letter["body"])
    assert found
    return found.group()


def let_a_day_pass() -> None:
    with acting_as(SYSTEM):
        FactorReset.objects.update(due_at=SYSTEM.now() - timedelta(seconds=1))
    addresses(0)


def test_it_is_taken_away_after_a_day(loser: Account) -> None:
    assert ask(client_for(holding(Role.ACCOUNT_ADMIN, "helper.one")), loser) == 302
    addresses(0)
    assert Authenticator.objects.exists()
    let_a_day_pass()
    assert not Authenticator.objects.exists()


def test_its_owner_stops_it_from_the_letter(loser: Account) -> None:
    ask(client_for(holding(Role.ACCOUNT_ADMIN, "helper.two")), loser)
    link = stop_link()
    assert Client().get(link).status_code == 200
    assert Client().post(link).status_code == 200
    let_a_day_pass()
    assert Authenticator.objects.exists()
    assert Client().post(link).status_code == 409
    assert Client().post("/account/second-factor/stop/x/").status_code == 404


def test_only_administrators_ask_never_for_themselves_once_and_with_a_reason(loser: Account) -> None:
    owner = holding(Role.ACCOUNT_ADMIN, "helper.three")
    administrator = client_for(owner)
    assert ask(administrator, owner) == 404
    assert ask(client_for(make_account()), loser) == 404
    assert ask(administrator, loser, "because") == 200
    assert ask(administrator, loser) == 302
    assert ask(administrator, loser) == 200
    with acting_as(SYSTEM):
        assert [row.account for row in FactorReset.objects.all()] == [loser]


def test_who_comes_with_thaid_sets_up_another_app_and_the_lost_one_dies() -> None:
    officer = holding(Role.AUDITOR, "phone.lost")
    client = client_for(officer)
    client.get(SETUP)
    lost = new_secret(client.session)
    client.post(SETUP, {"code": code_of(lost)})
    again = client_for(officer)
    assert again.get(SETUP).context["replaces"] == "lost"
    found = new_secret(again.session)
    assert again.post(SETUP, {"code": code_of(found, -1)}).status_code == 302
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(found))
    assert not Authenticator.objects.get(type="totp").wrap().validate_code(code_of(lost))


def test_who_came_with_the_app_itself_replaces_nothing() -> None:
    officer = holding(Role.AUDITOR, "phone.kept")
    client = client_for(officer)
    client.get(SETUP)
    client.post(SETUP, {"code": code_of(new_secret(client.session))})
    by_app = client_for(officer, method="mfa")
    assert by_app.get(SETUP)["Location"] == "/account/second-factor/codes/"
