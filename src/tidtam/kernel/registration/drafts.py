"""What a draft holds while it is open: answers as they were typed, and whether the e-mail address was proven."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

Answers = Mapping[str, Mapping[str, str]]
"""By the key of the step, then by the name of the field."""

CODE_LIVES = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=60)
MOST_TRIES = 5


@dataclass
class Proof:
    """One code on its way to one address. Where the address has an account, the code is told to nobody."""

    email: str
    code: str
    sent_at: float
    tries: int = 0
    is_proven: bool = False

    def is_over(self, now: datetime) -> bool:
        return self.tries >= MOST_TRIES or now.timestamp() >= self.sent_at + CODE_LIVES.total_seconds()

    def seconds_to_wait(self, now: datetime) -> int:
        """Until another code may be sent."""
        return max(0, round(self.sent_at + RESEND_AFTER.total_seconds() - now.timestamp()))

    def fits(self, code: str) -> bool:
        return secrets.compare_digest(self.code.encode(), code.encode())


@dataclass
class DraftState:
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    proof: Proof | None = None

    def has_proven(self, email: str) -> bool:
        return bool(email) and self.proof is not None and self.proof.is_proven and self.proof.email == email

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "DraftState":
        data = json.loads(text)
        return cls(answers=data["answers"], proof=Proof(**data["proof"]) if data["proof"] else None)


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A whole registration, judged and ready to be stored."""

    kind: str
    names: dict[str, str]
    sex: str
    birth_year: int
    birth_month: int | None
    birth_day: int | None
    email: str
    mobile: str
    personnel_kind: str
    unit: str
    position: str
    consent_version: str
