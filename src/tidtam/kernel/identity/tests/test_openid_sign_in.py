import base64
import hashlib
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.actions.sessions import clear_away
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account, OpenIdAttempt
from tidtam.kernel.identity.openid import Failure, client
from tidtam.kernel.identity.tasks import clear_sessions
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account, sign_in
from tidtam.kernel.identity.tests.issuer import NUMBER, FakeIssuer, raising, saying
from tidtam.kernel.people.actions import enter_person_as_stated
from tidtam.kernel.people.models import Identifier, Person
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.thai.dates import PartialDate

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-02")]
PLACES = {Provider.THAID: "/account/thaid/", Provider.DIGITAL_ID: "/account/digital-id/"}


@dataclass
class Journey:
    """One browser on its way to the provider and back."""

    issuer: FakeIssuer
    browser: Client = field(default_factory=Client)
    sent: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return PLACES[self.issuer.provider]

    def begin(self, next_page: str = "") -> "Journey":
        answer = self.browser.post(self.place, {"next": next_page})
        assert answer.status_code == 302, answer.content.decode()
        query = parse_qs(urlsplit(answer["Location"]).query)
        self.sent = {name: values[0] for name, values in query.items()}
        self.issuer.nonce = self.sent["nonce"]
        return self

    def come_back(self, browser: Client | None = None, **query: str) -> Any:
        given = {"code": "a-code", "state": self.sent.get("state", ""), **query}
        return (browser or self.browser).get(f"{self.place}callback?{urlencode(given)}")

    def told(self, answer: Any, browser: Client | None = None) -> Any:
        """The page that tells of a failure: at an address without code and state."""
        assert (answer.status_code, answer["Location"]) == (302, f"{self.place}failed/")
        return (browser or self.browser).get(f"{self.place}failed/")

    def fails_with(self, failure: Failure, **given: Any) -> Any:
        page = self.told(self.come_back(**given))
        assert page.context["told"].failure is failure
        assert not self.is_signed_in
        return page

    @property
    def is_signed_in(self) -> bool:
        return self.browser.get("/account/").status_code == 200


@pytest.fixture(params=Provider, ids=str)
def issuer(request: pytest.FixtureRequest) -> FakeIssuer:
    return FakeIssuer(request.param)


@pytest.fixture
def journey(issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch) -> Journey:
    serve(issuer, monkeypatch)
    return Journey(issuer)


