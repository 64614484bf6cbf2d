"""What an entry says with everything one has to know of it: sealed under the holder's key, in drafts and revisions."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tidtam.kernel.people import private_text
from tidtam.thai.names import full_name

from .choices import Source
from .facts import NAME_PLACES, Value, missing_places, places


@dataclass(frozen=True, slots=True)
class Origin:
    """Who or what a fact comes from, and when it came."""

    source: Source
    at: datetime
    by: UUID | None = None
    from_id: UUID | None = None
    """The matter, the import or the notice."""

    def as_json(self) -> dict[str, str]:
        told = {"source": self.source.value, "at": self.at.isoformat()}
        return told | {name: str(value) for name, value in (("by", self.by), ("from", self.from_id)) if value}


@dataclass(slots=True)
class Content:
    facts: dict[str, Value] = field(default_factory=dict)
    origins: dict[str, dict[str, str]] = field(default_factory=dict)
    requested: dict[str, Value] = field(default_factory=dict)
    """What the request form said, where a request came to its end."""
    requested_by: dict[str, str] = field(default_factory=dict)
    """The matter that said it."""
    explained: dict[str, str] = field(default_factory=dict)
    """Why the entry says something else than the request."""
    unavailable: dict[str, str] = field(default_factory=dict)
    """Why something cannot be said."""

    def put(self, facts: Mapping[str, Value], origin: Origin) -> list[str]:
        """Take these facts in; an empty one takes the place out. Which places changed is answered."""
        changed = [place for place, value in facts.items() if place in places() and value != self.facts.get(place, "")]
        for place in changed:
            if facts[place]:
                self.facts[place] = facts[place]
                self.unavailable.pop(place, None)
            else:
                self.facts.pop(place, None)
            self.origins[place] = origin.as_json()
            if not self.differs(place):
                self.explained.pop(place, None)
        return changed

    def ask(self, facts: Mapping[str, Value], case_id: UUID) -> None:
        """Remember what a request said."""
        for place, value in facts.items():
            if value:
                self.requested[place] = value
                self.requested_by[place] = str(case_id)
                self.explained.pop(place, None)

    def differs(self, place: str) -> bool:
        """Of lists of third persons a request tells the number only."""
        wanted, value = self.requested.get(place), self.facts.get(place)
        if isinstance(wanted, str) and isinstance(value, list):
            return wanted != str(len(value))
        return wanted is not None and wanted != value

    def differences(self) -> list[str]:
        return [place for place in places() if self.differs(place)]

    def unexplained(self) -> list[str]:
        return [place for place in self.differences() if not self.explained.get(place)]

    def missing(self) -> list[str]:
        return missing_places(self.facts)

    def gaps(self) -> list[str]:
        """What is missing and nobody said why."""
        return [place for place in self.missing() if not self.unavailable.get(place)]

    @property
    def name(self) -> str:
        return full_name(*(self.text(place) for place in NAME_PLACES))

    def text(self, place: str) -> str:
        value = self.facts.get(place, "")
        return value if isinstance(value, str) else ""


def seal(person_id: UUID, content: Content) -> bytes:
    return private_text.seal(person_id, _written(content))


def seal_all(contents: Iterable[tuple[UUID, Content]]) -> list[bytes]:
    return private_text.seal_all((person_id, _written(content)) for person_id, content in contents)


def unseal_all(sealed: Iterable[tuple[UUID, bytes | memoryview]]) -> list[Content]:
    """Empty ones where the key was destroyed or is not open to the actor."""
    return [_read(text) for text in private_text.unseal_all(sealed)]


def unseal(person_id: UUID, sealed: bytes | memoryview) -> Content:
    return unseal_all([(person_id, sealed)])[0]


def _written(content: Content) -> str:
    return json.dumps(asdict(content), ensure_ascii=False)


def _read(text: str | None) -> Content:
    told: dict[str, Any] = json.loads(text) if text else {}
    return Content(**told)
