"""The way a matter took, for people to look at: what is done, where it is, what is certain to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .choices import EventKind
from .definitions import Definition, Shown, Step
from .history import Entry, effective
from .models import Case
from .policies import is_returned
from .wording import ending_name, outcome_name, short_date

_ENDS = frozenset({EventKind.FINISHED, EventKind.CLOSED, EventKind.WITHDRAWN, EventKind.TAKEN_OVER})
_MARKS = frozenset(
    {
        EventKind.RETURNED,
        EventKind.RESUMED,
        EventKind.NOTE_TO_SUBJECT,
        EventKind.SUSPENDED,
        EventKind.CONTINUED,
        EventKind.VERSION_CHANGED,
    }
)


_TIMES = {
    EventKind.SUSPENDED: gettext_lazy("Suspended on %(date)s"),
    EventKind.CONTINUED: gettext_lazy("Continued on %(date)s"),
    EventKind.VERSION_CHANGED: gettext_lazy("Moved to version %(number)s of the process on %(date)s"),
}


@dataclass(slots=True)
class Visit:
    """One stay of a matter at a step; a step that is gone through twice has two."""

    step: Step
    entered_on: date
    recorded_at: datetime
    end: Entry | None = None
    marks: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TimelineStep:
    number: int
    title: str
    entered: tuple[date, datetime] | None
    """The day, and when it was recorded; none of what is still to come."""
    date: date | None
    state: str
    """done, current or future"""
    kind: str
    """How the state is dressed: done, progress, waiting, closed."""
    status_text: str
    remark: str = ""
    note: tuple[str, ...] = ()
    sequence: int | None = None
    """The event that finished the step."""
    file_id: UUID | None = None
    case_id: UUID | None = None
    """The matter it belongs to."""


def course(entries: Iterable[Entry]) -> list[Visit]:
    """The stays at steps, in order, as the events are now known to have been."""
    visits: list[Visit] = []
    for entry in effective(entries):
        if visits and entry.kind in _ENDS:
            visits[-1].end = entry
        elif visits and entry.kind in _MARKS:
            visits[-1].marks.append(entry)
        if visits and entry.kind == EventKind.VERSION_CHANGED:
            visits[-1].step = entry.then.step(entry.leads_to)
        elif entry.leads_to and entry.definition.has_step(entry.leads_to):
            visits.append(Visit(entry.definition.step(entry.leads_to), entry.happened_on, entry.recorded_at))
    return visits


def timeline(definition: Definition, case: Case, entries: Sequence[Entry], *, all_shown: bool) -> list[TimelineStep]:
    """`all_shown` is for those in charge; the subject sees what the definition lets them see."""
    steps = [_taken(case, visit, number, all_shown=all_shown) for number, visit in enumerate(course(entries), start=1)]
    if case.is_open:
        steps += [
            _to_come(step, number) for number, step in enumerate(definition.certain_after(case.step), len(steps) + 1)
        ]
    return steps


def _taken(case: Case, visit: Visit, number: int, *, all_shown: bool) -> TimelineStep:
    shown = frozenset(Shown) if all_shown else visit.step.shows
    state, kind, status = _state(case, visit)
    return TimelineStep(
        number=number,
        title=str(visit.step.name),
        date=visit.end.happened_on if visit.end else visit.entered_on,
        state=state,
        kind=kind,
        status_text=status,
        remark=_remark(visit.end, shown) if visit.end else "",
        note=(*(line for mark in visit.marks for line in _mark(mark, shown).splitlines()), *_limit(case, visit)),
        sequence=visit.end.sequence if visit.end else None,
        file_id=visit.end.file_id if visit.end and Shown.FILE in shown else None,
        case_id=case.pk,
        entered=(visit.entered_on, visit.recorded_at),
    )


def _state(case: Case, visit: Visit) -> tuple[str, str, str]:
    if visit.end is None:
        if case.is_suspended:
            return "current", "waiting", _("Suspended")
        if is_returned(case):
            return "current", "waiting", _("Waiting for correction")
        return "current", "progress", pgettext("step", "In progress")
    if visit.end.kind == EventKind.FINISHED:
        return "done", "done", pgettext("step", "Completed")
    return "done", "closed", str(EventKind(visit.end.kind).label)


def _limit(case: Case, visit: Visit) -> list[str]:
    """The statutory limit, where it runs now."""
    if visit.end is not None or case.deadline_on is None:
        return []
    return [_("Limit by law: %(date)s") % {"date": short_date(case.deadline_on)}]


def _to_come(step: Step, number: int) -> TimelineStep:
    return TimelineStep(
        number=number,
        title=str(step.name),
        entered=None,
        date=None,
        state="future",
        kind="closed",
        status_text=_("Still to come"),
    )


def _remark(end: Entry, shown: frozenset[Shown]) -> str:
    """What came of a step, one thing a line."""
    is_finish = end.kind == EventKind.FINISHED
    lines = [
        outcome_name(end) if Shown.OUTCOME in shown else "",
        end.written.remark if Shown.REMARK in shown or not is_finish else "",
        _("Order no. %(number)s") % {"number": end.order_no} if end.order_no and Shown.ORDER_NO in shown else "",
        _("Letter no. %(number)s") % {"number": end.letter_no} if end.letter_no and Shown.LETTER_NO in shown else "",
    ]
    return "\n".join(filter(None, lines))


def _mark(mark: Entry, shown: frozenset[Shown]) -> str:
    day = short_date(mark.happened_on)
    if mark.kind == EventKind.NOTE_TO_SUBJECT:
        return _("Note of %(date)s: %(text)s") % {"date": day, "text": mark.written.remark}
    if mark.kind == EventKind.RESUMED:
        return _("Handed in again on %(date)s") % {"date": day}
    if mark.kind in _TIMES:
        line = str(_TIMES[EventKind(mark.kind)]) % {"date": day, "number": mark.then.version}
        return f"{line}: {mark.written.remark}" if mark.written.remark else line
    line = _("Returned for correction on %(date)s") % {"date": day}
    reasons = [reason.text for reason in mark.written.reasons] if Shown.REASONS in shown else []
    return "\n".join([line, *(f"– {reason}" for reason in reasons)])


def ending(definition: Definition, case: Case) -> str:
    """How it ended, in a word; nothing while it goes on."""
    return "" if case.is_open else ending_name(definition, case.ended_how)
