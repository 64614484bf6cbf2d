"""The history of a matter as those in charge read it: everything as it was recorded, the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor

from .choices import CORRECTABLE, EventKind
from .history import Entry
from .models import Case
from .policies import can_manage
from .queries.events import recorders
from .queries.results import offices_named, results_of
from .results.asking import lines_of
from .wording import headline


@dataclass(frozen=True, slots=True)
class HistoryLine:
    sequence: int
    text: str
    recorded_at: datetime
    recorded_by: str
    details: tuple[str, ...]
    file_id: UUID | None
    is_correctable: bool
    was_corrected: bool


def history(actor: Actor, case: Case, entries: Sequence[Entry]) -> list[HistoryLine]:
    """Who recorded it is told to the office that runs the process; others see what and when."""
    manages = can_manage(actor, case)
    names = recorders(entries) if manages else {}
    corrected = {entry.corrects for entry in entries}
    came = _what_came(actor, case) if any(_may_have_given(entry) for entry in entries) else {}
    return [
        HistoryLine(
            sequence=entry.sequence,
            text=headline(entry),
            recorded_at=entry.recorded_at,
            recorded_by=names.get(entry.recorded_by, "") if entry.recorded_by else _("the system"),
            details=(*_details(entry), *came.get(entry.sequence, ())),
            file_id=entry.file_id,
            is_correctable=manages and entry.kind in CORRECTABLE,
            was_corrected=entry.sequence in corrected,
        )
        for entry in reversed(entries)
    ]


def _may_have_given(entry: Entry) -> bool:
    return bool(entry.leads_to) and not entry.then.has_step(entry.leads_to)


def _what_came(actor: Actor, case: Case) -> dict[int, list[str]]:
    """What each event gave to other parts of the product, in sentences; also what was stated otherwise later."""
    given = results_of(actor, case)
    offices = offices_named(result.content for result in given.values())
    return {
        number: [f"{label}: {value}" for label, value in lines_of(result.name, result.content, offices)]
        for number, result in given.items()
    }


def _details(entry: Entry) -> Iterator[str]:
    if entry.kind == EventKind.CORRECTED:
        yield _("Corrects entry %(number)s") % {"number": entry.corrects}
    if entry.kind == EventKind.VERSION_CHANGED:
        step = entry.then.step(entry.leads_to).name
        yield _("Version %(number)s, at the step “%(step)s”") % {"number": entry.then.version, "step": step}
    if entry.order_no:
        yield _("Order no. %(number)s") % {"number": entry.order_no}
    if entry.letter_no:
        yield _("Letter no. %(number)s") % {"number": entry.letter_no}
    if entry.written.remark:
        yield entry.written.remark
    for reason in entry.written.reasons:
        yield f"– {reason.text}"
