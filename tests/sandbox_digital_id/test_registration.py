"""The registration at Digital ID, as a browser walks it in the living process."""

from itertools import count
from urllib.parse import urlencode

import httpx
import psycopg
import pytest

from tests.fixtures.digital_id import CARD_CODE, PASSWORD, SAMPLE, DigitalIdSandbox, Visitor
from tests.fixtures.thaid import ThaidSandbox, query_of
from tidtam.thai.national_id import demo_number, display

pytestmark = pytest.mark.requirement("IDN-20")
STEPS = ("terms", "proofing", "details", "account", "mobile", "code", "review")
CALLBACK = "http://127.0.0.1:8000/account/digital-id/callback"
_numbers = count(1)


class Somebody:
    """An invented person who has registered nowhere yet, and their browser."""

    def __init__(self, sandbox: DigitalIdSandbox) -> None:
        nth = next(_numbers)
        self.sandbox, self.browser = sandbox, sandbox.browser()
        self.number, self.username = demo_number(921_000_000 + nth), f"somebody.{nth}"
        self.mobile = f"+6681{nth:07}"

    def up_to_the_code(self) -> Visitor:
        self.browser.register_up_to_the_code(self.number, self.username, f"0{self.mobile[3:]}")
        return self.browser

    def code(self) -> str:
        return self.sandbox.code_for(self.mobile)

    def wrong_code(self) -> str:
        return f"{(int(self.code()) + 1) % 1_000_000:06}"

    def type_code(self, code: str) -> httpx.Response:
        return self.browser.fill("code", code=code)

    def register(self) -> httpx.Response:
        self.up_to_the_code()
        self.type_code(self.code())
        return self.browser.fill("review")


@pytest.fixture
def somebody(digital_id_sandbox: DigitalIdSandbox) -> Somebody:
    person = Somebody(digital_id_sandbox)
    person.browser.http.cookies.set("sandbox_language", "en")
    return person


def goes_on_to(answer: httpx.Response, step: str) -> bool:
    return answer.status_code == 302 and answer.headers["location"] == f"/digital-id/register/{step}"


def refused(answer: httpx.Response, says: str) -> bool:
    return answer.status_code == 422 and says in answer.text


def authorization_url(sandbox: DigitalIdSandbox) -> str:
    asked = {"response_type": "code", "client_id": "tidtam", "redirect_uri": CALLBACK, "scope": "openid citizen_id"}
    return f"{sandbox.issuer}/connect/authorize?{urlencode({**asked, 'state': 's'})}"


def test_who_registers_on_the_way_goes_on_to_the_service(somebody: Somebody) -> None:
    browser = somebody.browser
    page = browser.open(authorization_url(somebody.sandbox))
    link = f"/digital-id/register/?sign_in={page.split('/')[-2]}"
    assert link in browser.get(page).text
    browser.get(link)
    done = somebody.register()
    assert "You have a Digital ID" in done.text
    assert f'href="{page}"' in done.text
    browser.sign_in(page, somebody.username, PASSWORD)
    assert query_of(browser.allow(page)).keys() == {"code", "state"}


def test_each_step_opens_when_those_before_it_are_done(somebody: Somebody) -> None:
    browser = somebody.browser
    assert browser.get("/digital-id/register/review").headers["location"] == "/digital-id/register/"
    assert goes_on_to(browser.get("/digital-id/register/"), "terms")
    for step in STEPS[1:]:
        assert browser.get(f"/digital-id/register/{step}").headers["location"] == "/digital-id/register/"
        assert browser.fill(step).headers["location"] == "/digital-id/register/"
    assert refused(browser.fill("terms"), "Without consent")
    assert goes_on_to(browser.fill("terms", agree="on"), "proofing")
    assert refused(browser.fill("proofing", proofing="service_point"), "A service point registers you")


