"""What the registry says of a card, as the real one says it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .cards import cards
from .soap import PARTS


@dataclass(frozen=True)
class Verdict:
    code: int
    text: str

    @property
    def is_error(self) -> bool:
        return self.code != 0


@cache
def verdicts() -> dict[str, Verdict]:
    data = tomllib.loads((Path(__file__).parent / "data" / "verdicts.toml").read_text("utf-8"))
    return {name: Verdict(**entry) for name, entry in data.items()}


def check(said: dict[str, str]) -> Verdict:
    """The number and the code of the card first; then everything else, without saying which."""
    if not all(said.get(part, "").strip() for part in PARTS):
        return verdicts()["incomplete"]
    card = cards().get(said["PID"])
    if card is None or card.laser_code != said["Laser"]:
        return verdicts()["unknown"]
    facts = (card.given_name, card.family_name, card.birth_day)
    stated = (said["FirstName"], said["LastName"], said["BirthDay"])
    return verdicts()["agrees" if facts == stated else "differs"]
