"""The HR system, over HTTP and by files."""

import csv
import io
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tidtam.kernel.verification.connectors import Connector, Part, Reason, Result, Stated, Unavailable
from tidtam.kernel.verification.connectors.hr_drop import HrDrop
from tidtam.kernel.verification.connectors.hr_record import FIELDS
from tidtam.kernel.verification.connectors.hr_service import HrService
from tidtam.thai.dates import PartialDate
from tidtam.thai.national_id import demo_number, display

from .played_server import Played, drips, playing, says_nothing

pytestmark = pytest.mark.requirement("IDN-13")

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = 24 * 60 * 60
RECORD = {
    "national_id": demo_number(880_000_020),
    "given_name": "นายวิชัย",
    "family_name": "ตัวอย่างงาน",
    "birth_date": "1984-02-29",
    "organization_code": "0601",
    "organization": "กองตัวอย่าง",
    "position": "นักวิชาการพาณิชย์ชำนาญการ",
}
OTHER = {**RECORD, "national_id": demo_number(880_000_021), "given_name": "อื่น", "family_name": "คนละคน"}


def stated(**changed: Any) -> Stated:
    said = {"national_id": RECORD["national_id"], "given_name": "วิชัย", "family_name": "ตัวอย่างงาน"}
    return Stated(**{"born": PartialDate(1984, 2, 29), **said, **changed})


def reason_of(asked: Connector) -> Reason:
    with pytest.raises(Unavailable) as refused:
        asked.asks(stated(), now=NOW)
    return refused.value.reason


@pytest.fixture
def office() -> Iterator[Played]:
    with playing() as played:
        played.body = json.dumps({"persons": [RECORD]}).encode()
        yield played


def service(office: Played, *, seconds: float = 5) -> HrService:
    return HrService(f"{office.url}/dpis/", token="given", seconds=seconds)


def lay(folder: Path, *rows: dict[str, str], name: str = "staff.csv", age: float = DAY, text: str = "") -> Path:
    """A file that the HR system laid down so many seconds ago."""
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(text or sheet.getvalue(), "utf-8")
    os.utime(path, (NOW.timestamp() - age,) * 2)
    return path


@pytest.fixture
def drop(tmp_path: Path) -> HrDrop:
    return HrDrop(tmp_path, days=7, seconds=5)