def test_going_back_and_reloading_lose_nothing_and_show_no_secret(somebody: Somebody) -> None:
    browser = somebody.up_to_the_code()
    somebody.type_code(somebody.code())
    seen = {step: browser.get(f"/digital-id/register/{step}") for step in STEPS}
    assert {page.status_code for page in seen.values()} == {200}
    assert display(somebody.number) in seen["details"].text
    assert 'value="ละมัย"' in seen["details"].text
    assert f'value="{somebody.username}"' in seen["account"].text
    for text in (display(somebody.number), somebody.username, "ละมัย ทดลองงาม", "21 November"):
        assert text in seen["review"].text
    everything = "".join(page.text for page in seen.values())
    assert not [secret for secret in (CARD_CODE, PASSWORD, "digital_id$") if secret in everything]
    # Sent again unchanged: neither the code on the card nor the password is asked for once more.
    assert goes_on_to(browser.fill("details", **browser.details(somebody.number, laser_code="")), "account")
    assert goes_on_to(browser.fill("account", username=somebody.username, password="", repeated=""), "mobile")
    assert goes_on_to(browser.get("/digital-id/register/"), "review")


def test_changed_details_are_proven_anew(somebody: Somebody) -> None:
    browser = somebody.up_to_the_code()
    other = browser.details(somebody.number, family_name="อื่น", laser_code="")
    assert refused(browser.fill("details", **other), "Type the code on the back of the card")
    wrong = {**other, "laser_code": "JT0000000000"}
    assert refused(browser.fill("details", **wrong), "does not belong to the card")
    assert goes_on_to(browser.fill("details", **{**other, "laser_code": CARD_CODE}), "account")


