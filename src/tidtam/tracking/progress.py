"""Where a matter is, worked out from its events. The rows of `Case` and every timeline come from here alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from . import limits
from .choices import MOVES, CaseStatus, EventKind
from .definitions import Definition, Return, Step


class Happening(Protocol):
    """What of an event decides where the matter is."""

    @property
    def kind(self) -> str: ...
    @property
    def leads_to(self) -> str: ...
    @property
    def happened_on(self) -> date: ...


class Recounted(Happening, Protocol):
    """An event that knows under which definition it happened, and which one holds from it on."""

    @property
    def definition(self) -> Definition: ...
    @property
    def then(self) -> Definition: ...


@dataclass(frozen=True, slots=True)
class Position:
    """The part of a `Case` that its events decide; the fields have the same names there."""

    received_on: date
    status: str
    ended_how: str
    step: str
    step_since: date
    holder: str
    held_since: date
    due_on: date | None
    deadline_on: date | None
    suspended_on: date | None
    moved_on: date

    @property
    def is_open(self) -> bool:
        return self.status == CaseStatus.IN_PROGRESS

    @property
    def limit_on(self) -> date | None:
        """The nearer of the limits, while time passes."""
        days = [day for day in (self.due_on, self.deadline_on) if day is not None]
        return min(days) if days and self.suspended_on is None else None


def advance(
    definition: Definition, position: Position | None, event: Happening, *, then: Definition | None = None
) -> Position:
    """The position after one more event; `then` is the definition that holds from it on, if it is another one."""
    if position is None:
        return _at(definition.step(event.leads_to), event.happened_on, received_on=event.happened_on)
    step = definition.step(position.step)
    match event.kind:
        case EventKind.FINISHED | EventKind.REOPENED | EventKind.TAKEN_OVER if definition.has_step(event.leads_to):
            position = _at(definition.step(event.leads_to), event.happened_on, received_on=position.received_on)
        case EventKind.FINISHED | EventKind.CLOSED | EventKind.WITHDRAWN:
            position = _ended(position, event)
        case EventKind.RETURNED if step.returns:
            position = _held(position, event.happened_on, step.returns.to, step.returns)
        case EventKind.RESUMED:
            position = _held(position, event.happened_on, step.actor, step)
        case EventKind.SUSPENDED:
            position = replace(position, suspended_on=event.happened_on, moved_on=event.happened_on)
        case EventKind.CONTINUED if position.suspended_on:
            position = _continued(position, step, position.suspended_on, event.happened_on)
        case EventKind.VERSION_CHANGED:
            position = _in_version(position, step, (then or definition).step(event.leads_to), event.happened_on)
    return position


def replay(events: Iterable[Recounted]) -> Position:
    """The position after all the events, corrections already applied to what they correct."""
    position: Position | None = None
    for event in events:
        if event.kind in MOVES:
            position = advance(event.definition, position, event, then=event.then)
    if position is None:
        raise ValueError("a matter without its first event has no position")
    return position


def _at(step: Step, on: date, *, received_on: date) -> Position:
    return Position(
        received_on=received_on,
        status=CaseStatus.IN_PROGRESS,
        ended_how="",
        step=step.key,
        step_since=on,
        holder=step.actor,
        held_since=on,
        due_on=limits.due(on, step),
        deadline_on=limits.deadline(on, step.deadline),
        suspended_on=None,
        moved_on=on,
    )


def _held(position: Position, on: date, holder: str, limit: Step | Return) -> Position:
    return replace(position, holder=holder, held_since=on, due_on=limits.due(on, limit), moved_on=on)


def _continued(position: Position, step: Step, stopped_on: date, on: date) -> Position:
    return replace(
        position,
        due_on=limits.due_later(position.due_on, stopped_on, on),
        deadline_on=limits.deadline_later(position.deadline_on, step.deadline, stopped_on, on),
        suspended_on=None,
        moved_on=on,
    )


def _in_version(position: Position, left: Step, entered: Step, on: date) -> Position:
    """The matter stays where it is, in other words; only a limit that is new to it is counted from this day."""
    keeps_holder = entered.actor == position.holder
    keeps_due = keeps_holder and entered.working_days == left.working_days
    return replace(
        position,
        step=entered.key,
        holder=entered.actor,
        held_since=position.held_since if keeps_holder else on,
        due_on=position.due_on if keeps_due else limits.due(on, entered),
        deadline_on=position.deadline_on if _same_limit(left, entered) else limits.deadline(on, entered.deadline),
        moved_on=on,
    )


def _same_limit(left: Step, entered: Step) -> bool:
    """Whether both allow the same time; when to warn of it is another matter."""
    spans = [(step.deadline.unit, step.deadline.number) if step.deadline else None for step in (left, entered)]
    return spans[0] == spans[1]


def _ended(position: Position, event: Happening) -> Position:
    return replace(
        position,
        status=CaseStatus.COMPLETED,
        ended_how=event.leads_to,
        step_since=event.happened_on,
        holder="",
        held_since=event.happened_on,
        due_on=None,
        deadline_on=None,
        suspended_on=None,
        moved_on=event.happened_on,
    )
