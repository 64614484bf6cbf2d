"""The sandboxes of civil registry and HR system, asked by the product's own clients."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fixtures.thaid import Browser, ThaidSandbox
from tidtam.kernel.verification.connectors import Connector, Part, Reason, Result, Stated, Unavailable
from tidtam.kernel.verification.connectors.civil_registry import CivilRegistry
from tidtam.kernel.verification.connectors.hr_drop import HrDrop
from tidtam.kernel.verification.connectors.hr_service import HrService
from tidtam.sandbox.civil_registry.cards import Card, cards
from tidtam.sandbox.civil_registry.choices import Behaviour
from tidtam.thai.dates import BUDDHIST_ERA, PartialDate
from tidtam.thai.national_id import DEMO_PREFIX

pytestmark = pytest.mark.requirement("IDN-42", "IDN-13")

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLAIN = [card for card in cards().values() if card.behaviour is Behaviour.NORMAL]
MEMBER, VISITOR, YEAR_ONLY, RENAMED, UNLUCKY = PLAIN


def stated(card: Card = MEMBER, **changed: Any) -> Stated:
    year, month, day = int(card.birth_day[:4]), int(card.birth_day[4:6]), int(card.birth_day[6:])
    said = {"national_id": card.pid, "given_name": card.given_name, "family_name": card.family_name}
    born = PartialDate(year - BUDDHIST_ERA, month or None, day or None)
    return Stated(**{**said, "laser_code": card.laser_code, "born": born, **changed})


def registry(sandbox: ThaidSandbox, seconds: float = 5) -> CivilRegistry:
    return CivilRegistry(f"{sandbox.url}/civil-registry/CheckCardService.asmx", seconds=seconds)


def hr(sandbox: ThaidSandbox, *, seconds: float = 5, token: str = "sandbox-only") -> HrService:
    return HrService(f"{sandbox.url}/dpis", token=token, seconds=seconds)


def reason_of(asked: Connector, said: Stated | None = None) -> Reason:
    with pytest.raises(Unavailable) as refused:
        asked.asks(said or stated(), now=NOW)
    return refused.value.reason


@pytest.fixture
def sandbox(thaid_sandbox: ThaidSandbox) -> ThaidSandbox:
    return thaid_sandbox


def choose(browser: Browser, place: str, how: str) -> None:
    browser.get(f"/{place}/")
    assert browser.post(f"/{place}/behaviour", {"behaviour": how}).status_code == 302


@pytest.fixture
def behave(sandbox: ThaidSandbox) -> Iterator[Callable[[str, str], None]]:
    """Choose on its page how a sandbox meets every question; afterwards it is as before."""
    browser, chosen = sandbox.desktop(), set[str]()

    def set_to(place: str, how: str) -> None:
        chosen.add(place)
        choose(browser, place, how)

    yield set_to
    for place in chosen:
        choose(browser, place, "normal")


@pytest.mark.parametrize("card", PLAIN, ids=lambda card: card.given_name)
def test_every_card_agrees_with_itself(sandbox: ThaidSandbox, card: Card) -> None:
    assert card.pid.startswith(DEMO_PREFIX)
    assert registry(sandbox).asks(stated(card), now=NOW).is_match


@pytest.mark.parametrize(
    ("changed", "differing"),
    [
        ({"laser_code": "JT0000000000"}, (Part.NATIONAL_ID, Part.LASER_CODE)),
        ({"national_id": VISITOR.pid}, (Part.NATIONAL_ID, Part.LASER_CODE)),
        ({"family_name": "อื่น"}, (Part.GIVEN_NAME, Part.FAMILY_NAME, Part.BIRTH_DATE)),
        ({"born": PartialDate(1985)}, (Part.GIVEN_NAME, Part.FAMILY_NAME, Part.BIRTH_DATE)),
    ],
)
def test_the_registry_tells_a_mismatch_as_the_real_one(
    sandbox: ThaidSandbox, changed: dict[str, Any], differing: tuple[Part, ...]
) -> None:
    answer = registry(sandbox).asks(stated(**changed), now=NOW)
    assert (answer.result, answer.evidence.differing) == (Result.MISMATCH, differing)


def test_an_empty_field_is_too_little(sandbox: ThaidSandbox) -> None:
    assert registry(sandbox).asks(stated(family_name=" "), now=NOW).result is Result.INCOMPLETE


@pytest.mark.parametrize(
    ("how", "reason"), [("down", Reason.FAULT), ("silent", Reason.SLOW), ("garbage", Reason.GARBAGE)]
)
def test_both_fail_as_somebody_chose(
    sandbox: ThaidSandbox, behave: Callable[[str, str], None], how: str, reason: Reason
) -> None:
    behave("civil-registry", how)
    behave("dpis", how)
    seconds = 0.4 if how == "silent" else 5
    assert reason_of(registry(sandbox, seconds)) is reason
    assert reason_of(hr(sandbox, seconds=seconds)) is reason


def test_some_cards_fail_by_themselves(sandbox: ThaidSandbox) -> None:
    down = next(card for card in cards().values() if card.behaviour is Behaviour.DOWN)
    assert reason_of(registry(sandbox), stated(down)) is Reason.FAULT
    assert reason_of(hr(sandbox), stated(UNLUCKY)) is Reason.FAULT


def test_the_hr_system_knows_some_of_them(sandbox: ThaidSandbox) -> None:
    asked = hr(sandbox)
    told = {card.given_name: asked.asks(stated(card), now=NOW) for card in (MEMBER, VISITOR, YEAR_ONLY, RENAMED)}
    assert [answer.result for answer in told.values()] == [
        Result.MATCH,
        Result.NOT_FOUND,
        Result.MATCH,
        Result.MISMATCH,
    ]
    assert told[RENAMED.given_name].evidence.differing == (Part.FAMILY_NAME,)


def test_the_hr_system_wants_its_token(sandbox: ThaidSandbox, behave: Callable[[str, str], None]) -> None:
    assert reason_of(hr(sandbox, token="guessed")) is Reason.REFUSED
    behave("dpis", "closed")
    assert reason_of(hr(sandbox)) is Reason.REFUSED


def test_the_file_of_the_hr_system_says_the_same(sandbox: ThaidSandbox, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_bytes(httpx.get(f"{sandbox.url}/dpis/staff.csv").content)
    answer = HrDrop(tmp_path, days=7, seconds=5).asks(stated(YEAR_ONLY), now=NOW)
    assert answer.is_match
    assert answer.employment == hr(sandbox).asks(stated(YEAR_ONLY), now=NOW).employment


@pytest.mark.requirement("IDN-52")
def test_each_shows_what_it_received_and_no_code_of_a_card(sandbox: ThaidSandbox) -> None:
    code = "JT9876543210"
    registry(sandbox).asks(stated(VISITOR, laser_code=code), now=NOW)
    hr(sandbox).asks(stated(), now=NOW)
    shown = httpx.get(f"{sandbox.url}/civil-registry/", cookies={"sandbox_language": "en"}).text
    _cards, _, received = shown.partition('id="received"')
    masked = f"{VISITOR.pid[0]}-xxxx-xxxxx-{VISITOR.pid[10:12]}-{VISITOR.pid[12]}"
    assert re.search(rf"{masked} {VISITOR.given_name} {VISITOR.family_name} 25350229 with code", received)
    assert code not in shown
    assert VISITOR.pid not in received
    assert "POST /v1/persons/search</code> 0-xxxx" in httpx.get(f"{sandbox.url}/dpis/").text
    start = httpx.get(f"{sandbox.url}/", cookies={"sandbox_language": "en"}).text
    assert '<a href="/civil-registry/">Civil registry</a>' in start
    assert '<a href="/dpis/">HR system (DPIS)</a>' in start


@pytest.mark.parametrize("body", [b"", b"<", b"<!DOCTYPE a><a/>", b"<a/>", b"\0" * 10, b"<a>" * 30_000])
def test_what_is_no_question_is_a_fault(sandbox: ThaidSandbox, body: bytes) -> None:
    answer = httpx.post(f"{sandbox.url}/civil-registry/CheckCardService.asmx", content=body)
    assert answer.status_code == 500
    assert "Fault" in answer.text


@pytest.mark.parametrize("body", [b"", b"[]", b'{"national_id": 1}', b'{"national_id": "\\u0000"}', b"[" * 9_000])
def test_what_is_no_question_to_the_hr_system_finds_nobody(sandbox: ThaidSandbox, body: bytes) -> None:
    headers = {"Authorization": "Bearer sandbox-only"}
    answer = httpx.post(f"{sandbox.url}/dpis/v1/persons/search", content=body, headers=headers)
    assert answer.status_code in {200, 400}
    assert not answer.json().get("persons")


def test_an_older_envelope_is_answered_in_its_own(sandbox: ThaidSandbox) -> None:
    older = "http://schemas.xmlsoap.org/soap/envelope/"
    question = (
        f'<e:Envelope xmlns:e="{older}"><e:Body><CheckCardByLaser xmlns="http://tempuri.org/">'
        "<PID>1</PID></CheckCardByLaser></e:Body></e:Envelope>"
    )
    answer = httpx.post(f"{sandbox.url}/civil-registry/CheckCardService.asmx", content=question)
    assert answer.headers["content-type"].startswith("text/xml")
    assert older in answer.text
    assert "<Code>5</Code>" in answer.text


def test_a_form_of_another_site_changes_nothing(sandbox: ThaidSandbox) -> None:
    for place in ("civil-registry", "dpis"):
        assert httpx.post(f"{sandbox.url}/{place}/behaviour", data={"behaviour": "down"}).status_code == 403
    assert registry(sandbox).asks(stated(), now=NOW).is_match


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("place", ["civil-registry", "dpis"])
def test_every_page_has_a_title_a_language_and_no_foreign_source(
    sandbox: ThaidSandbox, place: str, language: str
) -> None:
    answer = httpx.get(f"{sandbox.url}/{place}/", cookies={"sandbox_language": language})
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1
    identifiers = re.findall(r'\sid="([^"]+)"', answer.text)
    assert len(identifiers) == len(set(identifiers))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_whoever_stands_in_the_hr_system_has_a_card() -> None:
    """Else nobody could reach the badge in a demonstration."""
    source = Path(__file__).resolve().parents[2] / "src/tidtam/sandbox/dpis/data/staff.toml"
    numbers = [entry["number"] for entry in tomllib.loads(source.read_text("utf-8"))["employee"]]
    known = {int(card.pid[len(DEMO_PREFIX) : -1]) for card in cards().values()}
    assert set(numbers) <= known
