"""The real client against the sandbox as a living process: they were written apart and must understand each other."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.fixtures.thaid import PERSON, PIN, ThaidSandbox
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.thaid import Failure
from tidtam.kernel.identity.thaid.client import ThaidClient
from tidtam.kernel.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-02", "IDN-43")]
BEGIN = "/account/thaid/"


@pytest.fixture
def browser(thaid_sandbox: ThaidSandbox, monkeypatch: pytest.MonkeyPatch) -> Client:
    provider = ThaidClient(
        issuer=thaid_sandbox.issuer,
        client_id=settings.ENVIRONMENT.thaid_client_id,
        client_secret=settings.ENVIRONMENT.thaid_client_secret,
        redirect_uri=f"{settings.ENVIRONMENT.base_url}/account/thaid/callback",
        require_nonce=True,
    )
    monkeypatch.setattr("tidtam.kernel.identity.views.thaid.provider", lambda: provider)
    return Client()


def come_back(browser: Client, address: str) -> str:
    """Opens the address that the sandbox sent the browser to; tells where that leads."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == settings.ENVIRONMENT.base_url
    return str(browser.get(f"{parts.path}?{parts.query}")["Location"])


@pytest.mark.requirement("IDN-03", "IDN-04")
def test_scan_consent_and_be_where_one_was_going(browser: Client, thaid_sandbox: ThaidSandbox) -> None:
    sent = browser.post(BEGIN, {"next": "/t/abc"})["Location"]
    assert come_back(browser, thaid_sandbox.sign_in(sent)) == "/t/abc"
    person = Person.objects.get()
    assert (person.given_name, person.family_name) == (PERSON["given_name"], PERSON["family_name"])
    assert Account.objects.get().person_id == person.pk


def test_the_qr_code_expires_once_and_then_succeeds(browser: Client, thaid_sandbox: ThaidSandbox) -> None:
    desktop, phone = thaid_sandbox.desktop(), thaid_sandbox.phone()
    desktop.open(browser.post(BEGIN)["Location"])
    late = desktop.typed_code()
    thaid_sandbox.set_clock_ahead(120)
    assert "location" not in phone.scan(late).headers
    thaid_sandbox.set_clock_ahead(0)
    again = browser.post(BEGIN)["Location"]
    assert come_back(browser, thaid_sandbox.sign_in(again)) == "/account/start/"


@pytest.mark.requirement("IDN-05")
def test_who_refuses_on_the_phone_reads_so_on_the_desktop(browser: Client, thaid_sandbox: ThaidSandbox) -> None:
    back = thaid_sandbox.refuse(browser.post(BEGIN)["Location"])
    assert told(browser, back) is Failure.CANCELLED


def told(browser: Client, address: str) -> Failure:
    page = browser.get(come_back(browser, address))
    assert browser.get("/account/").status_code == 302
    failure = page.context["told"].failure
    assert isinstance(failure, Failure)
    return failure


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ("token_down", Failure.PROVIDER),
        ("token_garbage", Failure.GARBAGE),
        ("token_refused", Failure.CODE_REFUSED),
        ("missing_id_token", Failure.GARBAGE),
        ("wrong_key", Failure.SIGNATURE),
        ("unknown_kid", Failure.SIGNATURE),
        ("unsigned", Failure.SIGNATURE),
        ("wrong_nonce", Failure.NONCE),
        ("missing_nonce", Failure.NONCE),
        ("wrong_audience", Failure.AUDIENCE),
        ("wrong_issuer", Failure.ISSUER),
        ("wrong_at_hash", Failure.SIGNATURE),
        ("expired_token", Failure.TIME),
        ("bad_pid", Failure.BAD_NUMBER),
        ("no_pid", Failure.NO_NUMBER),
        ("wrong_state", Failure.ATTEMPT_UNKNOWN),
        ("missing_state", Failure.ATTEMPT_UNKNOWN),
        ("forged_code", Failure.CODE_REFUSED),
        ("server_error", Failure.PROVIDER),
        ("invalid_scope", Failure.SCOPE),
    ],
)
def test_each_fault_of_the_other_side_ends_on_a_page_that_says_so(
    browser: Client, thaid_sandbox: ThaidSandbox, fault: str, failure: Failure
) -> None:
    thaid_sandbox.arm(fault)
    sent = browser.post(BEGIN)["Location"]
    assert told(browser, thaid_sandbox.sign_in(sent, str(PERSON["pid"]), PIN)) is failure
    assert not Person.objects.exists()


def test_an_expiry_that_is_a_point_in_time_does_no_harm(browser: Client, thaid_sandbox: ThaidSandbox) -> None:
    thaid_sandbox.arm("expiry_as_time")
    assert come_back(browser, thaid_sandbox.sign_in(browser.post(BEGIN)["Location"])) == "/account/start/"


def test_new_keys_are_found_by_themselves(browser: Client, thaid_sandbox: ThaidSandbox) -> None:
    thaid_sandbox.new_key()
    assert come_back(browser, thaid_sandbox.sign_in(browser.post(BEGIN)["Location"])) == "/account/start/"


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize(
    ("fault", "failure"),
    [("down", Failure.PROVIDER), ("garbage", Failure.GARBAGE), ("slow", Failure.SLOW)],
)
def test_a_service_that_is_down_slow_or_babbling_is_told_at_the_first_step(
    browser: Client, thaid_sandbox: ThaidSandbox, fault: str, failure: Failure
) -> None:
    thaid_sandbox.arm(fault, **({"seconds": 5} if fault == "slow" else {}))
    answer = browser.post(BEGIN)
    assert answer["Location"] == "/account/thaid/failed/"
    assert browser.get(answer["Location"]).context["told"].failure is failure


@pytest.mark.requirement("IDN-05")
def test_a_code_cannot_be_redeemed_twice(browser: Client, thaid_sandbox: ThaidSandbox) -> None:
    back = thaid_sandbox.sign_in(browser.post(BEGIN)["Location"])
    assert come_back(browser, back) == "/account/start/"
    other = Client()
    begun = other.post(BEGIN)["Location"]
    state = dict(part.split("=", 1) for part in urlsplit(begun).query.split("&"))["state"]
    stolen = dict(part.split("=", 1) for part in urlsplit(back).query.split("&"))["code"]
    answer = other.get(f"/account/thaid/callback?code={stolen}&state={state}")
    assert other.get(answer["Location"]).context["told"].failure is Failure.CODE_REFUSED
