"""Sources that answer as a test tells them to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tidtam.kernel.verification.connectors import Answer, Evidence, Reason, Result, Source, Stated, Unavailable
from tidtam.thai.dates import PartialDate
from tidtam.thai.national_id import demo_number

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SAID = Stated(national_id=demo_number(880_000_030), given_name="สุดา", family_name="ดี", born=PartialDate(1984))


@dataclass
class Told:
    """A source that answers as it is told to, and counts."""

    key: Source
    says: Result | Reason
    asked: list[datetime] = field(default_factory=list)

    def asks(self, stated: Stated, *, now: datetime) -> Answer:
        self.asked.append(now)
        if isinstance(self.says, Reason):
            raise Unavailable(self.says)
        return Answer(evidence=Evidence(source=self.key, checked=(), result=self.says, at=now))
