"""The invented cards that this registry knows, from a data file. Their numbers are of the series given to nobody."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tidtam.thai import laser_code, national_id

from .choices import Behaviour


@dataclass(frozen=True)
class Card:
    pid: str
    given_name: str
    family_name: str
    birth_day: str
    """As on the card, in Buddhist years: 25280324, or 25000000 where it has the year alone."""
    laser_code: str
    behaviour: Behaviour
    try_th: str
    try_en: str

    @property
    def pid_as_printed(self) -> str:
        return national_id.display(self.pid)

    @property
    def laser_code_as_printed(self) -> str:
        return laser_code.display(self.laser_code)

    @property
    def birth_day_as_printed(self) -> str:
        parts = self.birth_day[6:], self.birth_day[4:6], self.birth_day[:4]
        return "/".join(part for part in parts if part != "00")


@cache
def cards() -> dict[str, Card]:
    data = tomllib.loads((Path(__file__).parent / "data" / "cards.toml").read_text("utf-8"))
    found = [
        Card(
            pid=national_id.demo_number(entry["number"]),
            given_name=entry["given_name"],
            family_name=entry["family_name"],
            birth_day=entry["birth_day"],
            laser_code=entry["laser_code"],
            behaviour=Behaviour(entry.get("behaviour", Behaviour.NORMAL)),
            try_th=entry["try_th"],
            try_en=entry["try_en"],
        )
        for entry in data["card"]
    ]
    return {card.pid: card for card in found}
