"""What verification asks of the outside, and what it is told. The clients stand beside this file.

A source is asked about what a person has typed from their card. It answers, or it says that it cannot be asked now.
Nothing here shows what was typed in a representation, and no answer carries it back.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tidtam.thai.dates import PartialDate

from .choices import Part, Reason, Result, Source


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What the person says their card says."""

    national_id: str = field(repr=False)
    laser_code: str = field(default="", repr=False)
    """Empty once it was destroyed: then the civil registry cannot be asked until it is typed again."""
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    middle_name: str = field(default="", repr=False)
    born: PartialDate = field(repr=False)
    """Some cards have the year alone."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """That it was checked: what, by which source, when, with which result. Codes only; never what was typed."""

    source: Source
    checked: tuple[Part, ...]
    result: Result
    differing: tuple[Part, ...] = ()
    """What did not fit; empty too where the source does not say which part it was."""
    at: datetime

    def as_details(self) -> dict[str, str | list[str]]:
        """As it is stored."""
        return {
            "source": self.source.value,
            "checked": [part.value for part in self.checked],
            "result": self.result.value,
            "differing": [part.value for part in self.differing],
            "at": self.at.isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class Employment:
    """Where the person works, in the words of the directory or the HR system; each may be empty."""

    organization_code: str = field(default="", repr=False)
    organization: str = field(default="", repr=False)
    position: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Answer:
    evidence: Evidence
    employment: Employment | None = None
    """With a match in a source that knows who works here."""

    @property
    def result(self) -> Result:
        return self.evidence.result

    @property
    def is_match(self) -> bool:
        return self.evidence.result is Result.MATCH


class Unavailable(Exception):
    """The source could not be asked. Carries codes and nothing else, so that no traceback tells a name or a number."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Connector(Protocol):
    @property
    def key(self) -> Source: ...

    def asks(self, stated: Stated, *, now: datetime) -> Answer:
        """Raises `Unavailable`; takes no longer than its own total time-out."""
