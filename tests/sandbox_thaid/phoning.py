"""Somebody who registers in the app, as far as one likes."""

import io
from dataclasses import dataclass

import httpx
import pytest
from PIL import Image

from tests.fixtures.thaid import PhoneBrowser, ThaidSandbox
from tidtam.thai.national_id import demo_number, display

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
