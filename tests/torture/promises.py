"""What was promised, kept outside of what is being killed, and how it compares with what is there."""

from dataclasses import dataclass, field
from typing import Any

TO_SUBJECT, INTERNAL = "note_to_subject", "internal_note"


@dataclass
class Desk:
    """One officer at one matter."""

    case_id: str
    session: str
    version: int


@dataclass
class Ledger:
    """What one officer was told is recorded, in this order."""

    case_id: str
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    """(kind, text) of each note that was answered with yes."""
    unanswered: int = 0
    longest_silence: float = 0.0
    refusals: list[str] = field(default_factory=list)
    """Answers that were neither yes nor silence: none is expected."""


@dataclass
class Verdict:
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.double or self.partial)


def compare(ledgers: list[Ledger], found: dict[str, Any], mailed: set[str]) -> Verdict:
    """Each promise kept once and whole: the event, its words, the matter's version, the trail, the notice, the mail."""
    verdict = Verdict()
    cases = {case["id"]: case for case in found["cases"]}
    for ledger in ledgers:
        case = cases[ledger.case_id]
        notes = [(kind, text) for _, kind, text in case["events"] if kind in {TO_SUBJECT, INTERNAL}]
        verdict.acknowledged += len(ledger.acknowledged)
        verdict.lost += [text for kind, text in ledger.acknowledged if (kind, text) not in notes]
        verdict.double += sorted({text for _, text in notes if [other for _, other in notes].count(text) > 1})
        verdict.partial += _torn(case)
    verdict.lost += [f"mail {identity}" for identity in found["sent"] if identity not in mailed]
    return verdict


def _torn(case: dict[str, Any]) -> list[str]:
    sequences = [sequence for sequence, _, _ in case["events"]]
    to_subject = sum(kind in {TO_SUBJECT, "opened"} for _, kind, _ in case["events"])
    facts = {
        "a gap in its events": sequences != list(range(1, len(sequences) + 1)),
        "a version that is not its last event's": case["version"] != len(sequences),
        "a note without words": any(kind in {TO_SUBJECT, INTERNAL} and not text for _, kind, text in case["events"]),
        "events and audit trail that differ": case["trail"] != len(sequences),
        "events and notices that differ": case["told"] != to_subject,
    }
    return [f"{case['id']}: {what}" for what, is_so in facts.items() if is_so]
