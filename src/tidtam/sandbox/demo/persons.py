"""The people of the demonstration, read from their data file; what they sign in with differs in each installation."""

import base64
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tidtam.thai import national_id

_FILE = Path(__file__).parent / "data" / "persons.toml"
_PIN = "24681357"
_DIGITAL_ID_PASSWORD = "mamuang-khao-niao"  # noqa: S105  # nosec B105


@dataclass(frozen=True)
class DemoRole:
    role: str
    organization: str


@dataclass(frozen=True)
class DemoPerson:
    key: str
    national_id: str
    passport: str
    username: str
    names: dict[str, str]
    birth_date: str
    gender: str
    roles: tuple[DemoRole, ...]
    digital_id: str
    """The user name at Digital ID, for those who are registered there from the start."""
    try_th: str
    try_en: str

    @property
    def full_name(self) -> str:
        return f"{self.names['title']}{self.names['given_name']} {self.names['family_name']}"

    @property
    def full_name_en(self) -> str:
        return f"{self.names['given_name_en']} {self.names['family_name_en']}"

    @property
    def password(self) -> str:
        return f"demo-{_derived(f'password:{self.key}')[:16]}" if self.username else ""

    @property
    def totp_secret(self) -> str:
        """Officers have a second factor from the start."""
        if not self.roles:
            return ""
        return base64.b32encode(bytes.fromhex(_derived(f"totp:{self.key}"))[:20]).decode()

    @property
    def pin(self) -> str:
        return _PIN if self.national_id else ""

    @property
    def digital_id_password(self) -> str:
        return _DIGITAL_ID_PASSWORD if self.digital_id else ""

    def as_digital_id_holder(self) -> dict[str, str]:
        """As the sandbox of Digital ID registers a person."""
        return {
            "citizen_id": self.national_id,
            "given_name": self.names["given_name"],
            "family_name": self.names["family_name"],
            "birth_date": self.birth_date,
            "username": self.digital_id,
            "mobile": "0810000000",
            "password": self.digital_id_password,
        }

    def as_thaid_holder(self) -> dict[str, str]:
        """As the sandbox of ThaiD registers a person."""
        return {
            "pid": self.national_id,
            **self.names,
            "birthdate": self.birth_date,
            "gender": self.gender,
            "address": "1 หมู่ 1 ตำบลตัวอย่าง อำเภอสมมติ จังหวัดนนทบุรี",
            "pin": self.pin,
        }


def _derived(purpose: str) -> str:
    secret: str = settings.ENVIRONMENT.secret(f"demo:{purpose}")
    return secret


_NAMES = ("title", "given_name", "family_name", "title_en", "given_name_en", "family_name_en")


def _person(entry: dict[str, Any]) -> DemoPerson:
    number = entry.get("number")
    return DemoPerson(
        key=entry["key"],
        national_id="" if number is None else national_id.demo_number(number),
        passport=entry.get("passport", ""),
        username=entry.get("username", ""),
        names={name: entry.get(name, "") for name in _NAMES},
        birth_date=entry.get("birth_date", ""),
        gender=entry.get("gender", ""),
        roles=tuple(DemoRole(**role) for role in entry.get("roles", ())),
        digital_id=entry.get("digital_id", ""),
        try_th=entry["try_th"],
        try_en=entry["try_en"],
    )


@cache
def demo_persons() -> tuple[DemoPerson, ...]:
    return tuple(_person(entry) for entry in tomllib.loads(_FILE.read_text("utf-8"))["person"])


def demo_person(key: str) -> DemoPerson:
    return next(person for person in demo_persons() if person.key == key)
