"""A sign-in by a provider that comes to its end."""

import base64
import hashlib
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account, OpenIdAttempt
from tidtam.kernel.identity.notices import NEW_BROWSER
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.issuers.actions import attempts as actions
from tidtam.kernel.issuers.openid import client
from tidtam.kernel.issuers.tasks import clear_attempts
from tidtam.kernel.issuers.tests.issuer import NUMBER, FakeIssuer
from tidtam.kernel.issuers.tests.journeys import Journey, issuer, journey, later, serve
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.models import Identifier, Person
from tidtam.kernel.people.tests.factories import make_person, next_number

__all__ = ["issuer", "journey"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-02")]


@pytest.mark.requirement("IDN-04", "IDN-03")
def test_the_first_sign_in_makes_the_account_and_leads_to_one_s_own_matters(journey: Journey) -> None:
    answer = journey.begin().come_back()
    assert answer["Location"] == "/account/start/"
    assert journey.is_signed_in
    account = Account.objects.select_related("person").get()
    assert account.person is not None
    title = "นาง" if journey.issuer.provider is Provider.THAID else ""
    vouched = (f"{title}มาลี สวนสวย", journey.issuer.provider.value)
    assert (account.person.full_name, account.person.verified_source) == vouched
    assert (account.username, account.has_usable_password()) == (None, False)


@pytest.mark.requirement("IDN-03")
@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/t/abcdefgh?from=sms", "/t/abcdefgh?from=sms"),
        ("//evil.example", "/account/start/"),
        ("https://evil.example", "/account/start/"),
        ("/\\evil.example", "/account/start/"),
        ("/account/thaid/callback?code=x", "/account/start/"),
        ("/account/digital-id/callback?code=x", "/account/start/"),
        ("/account/digital-id/failed/", "/account/start/"),
    ],
)
def test_one_goes_on_to_where_one_was_going(journey: Journey, wanted: str, reached: str) -> None:
    assert journey.begin(wanted).come_back()["Location"] == reached


def test_the_verifier_belongs_to_the_challenge(journey: Journey) -> None:
    journey.begin().come_back()
    verifier = journey.issuer.form()["code_verifier"]
    digest = hashlib.sha256(verifier.encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == journey.sent["code_challenge"]


@pytest.mark.requirement("IDN-04", "IDN-52")
def test_the_second_sign_in_finds_the_same_account_and_mends_the_name(journey: Journey) -> None:
    journey.begin().come_back()
    journey.issuer.claims = {"title": "รองศาสตราจารย์", "family_name": "สวนใหม่"}
    again = Journey(journey.issuer).begin()
    again.come_back()
    assert Account.objects.count() == 1
    assert Person.objects.get().family_name == "สวนใหม่"
    with acting_as(SYSTEM):
        assert NUMBER not in str(Identifier.objects.values().get())


@pytest.mark.requirement("IDN-04")
def test_who_was_entered_before_is_found_by_number_and_never_by_name(journey: Journey) -> None:
    known = make_person(number=NUMBER, title="", given_name="ชื่อเดิม", family_name="ที่พิมพ์ไว้")
    same_name = make_person(number=next_number(), title="นาง", given_name="มาลี", family_name="สวนสวย")
    journey.begin().come_back()
    assert Account.objects.get().person_id == known.pk
    assert not Account.objects.filter(person=same_name).exists()


@pytest.mark.requirement("IDN-04")
def test_an_officer_s_own_account_is_used_and_the_session_knows_by_whom(journey: Journey) -> None:
    account = make_account(make_person(number=NUMBER), username="officer.one", password=PASSWORD)
    journey.begin().come_back()
    assert Account.objects.get() == account
    methods = journey.browser.session["account_authentication_methods"]
    assert [step["method"] for step in methods] == [journey.issuer.provider.value]


def test_the_session_gets_a_new_key_and_forgets_who_was_signed_in(journey: Journey) -> None:
    other = make_account(username="somebody.else")
    journey.browser = client_for(other)
    before = journey.browser.cookies["tidtam_session"].value
    journey.begin().come_back()
    assert journey.browser.cookies["tidtam_session"].value != before
    page = journey.browser.get("/account/").content.decode()
    assert "สวนสวย" in page
    assert "somebody.else" not in page


def test_the_provider_is_asked_while_no_transaction_waits(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = client.OpenIdClient.identify

    def watched(self: client.OpenIdClient, **given: Any) -> Any:
        attempt = OpenIdAttempt.objects.get()
        seen.append(attempt.used_at is not None)
        return real(self, **given)

    monkeypatch.setattr(client.OpenIdClient, "identify", watched)
    assert journey.begin().come_back().wsgi_request.is_in_transaction is False
    assert seen == [True]


def test_the_page_counts_down_and_offers_to_start_again(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    assert journey.browser.get(journey.place).context["seconds_left"] == 0
    journey.begin("/t/abc")
    page = journey.browser.get(journey.place)
    assert 590 <= page.context["seconds_left"] <= 600
    assert 'data-countdown="' in page.content.decode()
    assert page.context["next"] == "/t/abc"
    later(monkeypatch, minutes=11)
    late = journey.browser.get(journey.place)
    assert late.context["seconds_left"] == 0
    assert 'data-countdown="' not in late.content.decode()
    assert journey.begin(late.context["next"]).sent["state"]


def test_old_attempts_are_forgotten(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    journey.begin()
    later(monkeypatch, days=2)
    journey.begin()
    clear_attempts(timestamp=0)
    assert OpenIdAttempt.objects.count() == 2
    with acting_as(replace(SYSTEM, clock=middleware.clock)) as system:
        actions.clear_attempts(system)
    assert OpenIdAttempt.objects.count() == 1


@pytest.mark.requirement("IDN-04")
def test_both_providers_open_the_same_account(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    journey.begin().come_back()
    (other,) = set(Provider) - {journey.issuer.provider}
    second = FakeIssuer(other)
    serve(second, monkeypatch)
    Journey(second).begin().come_back()
    assert Account.objects.count() == 1


@pytest.mark.requirement("IDN-01")
def test_a_provider_that_the_settings_do_not_name_is_not_offered(journey: Journey, settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **{f"{journey.issuer.provider.value}_issuer": ""})
    assert f'action="{journey.place}"' not in journey.browser.get("/account/sign-in/").content.decode()
    assert journey.browser.get(journey.place).status_code == 404
    assert journey.browser.post(journey.place).status_code == 404


@pytest.mark.requirement("IDN-07")
def test_its_owner_is_told_once_of_each_browser_but_the_first(journey: Journey) -> None:
    for browser, notices in ((Client(), 0), (Client(), 1)):
        for _again in range(2):
            journey.browser = browser
            journey.begin().come_back()
            with acting_as(SYSTEM):
                assert Notice.objects.filter(kind=NEW_BROWSER.key).count() == notices
            browser.post("/account/sign-out/")
