"""What ends a sign-in by a provider: told with a way back, and nobody signed in."""

import logging
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.issuers.openid import Failure
from tidtam.kernel.issuers.tests.issuer import NUMBER, FakeIssuer, raising, saying
from tidtam.kernel.issuers.tests.journeys import PLACES, Journey, issuer, journey, later, serve
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person

__all__ = ["issuer", "journey"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-02")]


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


def test_a_locked_account_is_not_opened_by_a_provider(journey: Journey) -> None:
    account = make_account(make_person(number=NUMBER))
    with acting_as(SYSTEM):
        lock_account(SYSTEM, account)
    assert journey.begin().come_back()["Location"] == "/account/sign-in/"
    assert journey.browser.get("/account/sign-in/").context["ended"] == "closed"
    assert not journey.is_signed_in


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


@pytest.mark.requirement("IDN-05")
def test_an_answer_of_one_provider_is_none_of_the_other(journey: Journey) -> None:
    journey.begin()
    (other,) = set(Provider) - {journey.issuer.provider}
    answer = journey.browser.get(f"{PLACES[other]}callback?code=a-code&state={journey.sent['state']}")
    assert answer["Location"] == f"{PLACES[other]}failed/"
    assert journey.browser.get(answer["Location"]).context["told"].failure is Failure.ATTEMPT_UNKNOWN
    assert journey.come_back()["Location"] == "/account/start/"


@pytest.mark.requirement("IDN-05", "IDN-52")
def test_a_number_that_digital_id_has_not_checked_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(make_person(number=NUMBER), username="the.owner")
    issuer = FakeIssuer(Provider.DIGITAL_ID, claims={"citizen_id_verified": False})
    serve(issuer, monkeypatch)
    Journey(issuer).begin().fails_with(Failure.UNPROVEN)
