"""The civil registry's answers, good and bad, over a real line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tidtam.kernel.verification.connectors import Part, Reason, Result, Source, Stated, Unavailable
from tidtam.kernel.verification.connectors.civil_registry import CivilRegistry
from tidtam.kernel.verification.connectors.reading_xml import UnreadableXml, read_xml
from tidtam.thai.dates import PartialDate
from tidtam.thai.national_id import demo_number

from .played_server import Played, drips, playing, says_nothing

pytestmark = pytest.mark.requirement("IDN-13")

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SAID = Stated(
    national_id=demo_number(880_000_010),
    laser_code="JT0123456789",
    given_name="สุดา",
    family_name="ตัวอย่างดี",
    born=PartialDate(1984, 2, 29),
)
ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope">'
    '<soap:Body><CheckCardByLaserResponse xmlns="http://tempuri.org/"><CheckCardByLaserResult>'
    "<IsError>{error}</IsError><ErrorMessage/><Code>{code}</Code><Desc>{desc}</Desc>"
    "</CheckCardByLaserResult></CheckCardByLaserResponse></soap:Body></soap:Envelope>"
)


def answer(code: str = "0", error: str = "false", desc: str = "สถานะปกติ") -> bytes:
    return ENVELOPE.format(code=code, error=error, desc=desc).encode()


@pytest.fixture
def office() -> Iterator[Played]:
    with playing() as played:
        played.body = answer()
        yield played


def registry(office: Played, *, seconds: float = 5) -> CivilRegistry:
    return CivilRegistry(f"{office.url}/CheckCardService.asmx", seconds=seconds)


def reason_of(asked: CivilRegistry, said: Stated = SAID) -> Reason:
    with pytest.raises(Unavailable) as refused:
        asked.asks(said, now=NOW)
    return refused.value.reason


def sent(office: Played) -> dict[str, str]:
    """What stood in the question, as any reader of SOAP finds it."""
    body = read_xml(office.question).children[0]
    return {child.name.split()[-1]: child.text for child in body.children[0].children}


class TestAnswers:
    def test_a_match_is_evidence_of_all_that_was_checked(self, office: Played) -> None:
        told = registry(office).asks(SAID, now=NOW)
        assert told.is_match
        assert told.evidence.as_details() == {
            "source": Source.CIVIL_REGISTRY,
            "checked": ["national_id", "laser_code", "given_name", "family_name", "birth_date"],
            "result": "match",
            "differing": [],
            "at": "2026-11-22T09:00:00+00:00",
        }
        assert sent(office) == {
            "PID": SAID.national_id,
            "FirstName": "สุดา",
            "LastName": "ตัวอย่างดี",
            "BirthDay": "25270229",
            "Laser": "JT0123456789",
        }

    @pytest.mark.parametrize(
        ("desc", "differing"),
        [
            ("สถานะไม่ปกติ => ไม่พบเลข Laser จาก PID นี้", (Part.NATIONAL_ID, Part.LASER_CODE)),
            ("สถานะไม่ปกติ => ข้อมูลไม่ตรง", (Part.GIVEN_NAME, Part.FAMILY_NAME, Part.BIRTH_DATE)),
            ("คำที่ไม่เคยพบ", ()),
            ("", ()),
        ],
    )
    def test_a_mismatch_says_among_which_parts(self, office: Played, desc: str, differing: tuple[Part, ...]) -> None:
        office.body = answer("4", "true", desc.replace(">", "&gt;"))
        told = registry(office).asks(SAID, now=NOW)
        assert (told.result, told.evidence.differing) == (Result.MISMATCH, differing)

    def test_too_little_to_check(self, office: Played) -> None:
        office.body = answer("5", "true", "ข้อมูลที่ใช้ในการตรวจสอบไม่ครบ")
        assert registry(office).asks(SAID, now=NOW).result is Result.INCOMPLETE

    def test_white_space_around_an_answer_is_no_part_of_it(self, office: Played) -> None:
        office.body = answer("\n   0\n ", "\n false ")
        assert registry(office).asks(SAID, now=NOW).is_match


class TestQuestions:
    @pytest.mark.parametrize(
        ("born", "written"),
        [(PartialDate(1960), "25030000"), (PartialDate(1960, 4), "25030400"), (PartialDate(2000, 2, 29), "25430229")],
    )
    def test_a_birth_date_as_the_card_has_it(self, office: Played, born: PartialDate, written: str) -> None:
        registry(office).asks(_with(born=born), now=NOW)
        assert sent(office)["BirthDay"] == written

    def test_what_is_typed_becomes_text_and_no_element(self, office: Played) -> None:
        hostile = "</FirstName><Laser>XX&amp;\"'"
        registry(office).asks(_with(given_name=hostile), now=NOW)
        assert sent(office)["FirstName"] == hostile
        assert sent(office)["Laser"] == "JT0123456789"

    def test_without_the_code_of_the_card_nothing_is_asked(self, office: Played) -> None:
        assert reason_of(registry(office), _with(laser_code="")) is Reason.NO_LASER_CODE
        assert office.heard == []


class TestAccidents:
    @pytest.mark.parametrize(
        ("status", "reason"),
        [(500, Reason.FAULT), (503, Reason.FAULT), (404, Reason.FAULT), (302, Reason.FAULT), (403, Reason.REFUSED)],
    )
    def test_an_error_of_its_own(self, office: Played, status: int, reason: Reason) -> None:
        office.status, office.headers = status, {"Location": office.url}
        assert reason_of(registry(office)) is reason
        assert len(office.heard) == 1

    def test_nothing_at_all_for_as_long_as_it_likes(self, office: Played) -> None:
        office.say = says_nothing(office)
        assert reason_of(registry(office, seconds=0.2)) is Reason.SLOW

    def test_an_answer_that_drips_has_an_end_too(self, office: Played) -> None:
        office.say = drips(office)
        assert reason_of(registry(office, seconds=0.2)) is Reason.SLOW

    def test_nobody_is_there(self, office: Played) -> None:
        asked = CivilRegistry("http://127.0.0.1:9/", seconds=5)
        assert reason_of(asked) is Reason.UNREACHABLE

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"error": "true"}, Reason.GARBAGE),
            ({"code": "4", "error": "false"}, Reason.GARBAGE),
            ({"code": "0", "error": "maybe"}, Reason.GARBAGE),
            ({"code": "1", "error": "true"}, Reason.FAULT),
            ({"code": ""}, Reason.FAULT),
            ({"code": "0</Code><Code>4"}, Reason.GARBAGE),
        ],
    )
    def test_what_contradicts_itself_or_is_unknown_is_not_believed(
        self, office: Played, changed: dict[str, Any], reason: Reason
    ) -> None:
        office.body = answer(**changed)
        assert reason_of(registry(office)) is reason

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html><title>502</title>",
            answer()[:-20],
            answer() + answer(),
            answer().replace(b"soap-envelope", b"other"),
            answer().replace(b"tempuri", b"elsewhere"),
            answer().replace(b"utf-8", b"no-such-code"),
            b"\xff\xfe\x00",
            answer() + b" " * 70_000,
        ],
    )
    def test_what_is_no_answer_is_not_believed(self, office: Played, body: bytes) -> None:
        office.body = body
        assert reason_of(registry(office)) is Reason.GARBAGE

    def test_nothing_of_the_card_shows_in_a_failure_or_in_the_evidence(self, office: Played) -> None:
        told = registry(office).asks(SAID, now=NOW)
        office.body = b"<" + SAID.laser_code.encode()
        with pytest.raises(Unavailable) as refused:
            registry(office).asks(SAID, now=NOW)
        shown = f"{told!r}{told.evidence.as_details()}{SAID!r}{refused.value!r}{refused.value.__cause__!r}"
        for secret in (SAID.national_id, SAID.laser_code, SAID.given_name, SAID.family_name, "1984"):
            assert secret not in shown


class TestXml:
    @pytest.mark.parametrize(
        "document",
        [
            '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
            "<!DOCTYPE a><a/>",
            "<a>&b;</a>",
            '<?xml-stylesheet href="http://127.0.0.1:9/"?><a/>',
            "<a>" * 13 + "</a>" * 13,
            f"<a>{'<b/>' * 200}</a>",
            f"<a>{' ' * 70_000}</a>",
            "<a/><b/>",
            "",
        ],
    )
    def test_what_could_grow_or_reach_out_is_refused(self, document: str) -> None:
        with pytest.raises(UnreadableXml):
            read_xml(document.encode())

    def test_what_is_plain_is_read(self) -> None:
        top = read_xml(b'<a xmlns="urn:x"><b>1 &amp; <![CDATA[<2>]]></b></a>')
        assert (top.name, top.only("urn:x b").text) == ("urn:x a", "1 & <2>")


def _with(**changed: Any) -> Stated:
    from dataclasses import replace

    return replace(SAID, **changed)