def serve(issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider, and no other, is this issuer."""
    clients = {issuer.provider: issuer.client()}
    monkeypatch.setattr("tidtam.kernel.identity.views.openid.client_of", clients.__getitem__)


def later(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    monkeypatch.setattr(middleware, "clock", clock_at(SYSTEM.now() + timedelta(**time)))


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
def test_an_officer_s_own_account_is_used_and_counts_as_two_factors(journey: Journey) -> None:
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


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize(
    ("error", "failure"),
    [
        ("user_denied", Failure.CANCELLED),
        ("access_denied", Failure.CANCELLED),
        ("invalid_scope", Failure.SCOPE),
        ("server_error", Failure.PROVIDER),
        ("<script>alert(1)</script>", Failure.PROVIDER),
    ],
)
def test_what_the_provider_reports_is_told_with_a_way_back(journey: Journey, error: str, failure: Failure) -> None:
    answer = journey.begin("/t/abc").fails_with(failure, error=error, error_description=NUMBER)
    page = answer.content.decode()
    assert f'action="{journey.place}"' in page
    assert '<input type="hidden" name="next" value="/t/abc">' in page
    assert NUMBER not in page
    assert "<script>alert" not in page


@pytest.mark.requirement("IDN-05")
def test_an_answer_is_good_once(journey: Journey) -> None:
    journey.begin().come_back()
    journey.browser.post("/account/sign-out/")
    journey.fails_with(Failure.ATTEMPT_FOREIGN)
    begun = Journey(journey.issuer).begin()
    begun.fails_with(Failure.CANCELLED, error="user_denied")
    begun.fails_with(Failure.ATTEMPT_USED)


@pytest.mark.requirement("IDN-05")
def test_an_answer_after_our_own_time_is_over_signs_nobody_in(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.begin()
    later(monkeypatch, minutes=11)
    journey.fails_with(Failure.ATTEMPT_EXPIRED)
    assert not journey.issuer.asked("/token/")


@pytest.mark.requirement("IDN-05")
def test_an_answer_in_another_browser_signs_nobody_in_and_harms_nothing(journey: Journey) -> None:
    journey.begin()
    stranger = Client()
    stranger.post(journey.place)
    page = journey.told(journey.come_back(browser=stranger), stranger)
    assert page.context["told"].failure is Failure.ATTEMPT_FOREIGN
    assert stranger.get("/account/").status_code == 302
    assert journey.come_back()["Location"] == "/account/start/"


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize("state", ["", "never-given", "x" * 5000, "สถานะ", "\x00"], ids=range(5))
def test_a_state_that_was_never_given_signs_nobody_in(journey: Journey, state: str) -> None:
    journey.begin().fails_with(Failure.ATTEMPT_UNKNOWN, state=state)


def test_two_codes_or_none_or_an_endless_one_are_garbage(journey: Journey) -> None:
    journey.begin().fails_with(Failure.GARBAGE, code="")
    journey.begin().fails_with(Failure.GARBAGE, code="x" * 5000)
    journey.begin()
    answer = journey.browser.get(f"{journey.place}callback?state={journey.sent['state']}&code=one&code=two")
    assert journey.told(answer).context["told"].failure is Failure.GARBAGE


def test_two_tabs_do_not_disturb_each_other(journey: Journey) -> None:
    journey.begin("/t/first")
    second = Journey(journey.issuer, journey.browser).begin("/t/second")
    journey.issuer.nonce = journey.sent["nonce"]
    assert journey.come_back()["Location"] == "/t/first"
    assert second.sent["state"] != journey.sent["state"]


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"claims": {"nonce": "another"}}, Failure.NONCE),
        ({"claims": {"aud": "another"}}, Failure.AUDIENCE),
        ({"claims": {"pid": None, "sub": "AA1234567"}}, Failure.NO_NUMBER),
        ({"claims": {"pid": f"{NUMBER[:12]}{(int(NUMBER[12]) + 1) % 10}"}}, Failure.BAD_NUMBER),
        ({"algorithm": "none"}, Failure.SIGNATURE),
        ({"pages": {"/token/": saying(400, json={"error": "invalid_grant"})}}, Failure.CODE_REFUSED),
        ({"pages": {"/token/": raising(httpx.ReadTimeout("slow"))}}, Failure.SLOW),
        ({"pages": {"/token/": raising(httpx.ConnectError("down"))}}, Failure.UNREACHABLE),
        ({"pages": {"/token/": saying(200, text="<html>")}}, Failure.GARBAGE),
    ],
    ids=range(9),
)
def test_a_sign_in_that_fails_leaves_no_person_and_no_account(
    journey: Journey, change: dict[str, Any], failure: Failure
) -> None:
    journey.begin()
    for name, value in change.items():
        setattr(journey.issuer, name, value)
    journey.fails_with(failure)
    assert not Person.objects.exists()
    assert not Account.objects.exists()


def test_a_provider_down_at_the_beginning_is_told_at_once(journey: Journey) -> None:
    journey.issuer.pages["/.well-known/openid-configuration"] = raising(httpx.ConnectError("down"))
    page = journey.told(journey.browser.post(journey.place, {"next": "/t/abc"}))
    assert page.context["told"].failure is Failure.UNREACHABLE
    assert page.context["told"].next_page == "/t/abc"


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


def test_a_locked_account_is_not_opened_by_a_provider(journey: Journey) -> None:
    account = make_account(make_person(number=NUMBER))
    with acting_as(SYSTEM):
        lock_account(SYSTEM, account)
    assert journey.begin().come_back()["Location"] == "/account/sign-in/"
    assert journey.browser.get("/account/sign-in/").context["ended"] == "closed"
    assert not journey.is_signed_in


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
    clear_sessions(timestamp=0)
    assert OpenIdAttempt.objects.count() == 2
    with acting_as(replace(SYSTEM, clock=middleware.clock)) as system:
        clear_away(system)
    assert OpenIdAttempt.objects.count() == 1


@pytest.mark.requirement("IDN-05", "IDN-52")
def test_no_failure_and_no_success_writes_anything_about_anybody_into_the_log(
    journey: Journey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets: set[str] = {NUMBER, "มาลี", "สวนสวย", "Malee", "a-code", "an-access-token"}
    changes: list[dict[str, Any]] = [
        {"claims": {"nonce": "another"}},
        {"claims": {"aud": "another"}},
        {"claims": {"iss": NUMBER}},
        {"claims": {"exp": 1}},
        {"claims": {"pid": None}},
        {"claims": {"pid": NUMBER[::-1]}},
        {"claims": {"given_name": f"มาลี{NUMBER}\x00"}},
        {"claims": {"given_name": None, "given_name_en": None}},
        {"algorithm": "none"},
        {"answer": {"id_token": f"garbage.{NUMBER}"}},
        {"pages": {"/token/": saying(400, json={"error": "invalid_grant", "error_description": NUMBER})}},
        {"pages": {"/token/": saying(500, text=f"<h1>{NUMBER}</h1>")}},
        {"pages": {"/token/": saying(200, text=NUMBER)}},
        {"pages": {"/token/": raising(httpx.ReadTimeout(f"while reading {NUMBER}"))}},
        {"pages": {"/token/": raising(httpx.ConnectError(f"to {NUMBER}"))}},
        {},
    ]
    algorithm = journey.issuer.algorithm
    for change in changes:
        begun = Journey(journey.issuer)
        journey.issuer.claims, journey.issuer.answer, journey.issuer.pages = {}, {}, {}
        journey.issuer.algorithm = algorithm
        begun.begin()
        for name, value in change.items():
            setattr(journey.issuer, name, value)
        secrets |= {begun.sent[name] for name in ("state", "nonce", "code_challenge")}
        begun.come_back(note=NUMBER)
        begun.come_back(error=NUMBER, error_description=NUMBER)
    formatter = import_string(settings.LOGGING["formatters"]["json"]["()"])()
    written = "\n".join([caplog.text, *(formatter.format(record) for record in caplog.records)])
    assert f"sign-in by {journey.issuer.provider.value}: nonce" in written
    assert [secret for secret in secrets if secret in written] == []
    assert "id_token" not in written
    assert "?" not in "".join(record.getMessage() for record in caplog.records)


@pytest.mark.requirement("IDN-12", "IDN-13")
def test_a_temporary_account_of_whom_the_provider_names_is_permanent_from_then_on(journey: Journey) -> None:
    account = make_account(make_person(number=NUMBER), temporary_until=SYSTEM.today() - timedelta(days=1))
    assert journey.begin("/my/cases/").come_back()["Location"] == "/my/cases/"
    account.refresh_from_db()
    assert account.temporary_until is None
    assert journey.browser.get("/my/cases/").status_code == 200
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="account.made_permanent", object_id=str(account.pk)).count() == 1


@pytest.mark.requirement("IDN-05")
def test_an_answer_of_one_provider_is_none_of_the_other(journey: Journey) -> None:
    journey.begin()
    (other,) = set(Provider) - {journey.issuer.provider}
    answer = journey.browser.get(f"{PLACES[other]}callback?code=a-code&state={journey.sent['state']}")
    assert answer["Location"] == f"{PLACES[other]}failed/"
    assert journey.browser.get(answer["Location"]).context["told"].failure is Failure.ATTEMPT_UNKNOWN
    assert journey.come_back()["Location"] == "/account/start/"


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


@pytest.mark.requirement("IDN-05", "IDN-52")
def test_a_number_that_digital_id_has_not_checked_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(make_person(number=NUMBER), username="the.owner")
    issuer = FakeIssuer(Provider.DIGITAL_ID, claims={"citizen_id_verified": False})
    serve(issuer, monkeypatch)
    Journey(issuer).begin().fails_with(Failure.UNPROVEN)


@pytest.mark.requirement("IDN-13", "IDN-12")
class TestProving:
    """Whoever registered by name alone proves with a provider who they are."""

    def signed_in(self, journey: Journey, **given: Any) -> Account:
        with acting_as(SYSTEM):
            stated = enter_person_as_stated(
                SYSTEM, kind="thai", born=PartialDate(1990, 5, 4), given_name="มา", family_name="สวน"
            )
        account = make_account(stated, temporary_until=SYSTEM.today(), **given)
        sign_in(journey.browser, account, method="password")
        return account

    def prove(self, journey: Journey) -> Any:
        answer = journey.browser.post(journey.place, {"next": "/my/cases/", "prove": "1"})
        query = parse_qs(urlsplit(answer["Location"]).query)
        journey.sent = {name: values[0] for name, values in query.items()}
        journey.issuer.nonce = journey.sent["nonce"]
        return journey.come_back()

    def test_the_account_is_permanent_and_bears_the_name_on_the_card(self, journey: Journey) -> None:
        account = self.signed_in(journey)
        assert self.prove(journey)["Location"] == "/my/cases/"
        proven = Account.objects.select_related("person").get()
        assert (proven.pk, proven.temporary_until) == (account.pk, None)
        assert proven.person is not None
        assert proven.person.given_name == "มาลี"
        assert proven.person.verified_source == journey.issuer.provider.value

    def test_who_was_entered_before_with_that_number_is_joined(self, journey: Journey) -> None:
        known = make_person(number=NUMBER)
        account = self.signed_in(journey)
        self.prove(journey)
        account.refresh_from_db()
        assert account.person_id == known.pk

    def test_an_ended_account_opens_by_it(self, journey: Journey) -> None:
        account = self.signed_in(journey)
        Account.objects.update(temporary_until=SYSTEM.today() - timedelta(days=1))
        assert self.prove(journey)["Location"] == "/my/cases/"
        account.refresh_from_db()
        assert account.temporary_until is None

    def test_two_accounts_are_not_joined(self, journey: Journey) -> None:
        other = make_account(make_person(number=NUMBER))
        account = self.signed_in(journey)
        page = journey.told(self.prove(journey))
        assert page.context["told"].failure is Failure.NUMBER_IN_USE
        account.refresh_from_db()
        assert account.temporary_until is not None
        assert account.person_id != other.person_id

    def test_another_sign_in_of_the_same_browser_proves_nothing(self, journey: Journey) -> None:
        account = self.signed_in(journey)
        journey.browser.post(journey.place, {"prove": "1"})
        journey.begin().come_back()
        account.refresh_from_db()
        assert account.temporary_until is not None
        assert Account.objects.count() == 2
