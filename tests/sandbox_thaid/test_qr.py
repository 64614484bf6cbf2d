"""The QR code on the desktop and the phone that answers it: what each side shows, and who gets signed in."""

import re

import httpx
import pytest

from tests.fixtures.thaid import OWN_PERSONS, PERSON, PIN, Desktop, PhoneBrowser, ThaidSandbox, query_of

from .relying_party import RelyingParty

pytestmark = pytest.mark.requirement("IDN-41")
OTHER_PID = str(OWN_PERSONS[1]["pid"])


@pytest.fixture
def desktop(thaid_sandbox: ThaidSandbox, service: RelyingParty) -> Desktop:
    desktop = thaid_sandbox.desktop()
    assert desktop.open(service.authorization_url()).status_code == 200
    return desktop


@pytest.fixture
def phone(thaid_sandbox: ThaidSandbox) -> PhoneBrowser:
    return thaid_sandbox.phone()


def consent_page(phone: PhoneBrowser, code: str) -> str:
    response = phone.scan(code)
    assert response.status_code == 302, response.text
    return str(response.headers["location"])


@pytest.mark.requirement("IDN-02")
def test_the_page_shows_the_code_its_countdown_and_the_same_code_to_type(desktop: Desktop) -> None:
    page = desktop.show().text
    assert 'class="qr-picture"' in page
    assert re.search(r"<strong data-countdown>(59|60) ", page)
    assert desktop.typed_code() in page
    assert desktop.state()["stage"] == "waiting"


def test_the_phone_shows_who_asks_for_what_and_the_pin_signs_the_desktop_in(
    desktop: Desktop, phone: PhoneBrowser, service: RelyingParty
) -> None:
    address = consent_page(phone, desktop.typed_code())
    assert desktop.state()["stage"] == "scanned"
    page = phone.get(address).text
    for shown in ("ติดตาม", "0-9990-00000-01-9", "นายกานต์ ทดลองดี", "21 มี.ค. 2527"):
        assert shown in page

    assert phone.consent(address, PIN).status_code == 302
    assert desktop.show().headers["location"].endswith("/continue")
    assert service.claims(desktop.continue_to_service())["pid"] == PERSON["pid"]
    assert desktop.show().status_code == 410
    assert desktop.get(f"{desktop.page}continue").headers["location"] in desktop.page


def test_the_scanned_address_does_the_same_as_the_typed_code(desktop: Desktop, phone: PhoneBrowser) -> None:
    scanned = phone.get(desktop.scan_address())
    assert "/phone/consent/" in scanned.headers["location"]
    assert desktop.state()["stage"] == "scanned"


def test_a_locked_phone_asks_for_the_pin_first_and_then_goes_on(desktop: Desktop, thaid_sandbox: ThaidSandbox) -> None:
    phone = PhoneBrowser(thaid_sandbox.url)
    phone.belong_to(str(PERSON["pid"]))
    locked = phone.get(desktop.scan_address())
    assert locked.headers["location"].startswith("/phone/unlock?next=")
    opened = phone.post(locked.headers["location"], {"pin": PIN})
    assert opened.headers["location"].startswith("/phone/scan?code=")
    assert "/phone/consent/" in phone.get(opened.headers["location"]).headers["location"]


@pytest.mark.parametrize(
    "next_page", ["https://evil.example.invalid/", "//evil.example.invalid", "/log", "javascript:1"]
)
def test_the_pin_never_leads_away_from_the_phone(thaid_sandbox: ThaidSandbox, next_page: str) -> None:
    phone = PhoneBrowser(thaid_sandbox.url)
    phone.belong_to(str(PERSON["pid"]))
    assert phone.post("/phone/unlock", {"pin": PIN, "next": next_page}).headers["location"] == "/phone/home"


@pytest.mark.requirement("IDN-02", "IDN-41")
class TestExpiry:
    def test_an_expired_code_is_said_to_be_on_both_sides_and_signs_nobody_in(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, phone: PhoneBrowser
    ) -> None:
        code = desktop.typed_code()
        thaid_sandbox.set_clock_ahead(61)
        page = desktop.show().text
        assert "QR Code หมดอายุ" in page
        assert page.count("<form") == 3  # language, a new code, cancel
        phone.unlock(PIN)
        refused = phone.scan(code)
        assert (refused.status_code, "QR Code หมดอายุแล้ว" in refused.text) == (422, True)
        assert desktop.get(f"{desktop.page}continue").headers["location"] in desktop.page

    def test_one_button_makes_a_new_code_and_the_old_one_is_worth_nothing(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, phone: PhoneBrowser, service: RelyingParty
    ) -> None:
        old_code, old_address = desktop.typed_code(), desktop.scan_address()
        thaid_sandbox.set_clock_ahead(61)
        desktop.post(f"{desktop.page}renew")
        phone.unlock(PIN)
        assert desktop.typed_code() != old_code
        assert phone.scan(old_code).status_code == phone.get(old_address).status_code == 422
        phone.consent(consent_page(phone, desktop.typed_code()), PIN)
        assert service.claims(desktop.continue_to_service())["pid"] == PERSON["pid"]

    def test_a_code_that_still_works_is_not_replaced(self, desktop: Desktop) -> None:
        code = desktop.typed_code()
        desktop.post(f"{desktop.page}renew")
        assert desktop.typed_code() == code

    def test_consent_has_its_own_limit(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, phone: PhoneBrowser
    ) -> None:
        address = consent_page(phone, desktop.typed_code())
        thaid_sandbox.set_clock_ahead(121)
        late = phone.consent(address, PIN)
        assert (late.status_code, "หมดเวลายืนยัน" in late.text) == (422, True)
        assert desktop.state()["stage"] == "expired"
        desktop.post(f"{desktop.page}renew")
        assert phone.get(address).status_code == 404

    def test_a_forgotten_request_ends(self, thaid_sandbox: ThaidSandbox, desktop: Desktop) -> None:
        thaid_sandbox.set_clock_ahead(901)
        assert desktop.show().status_code == 410


