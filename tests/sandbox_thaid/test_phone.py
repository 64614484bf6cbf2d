"""The phone: its registration from the splash to the card, its lock, its settings."""

import io
import re
import secrets
from dataclasses import dataclass

import httpx
import pytest
from PIL import Image

from tests.fixtures.thaid import OWN_PERSONS, PERSON, PIN, PhoneBrowser, ThaidSandbox
from tidtam.thai.national_id import demo_number, display

from .relying_party import RelyingParty

pytestmark = pytest.mark.requirement("IDN-40")
GOOD_PIN = "27182845"
STEPS = ("way", "overview", "terms", "front", "back", "card", "face", "pin", "pin-again", "consent")


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#d7ebff").save(out, kind)
    return out.getvalue()


def card(n: int, **changes: str) -> dict[str, str]:
    return {
        "pid": display(demo_number(n)),
        "title": "นาง",
        "given_name": "แก้วตา",
        "family_name": "มาทดสอบ",
        "title_en": "Mrs.",
        "given_name_en": "Kaeota",
        "family_name_en": "Mathotsop",
        "birthdate": "๒๑ พ.ย. ๒๕๒๗",
        "gender": "female",
        "address": "1 ถนนตัวอย่าง",
        **changes,
    }


@dataclass
class Registration(PhoneBrowser):
    """A new phone on which somebody registers."""

    def step(self, key: str, data: dict[str, str] | None = None) -> httpx.Response:
        return self.post(f"/phone/register/{key}", data or {})

    def photograph(self, key: str, content: bytes | None = None) -> httpx.Response:
        token = {"csrfmiddlewaretoken": self.http.cookies["sandbox_csrf"]}
        files = {"picture": ("card.jpg", picture() if content is None else content, "image/jpeg")}
        return self.http.post(f"{self.base}/phone/register/{key}", data=token, files=files)

    def reach(self, wanted: str, facts: dict[str, str]) -> None:
        """Go on until `wanted` is the first step that is not done."""
        takers = {
            "terms": lambda: self.step("terms", {"terms": "on"}),
            "front": lambda: (self.photograph("front"), self.step("front", {"confirm": "1"}))[1],
            "back": lambda: (self.photograph("back"), self.step("back", {"confirm": "1"}))[1],
            "face": lambda: (self.photograph("face"), self.step("face", {"confirm": "1"}))[1],
            "card": lambda: self.step("card", facts),
            "pin": lambda: self.step("pin", {"pin": GOOD_PIN}),
            "pin-again": lambda: self.step("pin-again", {"pin": GOOD_PIN}),
        }
        for key in STEPS[: STEPS.index(wanted)]:
            response = takers[key]() if key in takers else self.step(key)
            assert response.status_code == 302, response.text
        assert self.open_step() == wanted

    def open_step(self) -> str:
        """Where the app goes on."""
        return str(self.get("/phone/register").headers["location"]).rpartition("/")[2]


@pytest.fixture
def registration(thaid_sandbox: ThaidSandbox) -> Registration:
    return Registration(thaid_sandbox.url)


def test_a_person_registers_and_signs_in_with_the_new_identity(
    thaid_sandbox: ThaidSandbox, registration: Registration, service: RelyingParty
) -> None:
    assert "ลงทะเบียนด้วยตนเอง" in registration.get("/phone/register/way").text
    registration.reach("consent", card(920_000_001))
    assert "แก้วตา มาทดสอบ" in registration.get("/phone/register/consent").text
    done = registration.step("consent", {"pin": GOOD_PIN})
    page = registration.get(done.headers["location"]).text
    assert display(demo_number(920_000_001)) in page
    assert "นางแก้วตา มาทดสอบ" in page
    assert registration.step("consent", {"pin": GOOD_PIN}).status_code == 302  # sent twice
    assert registration.open_step() == "done"

    desktop = thaid_sandbox.desktop()
    desktop.open(service.authorization_url())
    registration.consent(registration.scan(desktop.typed_code()).headers["location"], GOOD_PIN)
    claims = service.claims(desktop.continue_to_service())
    assert claims["pid"] == demo_number(920_000_001)
    assert claims["birthdate"] == "1984-11-21"


