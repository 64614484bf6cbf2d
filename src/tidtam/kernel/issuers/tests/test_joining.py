"""Two accounts turn out to be one person's. Every step is asked of the pages, as a browser does."""

from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.identity.tests.test_second_factor import code_of
from tidtam.kernel.issuers.openid import Failure
from tidtam.kernel.issuers.tests.issuer import NUMBER
from tidtam.kernel.issuers.tests.journeys import Journey, issuer, journey, later, registered
from tidtam.kernel.notifications.models import Notice, Secret
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal, unseal
from tidtam.kernel.people.queries import current_addresses, main_record
from tidtam.kernel.people.tests.factories import make_person, place

__all__ = ["issuer", "journey"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-04", "IDN-13")]
PAGE = "/account/join/"
JOIN = {"choice": "join"}


@pytest.fixture
def older() -> Account:
    """Somebody who came with the provider before: no user name, no address."""
    return make_account(make_person(number=NUMBER), username="")


def at_the_question(journey: Journey, **given: Any) -> Account:
    """Signed in to the temporary account, proven to own the older one, and asked about both."""
    lesser = registered(journey.browser, **given)
    assert journey.prove()["Location"] == PAGE
    return lesser


def person_of(account: Account) -> Person:
    assert account.person is not None
    return account.person


def audited(verb: str) -> set[str]:
    with acting_as(SYSTEM):
        return set(AuditRecord.objects.filter(verb=verb).values_list("object_id", flat=True))


def test_nothing_is_joined_before_the_person_says_so(journey: Journey, older: Account) -> None:
    lesser = at_the_question(journey, email="ma@example.com", password=PASSWORD)
    page = journey.browser.get(PAGE)
    assert page.context["found"].into == older
    assert page.context["found"].lesser == lesser
    assert "ma@example.com" in page.content.decode()
    lesser.refresh_from_db()
    assert (lesser.ended_at, lesser.person_id == older.person_id) == (None, False)
    assert journey.browser.post(PAGE, {"choice": ""}).context["form"].errors["choice"]


def test_joined_the_older_account_goes_on_and_the_other_one_opens_nothing(journey: Journey, older: Account) -> None:
    device = Journey(journey.issuer)
    device.begin().come_back()
    lesser = at_the_question(journey, username="ma.suan", email="ma@example.com", password=PASSWORD)
    TOTP.activate(lesser, generate_totp_secret())
    elsewhere = [client_for(lesser, method="password"), device.browser]
    assert all(browser.get("/account/").status_code == 200 for browser in elsewhere)
    assert journey.browser.post(PAGE, JOIN)["Location"] == "/account/start/"
    assert journey.browser.get("/account/").context["user"] == older
    assert [browser.get("/account/").status_code for browser in elsewhere] == [302, 302]
    lesser.refresh_from_db()
    older.refresh_from_db()
    assert lesser.ended_at is not None
    assert not lesser.has_usable_password()
    assert not Authenticator.objects.exists()
    assert (older.username, older.email, older.has_usable_password()) == (None, "", False)
    answer = Client().post("/account/sign-in/", {"login": "ma.suan", "password": PASSWORD})
    assert answer.status_code == 200
    assert audited("account.joined") == {str(older.pk)}
    assert audited("account.ended_by_joining") == {str(lesser.pk)}
    assert audited("person.joined") == {str(lesser.person_id), str(older.person_id)}


def test_both_are_told(journey: Journey, older: Account) -> None:
    at_the_question(journey, email="ma@example.com")
    journey.browser.post(PAGE, JOIN)
    with acting_as(SYSTEM):
        assert Notice.objects.get(kind="account.joined").person_id == older.person_id
        assert Secret.objects.filter(channel="email").count() == 1


def test_what_is_kept_of_the_temporary_person_is_the_owners_own(journey: Journey, older: Account) -> None:
    lesser = at_the_question(journey)
    with acting_as(SYSTEM):
        sealed = seal(person_of(lesser).pk, "คำขอเดิม")
    journey.browser.post(PAGE, JOIN)
    actor: Actor = journey.browser.get("/account/").context["request"].actor
    assert actor.persons == (older.person_id, lesser.person_id)
    with acting_as(actor):
        assert unseal(person_of(lesser).pk, sealed) == "คำขอเดิม"
    with acting_as(replace(actor, also=())):
        assert unseal(person_of(lesser).pk, sealed) is None
    assert Person.objects.get(pk=person_of(lesser).pk).given_name == "มาลี", "as the provider says"
    with acting_as(SYSTEM):
        assert main_record(person_of(lesser).pk) == older.person_id


def test_what_is_lacking_may_be_taken_along_and_nothing_else(journey: Journey, older: Account) -> None:
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, person_of(older), kind="mobile", value="0812345678")
    lesser = at_the_question(journey, username="ma.suan", email="ma@example.com", password=PASSWORD)
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, person_of(lesser), kind="email", value="ma@example.com", verified_at=SYSTEM.now())
        set_contact_address(SYSTEM, person_of(lesser), kind="mobile", value="0898765432")
    journey.browser.post(PAGE, {**JOIN, "take": ["username", "email"]})
    older.refresh_from_db()
    assert (older.username, older.email, older.has_usable_password()) == ("ma.suan", "ma@example.com", False)
    with acting_as(SYSTEM):
        reached = current_addresses(SYSTEM, person_of(older).pk)
        assert {kind: row.value for kind, row in reached.items()} == {
            "mobile": "+66812345678",
            "email": "ma@example.com",
        }
        assert current_addresses(SYSTEM, person_of(lesser).pk) == {}


