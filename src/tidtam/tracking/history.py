"""What happened to a matter, readable: its events with the words that belong to them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from .choices import EventKind
from .definitions import Definition
from .models import CaseEvent


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a matter was returned: what is wrong, and the check or field it is about, if there is one."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote about an event."""

    remark: str = ""
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.remark or self.reasons)

    def as_text(self) -> str:
        reasons = [[reason.code, reason.text] for reason in self.reasons]
        return json.dumps({"remark": self.remark, "reasons": reasons}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Written":
        content = json.loads(text)
        reasons = tuple(Reason(code=code, text=words) for code, words in content["reasons"])
        return cls(remark=content["remark"], reasons=reasons)


NOTHING_WRITTEN = Written()


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with its words."""

    sequence: int
    kind: str
    step: str
    outcome: str
    leads_to: str
    happened_on: date
    recorded_at: datetime
    recorded_by: UUID | None
    order_no: str
    letter_no: str
    file_id: UUID | None
    corrects: int | None
    process_version_id: UUID | None
    definition: Definition
    """The one under which it happened, in which its step and its outcome have their names."""
    then: Definition
    """The one that holds from this event on, to which `leads_to` belongs."""
    written: Written
    is_corrected: bool = False

    @classmethod
    def of(cls, event: CaseEvent, written: Written, definition: Definition, then: Definition) -> "Entry":
        return cls(
            sequence=event.sequence,
            kind=event.kind,
            step=event.step,
            outcome=event.outcome,
            leads_to=event.leads_to,
            happened_on=event.happened_on,
            recorded_at=event.recorded_at,
            recorded_by=event.recorded_by,
            order_no=event.order_no,
            letter_no=event.letter_no,
            file_id=event.file_id,
            corrects=event.corrects,
            process_version_id=event.process_version_id,
            definition=definition,
            then=then,
            written=written,
        )

    def restated(self, correction: "Entry") -> "Entry":
        """This event as the correction says it was."""
        return replace(
            self,
            outcome=correction.outcome,
            leads_to=correction.leads_to,
            happened_on=correction.happened_on,
            order_no=correction.order_no,
            letter_no=correction.letter_no,
            file_id=correction.file_id,
            written=correction.written,
            is_corrected=True,
        )


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """The events as they are now known to have been: each corrected one as its last correction restates it."""
    standing: dict[int, Entry] = {}
    for entry in entries:
        if entry.kind == EventKind.CORRECTED and entry.corrects is not None:
            standing[entry.corrects] = standing[entry.corrects].restated(entry)
        else:
            standing[entry.sequence] = entry
    return list(standing.values())