@pytest.mark.parametrize(
    ("step", "changes", "says"),
    [
        ("details", {"citizen_id": "1234567890123"}, "national ID"),
        ("details", {"citizen_id": SAMPLE["citizen_id"]}, "a Digital ID with this number already"),
        ("details", {"birth_date": "21/11/2799"}, "error"),
        ("details", {"birth_date": "31/02/2527"}, "error"),
        ("details", {"laser_code": "JT12"}, "error"),
        ("details", {"given_name": ""}, "error"),
        ("account", {"username": "a b"}, "begin with a letter"),
        ("account", {"username": SAMPLE["username"].upper()}, "taken"),
        ("account", {"password": "short", "repeated": "short"}, "too short"),
        ("account", {"repeated": "another-password"}, "differ"),
        ("mobile", {"mobile": "02 123 4567"}, "error"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    somebody: Somebody, step: str, changes: dict[str, str], says: str
) -> None:
    browser = somebody.up_to_the_code()
    right = {
        "details": browser.details(somebody.number),
        "account": {"username": somebody.username, "password": PASSWORD, "repeated": PASSWORD},
        "mobile": {"mobile": somebody.mobile},
    }[step]
    assert refused(browser.fill(step, **{**right, **changes}), says)


class TestCode:
    """Six digits, five minutes, five tries, another one after sixty seconds."""

    def test_a_right_code_proves_the_number_it_was_sent_to(self, somebody: Somebody) -> None:
        browser = somebody.up_to_the_code()
        assert somebody.mobile not in browser.get("/digital-id/register/code").headers.get("location", "")
        assert goes_on_to(somebody.type_code(somebody.code()), "review")
        other = Somebody(somebody.sandbox).mobile
        assert goes_on_to(browser.fill("mobile", mobile=other), "code")
        assert browser.get("/digital-id/register/review").headers["location"] == "/digital-id/register/"

    def test_five_wrong_tries_spend_it(self, somebody: Somebody) -> None:
        somebody.up_to_the_code()
        wrong = somebody.wrong_code()
        for left in (4, 3, 2, 1, 0):
            assert refused(somebody.type_code(wrong), f"{left} tries are left")
        assert refused(somebody.type_code(somebody.code()), "too many wrong tries")

    def test_it_is_good_for_five_minutes(self, somebody: Somebody) -> None:
        somebody.up_to_the_code()
        somebody.sandbox.set_clock_ahead(301)
        assert refused(somebody.type_code(somebody.code()), "has expired")
        somebody.sandbox.set_clock_ahead(290)
        assert goes_on_to(somebody.type_code(somebody.code()), "review")

    def test_it_is_good_once(self, somebody: Somebody) -> None:
        somebody.up_to_the_code()
        assert goes_on_to(somebody.type_code(somebody.code()), "review")
        assert refused(somebody.type_code(somebody.code()), "has expired")

    def test_another_one_comes_after_a_minute_and_ends_the_first(self, somebody: Somebody) -> None:
        browser = somebody.up_to_the_code()
        first = somebody.code()
        again = browser.post("/digital-id/register/code/again")
        assert (again.status_code, "A code was sent a moment ago" in again.text) == (429, True)
        somebody.sandbox.set_clock_ahead(61)
        assert goes_on_to(browser.post("/digital-id/register/code/again"), "code")
        if somebody.code() != first:
            assert refused(somebody.type_code(first), "This is not the code")
        assert goes_on_to(somebody.type_code(somebody.code()), "review")

    def test_the_code_of_another_registration_is_none(self, somebody: Somebody) -> None:
        somebody.up_to_the_code()
        thief = Somebody(somebody.sandbox)
        thief.browser.http.cookies.set("sandbox_language", "en")
        thief.up_to_the_code()
        if thief.code() != somebody.code():
            assert refused(thief.type_code(somebody.code()), "This is not the code")
        # Nor for the same number: the code went to the other browser's registration.
        thief.browser.fill("mobile", mobile=somebody.mobile)
        assert refused(thief.type_code(somebody.code()), "has expired")

    def test_a_number_is_no_target_whoever_asks(self, somebody: Somebody) -> None:
        somebody.up_to_the_code()
        for minute in range(1, 7):
            somebody.sandbox.set_clock_ahead(minute * 61)
            other = Somebody(somebody.sandbox)
            other.mobile = somebody.mobile
            other.up_to_the_code()
        assert len(somebody.sandbox.gateway.texts_to(somebody.mobile)) == 5

    def test_a_gateway_that_is_down_is_told_and_nothing_is_lost(self, somebody: Somebody) -> None:
        somebody.sandbox.arm("sms_down")
        browser = somebody.up_to_the_code()
        assert refused(browser.fill("mobile", mobile=somebody.mobile), "could not be sent")
        somebody.sandbox.reset()
        browser.fill("mobile", mobile=somebody.mobile)
        assert goes_on_to(somebody.type_code(somebody.code()), "review")


def test_the_code_on_the_card_and_the_password_are_kept_nowhere(
    somebody: Somebody, thaid_process: ThaidSandbox
) -> None:
    somebody.register()
    unfinished = Somebody(somebody.sandbox)
    unfinished.up_to_the_code()
    with psycopg.connect(thaid_process.database_url) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'digital_id_sandbox_%'"
        ).fetchall()
        reading = psycopg.sql.SQL("SELECT t::text FROM {} t")
        rows = [connection.execute(reading.format(psycopg.sql.Identifier(name))).fetchall() for (name,) in tables]
    kept = str(rows)
    assert somebody.number in kept
    assert unfinished.number in kept
    assert not [secret for secret in ("9123456789", PASSWORD, unfinished.code()) if secret in kept]


def test_two_who_want_one_user_name_are_told_apart_at_the_end(somebody: Somebody) -> None:
    somebody.up_to_the_code()
    somebody.type_code(somebody.code())
    quicker = Somebody(somebody.sandbox)
    quicker.username = somebody.username
    quicker.register()
    assert refused(somebody.browser.fill("review"), "in the meantime")


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_has_a_title_a_language_and_no_foreign_source(somebody: Somebody, language: str) -> None:
    browser = somebody.up_to_the_code()
    browser.http.cookies.set("sandbox_language", language)
    sign_in = browser.open(authorization_url(somebody.sandbox))
    for path in ("/digital-id/", sign_in, *(f"/digital-id/register/{step}" for step in STEPS[:6])):
        page = browser.get(path)
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
        assert page.text.count("<h1") == 1
        assert "//" not in "".join(part.split('"')[0] for part in page.text.split('src="')[1:])
        assert "default-src 'self'" in page.headers["content-security-policy"]
