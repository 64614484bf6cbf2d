"""The phone's lock: its PIN, wrong ones, and a forgotten one."""

import re
import secrets

import httpx
import pytest

from tests.fixtures.thaid import PERSON, PIN, PhoneBrowser, ThaidSandbox
from tidtam.thai.national_id import demo_number

from .phoning import GOOD_PIN, Registration, card, registration
from .relying_party import RelyingParty

__all__ = ["registration"]

pytestmark = pytest.mark.requirement("IDN-40")


class TestPin:
    @pytest.mark.parametrize(
        ("pin", "said"),
        [
            ("11112945", "1111"),
            ("29455555", "55555"),
            ("12342945", "1234"),
            ("29456789", "456789"),
            ("43212945", "4321"),
            ("29450987", "8 หลัก"),
            ("29459876", "9876"),
            ("2718284", "ขณะนี้มี 7 หลัก"),
            ("271828459", "ขณะนี้มี 9 หลัก"),
            ("2718284x", "ตัวเลขเท่านั้น"),
            ("๒๗๑๘๒๘๔๕", "ตัวเลขเท่านั้น"),
            ("", "ตัวเลขเท่านั้น"),
        ],
    )
    def test_an_easy_pin_is_refused_and_told_why(self, registration: Registration, pin: str, said: str) -> None:
        registration.reach("pin", card(920_000_006))
        if pin == "29450987":  # a run of three, and 0 does not follow 9
            assert registration.step("pin", {"pin": pin}).status_code == 302
            return
        refused = registration.step("pin", {"pin": pin})
        assert refused.status_code == 422
        assert said in re.findall(r'role="alert">([^<]+)', refused.text)[0]

    def test_both_entries_must_be_equal(self, registration: Registration) -> None:
        registration.reach("pin-again", card(920_000_006))
        refused = registration.step("pin-again", {"pin": "27182846"})
        assert (refused.status_code, "ไม่ตรงกับครั้งแรก" in refused.text) == (422, True)
        assert registration.step("pin-again", {"pin": GOOD_PIN}).status_code == 302

    def test_another_first_pin_must_be_repeated_again(self, registration: Registration) -> None:
        registration.reach("consent", card(920_000_006))
        registration.step("pin", {"pin": "90817263"})
        assert registration.open_step() == "pin-again"

    def test_consent_needs_the_pin(self, registration: Registration) -> None:
        registration.reach("consent", card(920_000_007))
        assert registration.step("consent", {"pin": "90817263"}).status_code == 422
        assert registration.get("/phone/home").headers["location"] == "/phone"


class TestLock:
    @pytest.fixture
    def pid(self, thaid_sandbox: ThaidSandbox) -> str:
        """A person whom only this test meets."""
        number = demo_number(930_000_000 + secrets.randbelow(9_000_000))
        thaid_sandbox.seed([{**PERSON, "pid": number}])
        return number

    @pytest.fixture
    def phone(self, thaid_sandbox: ThaidSandbox, pid: str) -> PhoneBrowser:
        return thaid_sandbox.phone(pid)

    def test_the_pin_opens_the_app_and_time_locks_it(self, thaid_sandbox: ThaidSandbox, phone: PhoneBrowser) -> None:
        assert "นายกานต์ ทดลองดี" in phone.get("/phone/home").text
        thaid_sandbox.set_clock_ahead(601)
        for page in ("home", "documents", "notices", "settings", "settings/pin", "scan"):
            locked = phone.get(f"/phone/{page}")
            assert locked.headers["location"].startswith("/phone/unlock?next=")
            assert "ทดลองดี" not in locked.text

    def test_the_lock_button_locks(self, phone: PhoneBrowser) -> None:
        phone.post("/phone/lock")
        assert phone.get("/phone/home").status_code == 302

    def test_wrong_pins_slow_down_ever_more(self, thaid_sandbox: ThaidSandbox, phone: PhoneBrowser) -> None:
        ahead = 0
        for minutes in (1, 5, 30, 30):
            said = [phone.unlock("00000000").text for _try in range(3)]
            assert "ลองได้อีก 2 ครั้ง" in said[0]
            assert f"อีก {minutes} นาที" in said[2]
            assert f"อีก {minutes} นาที" in phone.unlock(PIN).text
            ahead += minutes * 60 + 1
            thaid_sandbox.set_clock_ahead(ahead)
        assert phone.unlock(PIN).status_code == 302
        assert "ลองได้อีก 2 ครั้ง" in phone.unlock("00000000").text

    def test_the_pin_is_changed_under_the_same_rules(self, phone: PhoneBrowser) -> None:
        def change(pin: str, new: str, again: str) -> httpx.Response:
            return phone.post("/phone/settings/pin", {"pin": pin, "new_pin": new, "new_pin_again": again})

        assert "1234" in change(PIN, "12342945", "12342945").text
        assert "ไม่ตรงกัน" in change(PIN, GOOD_PIN, "27182846").text
        assert "ลองได้อีก" in change("00000000", GOOD_PIN, GOOD_PIN).text
        assert change(PIN, GOOD_PIN, GOOD_PIN).status_code == 200
        phone.post("/phone/lock")
        assert phone.unlock(PIN).status_code == 422
        assert phone.unlock(GOOD_PIN).status_code == 302

    def test_biometric_unlock_is_a_choice_and_opens_only_the_app(self, phone: PhoneBrowser) -> None:
        phone.post("/phone/lock")
        assert phone.post("/phone/unlock", {"face": "1"}).status_code == 422
        phone.unlock(PIN)
        phone.post("/phone/settings", {"unlocks_by_face": "on"})
        phone.post("/phone/lock")
        assert "ปลดล็อกด้วยใบหน้า" in phone.get("/phone/unlock").text
        assert phone.post("/phone/unlock", {"face": "1"}).status_code == 302
        assert phone.get("/phone/home").status_code == 200

    def test_notices_tell_of_sign_ins_unless_switched_off(
        self, thaid_sandbox: ThaidSandbox, phone: PhoneBrowser, pid: str, service: RelyingParty
    ) -> None:
        thaid_sandbox.sign_in(service.authorization_url(), pid)
        thaid_sandbox.refuse(service.authorization_url(), pid)
        told = phone.get("/phone/notices").text
        assert "ท่านเข้าสู่ระบบของบริการนี้" in told
        assert told.count("ท่านปฏิเสธคำขอ") == 1
        phone.post("/phone/settings", {})
        thaid_sandbox.refuse(service.authorization_url(), pid)
        told = phone.get("/phone/notices").text
        assert told.count("ท่านปฏิเสธคำขอ") == 1
        assert "ปิดการแจ้งเตือนอยู่" in told

    def test_documents_show_card_and_house_register(self, phone: PhoneBrowser) -> None:
        page = phone.get("/phone/documents").text
        assert "บัตรประจำตัวประชาชน" in page
        assert str(PERSON["address"]) in page


def test_whoever_forgot_the_pin_registers_again_and_the_old_pin_ends(
    thaid_sandbox: ThaidSandbox, registration: Registration
) -> None:
    person = {**PERSON, "pid": demo_number(900_000_301)}
    thaid_sandbox.seed([person])
    facts = {name: str(value) for name, value in person.items()}
    registration.reach("consent", {**facts, "birthdate": "21/3/2527"})
    registration.step("consent", {"pin": GOOD_PIN})
    phone = thaid_sandbox.phone(person["pid"], GOOD_PIN)
    assert phone.get("/phone/home").status_code == 200
    phone.post("/phone/lock")
    assert phone.unlock(PIN).status_code == 422
