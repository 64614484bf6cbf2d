"""The real client against the sandbox as a living process: they were written apart and must understand each other."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.fixtures.digital_id import SAMPLE, DigitalIdSandbox
from tests.fixtures.thaid import PERSON, ThaidSandbox
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account
from tidtam.kernel.issuers.openid import Failure, OpenIdClient
from tidtam.kernel.issuers.tests.issuer import DIALECTS
from tidtam.kernel.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-02", "IDN-43")]
PLACES = {Provider.THAID: "/account/thaid/", Provider.DIGITAL_ID: "/account/digital-id/"}
Sandbox = ThaidSandbox | DigitalIdSandbox


@pytest.fixture(params=Provider, ids=str)
def provider(request: pytest.FixtureRequest) -> Provider:
    return Provider(request.param)


@pytest.fixture
def sandbox(provider: Provider, request: pytest.FixtureRequest) -> Sandbox:
    found: Sandbox = request.getfixturevalue(f"{provider.value}_sandbox")
    return found


@pytest.fixture
def place(provider: Provider) -> str:
    return PLACES[provider]


@pytest.fixture
def browser(provider: Provider, sandbox: Sandbox, place: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    client = OpenIdClient(
        DIALECTS[provider],
        issuer=sandbox.issuer,
        client_id="tidtam",
        client_secret="sandbox-only",
        redirect_uri=f"{settings.ENVIRONMENT.base_url}{place}callback",
        require_nonce=True,
    )
    monkeypatch.setattr("tidtam.kernel.issuers.views.openid.client_of", {provider: client}.__getitem__)
    return Client()


def come_back(browser: Client, address: str) -> str:
    """Opens the address that the sandbox sent the browser to; tells where that leads."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == settings.ENVIRONMENT.base_url
    return str(browser.get(f"{parts.path}?{parts.query}")["Location"])


@pytest.mark.requirement("IDN-03", "IDN-04")
def test_sign_in_consent_and_be_where_one_was_going(
    provider: Provider, browser: Client, sandbox: Sandbox, place: str
) -> None:
    sent = browser.post(place, {"next": "/t/abc"})["Location"]
    assert come_back(browser, sandbox.sign_in(sent)) == "/t/abc"
    person = Person.objects.get()
    known = PERSON if provider is Provider.THAID else SAMPLE
    assert (person.given_name, person.family_name) == (known["given_name"], known["family_name"])
    assert Account.objects.get().person_id == person.pk


@pytest.mark.parametrize("provider", [Provider.THAID])
def test_the_qr_code_expires_once_and_then_succeeds(browser: Client, sandbox: Sandbox, place: str) -> None:
    assert isinstance(sandbox, ThaidSandbox)
    desktop, phone = sandbox.desktop(), sandbox.phone()
    desktop.open(browser.post(place)["Location"])
    late = desktop.typed_code()
    sandbox.set_clock_ahead(120)
    assert "location" not in phone.scan(late).headers
    sandbox.set_clock_ahead(0)
    again = browser.post(place)["Location"]
    assert come_back(browser, sandbox.sign_in(again)) == "/account/start/"


@pytest.mark.requirement("IDN-05")
def test_who_refuses_there_reads_so_here(browser: Client, sandbox: Sandbox, place: str) -> None:
    back = sandbox.refuse(browser.post(place)["Location"])
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
    browser: Client, sandbox: Sandbox, place: str, fault: str, failure: Failure
) -> None:
    sandbox.arm(fault)
    sent = browser.post(place)["Location"]
    assert told(browser, sandbox.sign_in(sent)) is failure
    assert not Person.objects.exists()


def test_an_expiry_that_is_a_point_in_time_does_no_harm(browser: Client, sandbox: Sandbox, place: str) -> None:
    sandbox.arm("expiry_as_time")
    assert come_back(browser, sandbox.sign_in(browser.post(place)["Location"])) == "/account/start/"


def test_new_keys_are_found_by_themselves(browser: Client, sandbox: Sandbox, place: str) -> None:
    sandbox.new_key()
    assert come_back(browser, sandbox.sign_in(browser.post(place)["Location"])) == "/account/start/"


@pytest.mark.requirement("IDN-05")
@pytest.mark.parametrize(
    ("fault", "failure"),
    [("down", Failure.PROVIDER), ("garbage", Failure.GARBAGE), ("slow", Failure.SLOW)],
)
def test_a_service_that_is_down_slow_or_babbling_is_told_at_the_first_step(
    browser: Client, sandbox: Sandbox, place: str, fault: str, failure: Failure
) -> None:
    sandbox.arm(fault, **({"seconds": 5} if fault == "slow" else {}))
    answer = browser.post(place)
    assert answer["Location"] == f"{place}failed/"
    assert browser.get(answer["Location"]).context["told"].failure is failure


@pytest.mark.requirement("IDN-05")
def test_a_code_cannot_be_redeemed_twice(browser: Client, sandbox: Sandbox, place: str) -> None:
    back = sandbox.sign_in(browser.post(place)["Location"])
    assert come_back(browser, back) == "/account/start/"
    other = Client()
    begun = other.post(place)["Location"]
    state = dict(part.split("=", 1) for part in urlsplit(begun).query.split("&"))["state"]
    stolen = dict(part.split("=", 1) for part in urlsplit(back).query.split("&"))["code"]
    answer = other.get(f"{place}callback?code={stolen}&state={state}")
    assert other.get(answer["Location"]).context["told"].failure is Failure.CODE_REFUSED


@pytest.mark.parametrize("provider", [Provider.DIGITAL_ID])
def test_a_number_that_digital_id_has_not_checked_opens_nothing(browser: Client, sandbox: Sandbox, place: str) -> None:
    sandbox.arm("unproven")
    assert told(browser, sandbox.sign_in(browser.post(place)["Location"])) is Failure.UNPROVEN
    assert not Person.objects.exists()