def test_the_other_way_is_explained(registration: Registration) -> None:
    assert "ลงทะเบียน ณ จุดบริการ" in registration.get("/phone/register/way").text
    assert "เจ้าหน้าที่อ่านชิปบนบัตร" in registration.get("/phone/register/service-point").text


def test_the_guide_to_both_stores_stands_on_the_help_page(thaid_sandbox: ThaidSandbox) -> None:
    page = httpx.get(f"{thaid_sandbox.url}/help").text
    assert "App Store" in page
    assert "Google Play" in page


class TestSteps:
    @pytest.mark.parametrize("place", range(1, len(STEPS)))
    def test_no_step_opens_before_its_turn(self, registration: Registration, place: int) -> None:
        registration.reach(STEPS[place - 1], card(920_000_002))
        for later in STEPS[place:]:
            assert registration.get(f"/phone/register/{later}").headers["location"] == "/phone/register"
            registration.step(later, {"pin": GOOD_PIN, "terms": "on", "confirm": "1"})
        assert registration.open_step() == STEPS[place - 1]

    def test_going_back_and_reloading_lose_nothing(self, registration: Registration) -> None:
        registration.reach("face", card(920_000_003, given_name="บุญธรรม"))
        for _reload in range(2):
            for done in STEPS[:6]:
                assert registration.get(f"/phone/register/{done}").status_code == 200
        assert 'value="บุญธรรม"' in registration.get("/phone/register/card").text
        assert 'value="21/11/2527"' in registration.get("/phone/register/card").text
        assert "checked" in registration.get("/phone/register/terms").text
        assert 'src="/phone/register/picture/front' in registration.get("/phone/register/front").text
        assert registration.open_step() == "face"

    def test_leaving_forgets_everything(self, registration: Registration) -> None:
        registration.reach("face", card(920_000_004))
        registration.post("/phone/register/leave")
        assert registration.open_step() == "way"
        assert registration.get("/phone/register/picture/front").status_code == 404

    def test_the_terms_must_be_accepted(self, registration: Registration) -> None:
        registration.reach("terms", {})
        refused = registration.step("terms")
        assert (refused.status_code, "ต้องยอมรับข้อตกลง" in refused.text) == (422, True)