@pytest.fixture(params=["service", "drop"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connector]:
    """The same two persons, told in both ways."""
    if request.param == "drop":
        lay(tmp_path, OTHER, RECORD)
        yield HrDrop(tmp_path, days=7, seconds=5)
        return
    with playing() as played:
        played.body = json.dumps({"persons": [OTHER, RECORD]}).encode()
        yield service(played)


class TestBothWays:
    def test_number_names_and_birth_date_agree(self, either: Connector) -> None:
        answer = either.asks(stated(), now=NOW)
        assert answer.is_match
        assert answer.evidence.checked == (Part.NATIONAL_ID, Part.GIVEN_NAME, Part.FAMILY_NAME, Part.BIRTH_DATE)
        assert answer.employment is not None
        assert answer.employment.organization_code == "0601"
        assert RECORD["family_name"] not in repr(answer)

    @pytest.mark.parametrize("born", [PartialDate(1984), PartialDate(1984, 2)])
    def test_a_card_with_the_year_alone_agrees_with_a_day_in_it(self, either: Connector, born: PartialDate) -> None:
        assert either.asks(stated(born=born), now=NOW).is_match

    @pytest.mark.parametrize(
        ("changed", "differing"),
        [
            ({"born": PartialDate(1985)}, (Part.BIRTH_DATE,)),
            ({"born": PartialDate(1984, 2, 28)}, (Part.BIRTH_DATE,)),
            ({"family_name": "คนละคน", "given_name": "อื่น"}, (Part.GIVEN_NAME, Part.FAMILY_NAME)),
        ],
    )
    def test_a_mismatch_says_which(
        self, either: Connector, changed: dict[str, Any], differing: tuple[Part, ...]
    ) -> None:
        answer = either.asks(stated(**changed), now=NOW)
        assert (answer.result, answer.evidence.differing, answer.employment) == (Result.MISMATCH, differing, None)

    def test_a_number_that_it_does_not_have(self, either: Connector) -> None:
        assert either.asks(stated(national_id=demo_number(889_999_999)), now=NOW).result is Result.NOT_FOUND


class TestService:
    def test_the_number_goes_in_the_body_and_the_token_in_a_header(self, office: Played) -> None:
        service(office).asks(stated(), now=NOW)
        path, headers, body = office.heard[0]
        assert (path, headers["Authorization"]) == ("/dpis/v1/persons/search", "Bearer given")
        assert json.loads(body) == {"national_id": RECORD["national_id"]}

    @pytest.mark.parametrize(
        ("status", "reason"), [(401, Reason.REFUSED), (403, Reason.REFUSED), (500, Reason.FAULT), (302, Reason.FAULT)]
    )
    def test_an_error_of_its_own(self, office: Played, status: int, reason: Reason) -> None:
        office.status, office.headers = status, {"Location": office.url}
        assert reason_of(service(office)) is reason
        assert len(office.heard) == 1

    @pytest.mark.parametrize("how", [says_nothing, drips])
    def test_too_slow(self, office: Played, how: Any) -> None:
        office.say = how(office)
        assert reason_of(service(office, seconds=0.2)) is Reason.SLOW

    @pytest.mark.parametrize(
        "answer",
        [
            b"{",
            b"[]",
            b"{}",
            b'{"persons": {}}',
            b'{"persons": [1]}',
            b"[" * 50_000,
            json.dumps({"persons": [{**RECORD, "given_name": None}]}).encode(),
            json.dumps({"persons": [{**RECORD, "given_name": ""}]}).encode(),
            json.dumps({"persons": [{**RECORD, "national_id": "1234567890123"}]}).encode(),
            json.dumps({"persons": [{**RECORD, "birth_date": "2527-02-29"}]}).encode(),
            json.dumps({"persons": [{**RECORD, "birth_date": "29/2/1984"}]}).encode(),
            json.dumps({"persons": [{**RECORD, "position": "ก" * 301}]}).encode(),
            json.dumps({"persons": [{name: RECORD[name] for name in FIELDS[1:]}]}).encode(),
            json.dumps({"persons": [RECORD] * 300}).encode(),
        ],
    )
    def test_what_is_no_answer_is_not_believed(self, office: Played, answer: bytes) -> None:
        office.body = answer
        assert reason_of(service(office)) is Reason.GARBAGE


HEADER = ",".join(FIELDS) + "\r\n"
ROW = ",".join(RECORD.values()) + "\r\n"


class TestDrop:
    def test_the_newest_file_counts(self, tmp_path: Path, drop: HrDrop) -> None:
        lay(tmp_path, OTHER, name="z-older.csv", age=2 * DAY)
        lay(tmp_path, RECORD, name="a-newer.csv", age=DAY)
        lay(tmp_path, OTHER, name="unfinished.part", age=0)
        assert drop.asks(stated(), now=NOW).is_match

    def test_as_office_programs_write_it(self, tmp_path: Path, drop: HrDrop) -> None:
        lay(tmp_path, text=f'\ufeff{HEADER}{display(RECORD["national_id"])},วิชัย,ตัวอย่างงาน,,,"ก, ข",\r\n')
        answer = drop.asks(stated(), now=NOW)
        assert answer.is_match
        assert Part.BIRTH_DATE not in answer.evidence.checked
        assert answer.employment is not None
        assert answer.employment.organization == "ก, ข"

    def test_a_stale_file_is_told_and_not_asked(self, tmp_path: Path, drop: HrDrop) -> None:
        lay(tmp_path, RECORD, age=7 * DAY + 60)
        assert reason_of(drop) is Reason.STALE

    def test_no_file_and_no_folder(self, tmp_path: Path, drop: HrDrop) -> None:
        assert reason_of(drop) is Reason.UNREACHABLE
        assert reason_of(HrDrop(tmp_path / "gone", days=7, seconds=5)) is Reason.UNREACHABLE

    @pytest.mark.parametrize(
        "text",
        [
            "\n",
            HEADER.replace("national_id", "pid") + ROW,
            HEADER + ROW.rstrip(),
            HEADER + ROW + "1\r\n",
            HEADER + ROW + "1234567890123,ก,ข,,,,\r\n",
            HEADER + ROW.replace("1984", "2527"),
            HEADER + ROW + f'{demo_number(5)},"ก"ข,,,,,\r\n',
            HEADER + ROW + f'{demo_number(5)},"{"ก" * 5000}",ข,,,,\r\n',
            f"{HEADER}{ROW}\r\n",
        ],
    )
    def test_a_file_with_one_bad_row_is_not_half_believed(self, tmp_path: Path, drop: HrDrop, text: str) -> None:
        lay(tmp_path, text=text)
        assert reason_of(drop) is Reason.GARBAGE

    def test_a_file_in_another_alphabet(self, tmp_path: Path, drop: HrDrop) -> None:
        path = lay(tmp_path, RECORD)
        path.write_bytes((HEADER + ROW).encode("cp874"))
        os.utime(path, (NOW.timestamp(),) * 2)
        assert reason_of(drop) is Reason.GARBAGE

    def test_what_is_no_plain_file_is_not_opened(self, tmp_path: Path, drop: HrDrop) -> None:
        elsewhere = lay(tmp_path, RECORD, name="elsewhere.txt")
        (tmp_path / "link.csv").symlink_to(elsewhere)
        assert reason_of(drop) is Reason.UNREACHABLE
        (tmp_path / "link.csv").unlink()
        os.mkfifo(tmp_path / "pipe.csv")
        assert reason_of(drop) is Reason.GARBAGE
