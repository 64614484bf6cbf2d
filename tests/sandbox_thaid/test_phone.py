"""The phone: its registration from the splash to the card."""

import io
import re
from collections.abc import Callable
from functools import partial

import httpx
import pytest
from PIL import Image

from tests.fixtures.thaid import OWN_PERSONS, ThaidSandbox
from tidtam.thai.national_id import demo_number, display

from .phoning import GOOD_PIN, STEPS, Registration, card, picture, registration
from .relying_party import RelyingParty

__all__ = ["registration"]

pytestmark = pytest.mark.requirement("IDN-40")


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
            (partial(picture, "GIF"), "ไม่ใช่รูปที่อ่านได้"),
            (partial(picture, size=(100, 100)), "เล็กเกิน"),
            (partial(picture, "PNG", (8000, 7000)), "พิกเซลมากเกินไป"),
            (lambda: picture() + b"\0" * (10 * 1024 * 1024), "10 MB"),
        ],
        ids=["empty", "pdf", "broken", "svg", "gif", "small", "bomb", "large"],
    )
    def test_a_file_is_judged_by_its_content(
        self, registration: Registration, content: bytes | Callable[[], bytes], said: str
    ) -> None:
        registration.reach("front", {})
        refused = registration.photograph("front", content if isinstance(content, bytes) else content())
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