class TestPictures:
    def test_each_picture_is_confirmed_or_taken_again(self, registration: Registration) -> None:
        registration.reach("front", {})
        registration.photograph("front")
        page = registration.get("/phone/register/front").text
        assert ">ยืนยัน</button>" in page
        assert ">ถ่ายใหม่</button>" in page
        assert registration.open_step() == "front"
        registration.step("front", {"again": "1"})
        assert registration.step("front", {"confirm": "1"}).status_code == 422
        registration.photograph("front")
        registration.step("front", {"confirm": "1"})
        assert registration.open_step() == "back"

    def test_a_picture_is_shown_small_upright_and_without_what_cameras_write(self, registration: Registration) -> None:
        registration.reach("front", {})
        out = io.BytesIO()
        exif = Image.Exif()
        exif[0x0112] = 6  # lies on its side
        exif[0x010E] = "where it was taken"
        Image.new("RGB", (2000, 1000)).save(out, "JPEG", exif=exif)
        registration.photograph("front", out.getvalue())
        kept = registration.get("/phone/register/picture/front")
        with Image.open(io.BytesIO(kept.content)) as shown:
            assert shown.size == (600, 1200)
            assert not shown.getexif()

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "ยังไม่มีรูป"),
            (b"%PDF-1.7 not a picture", "ไม่ใช่รูปที่อ่านได้"),
            (b"\xff\xd8\xff\xe0 broken", "ไม่ใช่รูปที่อ่านได้"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ไม่ใช่รูปที่อ่านได้"),
            (picture("GIF"), "ไม่ใช่รูปที่อ่านได้"),
            (picture(size=(100, 100)), "เล็กเกิน"),
            (picture("PNG", (8000, 7000)), "พิกเซลมากเกินไป"),
            (picture() + b"\0" * (10 * 1024 * 1024), "10 MB"),
        ],
        ids=["empty", "pdf", "broken", "svg", "gif", "small", "bomb", "large"],
    )
    def test_a_file_is_judged_by_its_content(self, registration: Registration, content: bytes, said: str) -> None:
        registration.reach("front", {})
        refused = registration.photograph("front", content)
        assert (refused.status_code, said in refused.text) == (422, True)
        assert registration.open_step() == "front"

    def test_pictures_belong_to_their_phone(self, thaid_sandbox: ThaidSandbox, registration: Registration) -> None:
        registration.reach("back", {})
        assert registration.get("/phone/register/picture/front").status_code == 200
        assert Registration(thaid_sandbox.url).get("/phone/register/picture/front").status_code == 404

    def test_without_a_camera_an_obviously_invented_card_fills_the_data_in(self, registration: Registration) -> None:
        registration.reach("front", {})
        for side in ("front", "back"):
            registration.step(side, {"sample": "1"})
            assert "SAMPLE" in registration.get(f"/phone/register/{side}").text
            registration.step(side, {"confirm": "1"})
        form = registration.get("/phone/register/card").text
        assert re.search(r'name="pid" value="0-9991-', form)
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        assert registration.step("card", {**fields, "gender": "male"}).headers["location"] == "/phone/register/face"


class TestCard:
    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"pid": "1-2345-67890-12-0"}, "เทียบกับบัตร"),
            ({"pid": "123"}, "13 หลัก"),
            ({"pid": ""}, "ฟิลด์นี้"),
            ({"given_name": "Kaeota"}, "อักษรไทย"),
            ({"given_name_en": "แก้วตา"}, "อักษรอังกฤษ"),
            ({"given_name": "แก้ว\0ตา"}, "อักขระ"),
            ({"given_name": "แก้ว\x07ตา"}, "แสดงผลไม่ได้"),
            ({"given_name": "แก้วตา😀"}, "อักษรไทย"),
            ({"address": "ก" * 10_000}, "300"),
            ({"birthdate": "31/2/2527"}, "ไม่มีวันที่ 31"),
            ({"birthdate": "1/1/2599"}, "อนาคต"),
            ({"gender": "x"}, "ตัวเลือก"),
        ],
    )
    def test_wrong_data_are_explained_beside_their_field_and_kept(
        self, registration: Registration, changes: dict[str, str], said: str
    ) -> None:
        registration.reach("card", {})
        refused = registration.step("card", card(920_000_005, **changes))
        assert refused.status_code == 422
        errors = " ".join(re.findall(r'class="field-error"[^>]*>([^<]+)', refused.text))
        assert said in errors
        assert 'value="มาทดสอบ"' in refused.text
        assert registration.open_step() == "card"

    def test_nobody_registers_with_the_number_of_another_person(self, registration: Registration) -> None:
        registration.reach("card", {})
        refused = registration.step("card", card(0, pid=str(OWN_PERSONS[2]["pid"])))
        assert (refused.status_code, "มีบุคคลอื่นลงทะเบียน" in refused.text) == (422, True)

    def test_a_demonstration_person_can_be_chosen(self, registration: Registration) -> None:
        registration.reach("card", {})
        holder = re.search(r'<option value="([^"]+)">นางมาลี', registration.get("/phone/register/card").text)
        assert holder
        filled = registration.get(f"/phone/register/card?person={holder[1]}").text
        assert 'value="มาลี"' in filled
        assert 'name="birthdate" value="2503"' in filled
        assert registration.get("/phone/register/card?person=x").status_code == 404


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