def test_what_the_older_account_has_is_not_offered(journey: Journey) -> None:
    older = make_account(make_person(number=NUMBER), username="older.one", email="older@example.com")
    at_the_question(journey, username="ma.suan", email="ma@example.com")
    assert journey.browser.get(PAGE).context["found"].carried == {}
    assert journey.browser.post(PAGE, {**JOIN, "take": ["username"]}).context["form"].errors["take"]
    older.refresh_from_db()
    assert older.username == "older.one"


def test_left_apart_both_stay_as_they_are(journey: Journey, older: Account) -> None:
    lesser = at_the_question(journey)
    assert journey.browser.post(PAGE, {"choice": "apart"})["Location"] == "/account/start/"
    lesser.refresh_from_db()
    assert lesser.ended_at is None
    assert journey.browser.post(PAGE, JOIN).status_code == 409
    assert audited("account.joined") == set()


class TestWhoMay:
    def test_only_the_session_in_which_both_were_proven(self, journey: Journey, older: Account) -> None:
        lesser = at_the_question(journey)
        for stranger in (client_for(older), client_for(lesser), client_for(make_account())):
            assert stranger.get(PAGE)["Location"] == "/account/"
            assert stranger.post(PAGE, JOIN).status_code == 409
        lesser.refresh_from_db()
        assert lesser.ended_at is None

    def test_and_only_for_a_short_while(
        self, journey: Journey, older: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lesser = at_the_question(journey)
        later(monkeypatch, minutes=11)
        assert journey.browser.post(PAGE, JOIN).status_code == 409
        lesser.refresh_from_db()
        assert lesser.ended_at is None

    def test_sent_twice_it_is_done_once(self, journey: Journey, older: Account) -> None:
        at_the_question(journey)
        journey.browser.post(PAGE, JOIN)
        assert journey.browser.post(PAGE, JOIN).status_code == 409
        assert len(audited("account.joined")) == 1

    def test_a_plain_sign_in_of_the_same_person_asks_nothing(self, journey: Journey, older: Account) -> None:
        registered(journey.browser)
        assert journey.begin("/my/cases/").come_back()["Location"] == "/my/cases/"
        assert journey.browser.get(PAGE)["Location"] == "/account/"

    def test_not_while_one_is_locked(self, journey: Journey, older: Account) -> None:
        lesser = at_the_question(journey)
        Account.objects.filter(pk=lesser.pk).update(locked_at=SYSTEM.now())
        assert journey.browser.post(PAGE, JOIN).context["form"].non_field_errors()
        lesser.refresh_from_db()
        assert lesser.ended_at is None

    def test_a_closed_account_is_not_opened_by_it(self, journey: Journey, older: Account) -> None:
        lesser = registered(journey.browser)
        Account.objects.filter(pk=older.pk).update(locked_at=SYSTEM.now())
        assert journey.told(journey.prove()).context["told"].failure is Failure.NUMBER_IN_USE
        assert journey.browser.get("/account/").context["user"] == lesser


@pytest.mark.requirement("IDN-07")
class TestOfficers:
    def test_an_officer_shows_their_own_second_factor(self, journey: Journey, older: Account) -> None:
        """Where the provider asked for one factor only, before anything is shown; else with the answer."""
        secret = generate_totp_secret()
        TOTP.activate(older, secret)
        with acting_as(SYSTEM):
            make_grant(older, "institution_officer", place("moe/uni"))
        lesser = registered(journey.browser)
        asked = journey.prove()["Location"]
        if journey.issuer.provider == Provider.DIGITAL_ID:
            assert asked == "/account/sign-in/code/"
            assert journey.browser.post(PAGE, JOIN).status_code == 302, "nobody is signed in yet"
            assert journey.browser.post(asked, {"code": code_of(secret)})["Location"] == PAGE
            last = JOIN
        else:
            assert journey.browser.post(PAGE, JOIN).context["form"].errors["code"]
            assert journey.browser.post(PAGE, {**JOIN, "code": "000000"}).context["form"].errors["code"]
            last = {**JOIN, "code": code_of(secret)}
        lesser.refresh_from_db()
        assert lesser.ended_at is None
        assert journey.browser.post(PAGE, last)["Location"] == "/account/start/"
        lesser.refresh_from_db()
        assert lesser.ended_at is not None

    def test_a_role_of_the_temporary_account_is_never_carried_along(self, journey: Journey, older: Account) -> None:
        lesser = registered(journey.browser)
        with acting_as(SYSTEM):
            make_grant(lesser, "institution_officer", place("moe/uni"))
        client = client_for(lesser)
        journey.browser = client
        assert journey.prove()["Location"] == PAGE
        assert journey.browser.get(PAGE).context["found"].obstacle
        assert journey.browser.post(PAGE, JOIN).context["form"].non_field_errors()
        lesser.refresh_from_db()
        assert lesser.ended_at is None
        assert RoleGrant.objects.get().account_id == lesser.pk