class TestNobodyElse:
    def test_a_browser_that_did_not_open_the_page_gets_neither_page_nor_result(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, phone: PhoneBrowser, service: RelyingParty
    ) -> None:
        thief = thaid_sandbox.desktop()
        thief.open(service.authorization_url())
        phone.consent(consent_page(phone, desktop.typed_code()), PIN)
        for name in ("", "state", "continue"):
            assert thief.get(f"{desktop.page}{name}").status_code == 404
        assert httpx.get(f"{desktop.page}continue").status_code == 404
        assert service.claims(desktop.continue_to_service())["pid"] == PERSON["pid"]

    @pytest.mark.parametrize("code", ["AAAA-AAAA", "0", "%", "ติดตาม", "x" * 10_000, "\0", "😀", "' OR 1=1 --"])
    def test_a_forged_code_finds_nothing(self, phone: PhoneBrowser, code: str) -> None:
        assert phone.scan(code).status_code == 422

    def test_a_code_belongs_to_the_phone_that_scanned_it_first(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, phone: PhoneBrowser
    ) -> None:
        code = desktop.typed_code()
        address = consent_page(phone, code)
        other = thaid_sandbox.phone(OTHER_PID)
        refused = other.scan(code)
        assert (refused.status_code, "ถูกใช้ไปแล้ว" in refused.text) == (422, True)
        assert other.get(address).status_code == 404
        assert other.consent(address, PIN).status_code == 404
        assert desktop.state()["stage"] == "scanned"
        assert consent_page(phone, code) == address  # the same phone may look again

    def test_a_used_code_signs_nobody_in_again(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, phone: PhoneBrowser
    ) -> None:
        code = desktop.typed_code()
        address = consent_page(phone, code)
        phone.consent(address, PIN)
        assert phone.scan(code).status_code == 422
        assert phone.consent(address, PIN).status_code == 422  # sent twice
        assert "code" in query_of(desktop.continue_to_service())
        assert thaid_sandbox.phone(OTHER_PID).scan(code).status_code == 422


class TestRefusals:
    def test_a_refusal_is_shown_on_both_sides_and_told_to_the_service(
        self, desktop: Desktop, phone: PhoneBrowser, service: RelyingParty
    ) -> None:
        address = consent_page(phone, desktop.typed_code())
        phone.refuse(address)
        assert "คำขอถูกปฏิเสธบนโทรศัพท์" in phone.get(address).text
        assert "คำขอถูกปฏิเสธบนโทรศัพท์" in desktop.show().text
        assert query_of(desktop.continue_to_service()) == {"error": "user_denied", "state": service.state}

    def test_a_wrong_pin_is_shown_on_both_sides_and_can_be_mended(
        self, desktop: Desktop, phone: PhoneBrowser, service: RelyingParty
    ) -> None:
        address = consent_page(phone, desktop.typed_code())
        wrong = phone.consent(address, "00000000")
        assert (wrong.status_code, "ลองได้อีก 2 ครั้ง" in wrong.text) == (422, True)
        assert desktop.state()["stage"] == "wrong_pin"
        assert "ไม่ถูกต้อง" in desktop.show().text
        phone.consent(address, PIN)
        assert service.claims(desktop.continue_to_service())["pid"] == PERSON["pid"]

    def test_three_wrong_pins_end_the_request(
        self, thaid_sandbox: ThaidSandbox, desktop: Desktop, service: RelyingParty
    ) -> None:
        phone = thaid_sandbox.phone(OTHER_PID)
        address = consent_page(phone, desktop.typed_code())
        pages = [phone.consent(address, pin).text for pin in ("00000000", "1", "99999999")]
        assert "โปรดลองใหม่ในอีก 1 นาที" in pages[-1]
        assert desktop.state()["stage"] == "failed"
        assert query_of(desktop.continue_to_service()) == {"error": "access_denied", "state": service.state}

        again = thaid_sandbox.desktop()
        again.open(service.authorization_url())
        address = consent_page(phone, again.typed_code())
        assert phone.consent(address, PIN).status_code == 422  # even the right PIN has to wait
        thaid_sandbox.set_clock_ahead(61)
        assert phone.consent(address, PIN).status_code == 302

    def test_the_desktop_can_cancel(self, desktop: Desktop, phone: PhoneBrowser, service: RelyingParty) -> None:
        address = consent_page(phone, desktop.typed_code())
        desktop.post(f"{desktop.page}cancel")
        assert phone.consent(address, PIN).status_code == 422
        assert query_of(desktop.continue_to_service()) == {"error": "user_denied", "state": service.state}


def test_without_javascript_the_page_renews_itself(desktop: Desktop, phone: PhoneBrowser) -> None:
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in desktop.show().text
    phone.refuse(consent_page(phone, desktop.typed_code()))
    assert "http-equiv" not in desktop.show().text  # a person reads what happened, and goes on
    assert re.search(r'<a class="button" href="[^"]+/continue">', desktop.show().text)
