"""What a person types of themselves, as it is kept while it is needed. Nothing of it shows in a representation."""

import json
from dataclasses import asdict, dataclass, field

from tidtam.thai.dates import PartialDate

from .connectors import Stated


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What stands beside a document."""

    personnel_kind: str
    unit: str = field(default="", repr=False)
    position: str = field(default="", repr=False)
    number_kind: str = ""
    """Empty where the number was proven before."""
    number: str = field(default="", repr=False)
    country: str = field(default="", repr=False)

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Declared":
        return cls(**json.loads(text))


def card_as_text(card: Stated) -> str:
    return json.dumps(asdict(card), ensure_ascii=False)


def card_from_text(text: str) -> Stated:
    said = json.loads(text)
    return Stated(**{**said, "born": PartialDate(**said["born"])})
