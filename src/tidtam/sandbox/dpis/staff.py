"""The invented staff of this HR system, read from its data file. Their numbers are of the series given to nobody."""

import csv
import io
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from tidtam.thai import national_id


@dataclass(frozen=True)
class Employee:
    """The fields that are told, under these names and in this order."""

    national_id: str
    given_name: str
    family_name: str
    birth_date: str
    organization_code: str
    organization: str
    position: str


@dataclass(frozen=True)
class Entry:
    employee: Employee
    is_broken: bool
    """Whoever asks about this person meets a failure."""


@cache
def staff() -> tuple[Entry, ...]:
    data = tomllib.loads((Path(__file__).parent / "data" / "staff.toml").read_text("utf-8"))
    return tuple(_entry(entry) for entry in data["employee"])


def _entry(entry: dict[str, str]) -> Entry:
    told = {name: text for name, text in entry.items() if name not in {"number", "is_broken"}}
    number = national_id.demo_number(int(entry["number"]))
    return Entry(Employee(national_id=number, **told), is_broken=bool(entry.get("is_broken")))


def with_number(number: str) -> list[Entry]:
    return [entry for entry in staff() if entry.employee.national_id == number]


def as_csv() -> str:
    """Everybody, as the file that the HR system lays into a folder."""
    sheet = io.StringIO()
    rows = [asdict(entry.employee) for entry in staff()]
    writer = csv.DictWriter(sheet, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()
