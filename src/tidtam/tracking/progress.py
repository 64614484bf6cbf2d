"""Where a matter is, worked out from its events. The rows of `Case` and every timeline come from here alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from tidtam.thai import working_days

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

    @property
    def is_open(self) -> bool:
        return self.status == CaseStatus.IN_PROGRESS


def advance(definition: Definition, position: Position | None, event: Happening) -> Position:
    """The position after one more event."""
    if position is None:
        return _at(definition.step(event.leads_to), event.happened_on, received_on=event.happened_on)
    step = definition.step(position.step)
    match event.kind:
        case EventKind.FINISHED | EventKind.REOPENED if definition.has_step(event.leads_to):
            return _at(definition.step(event.leads_to), event.happened_on, received_on=position.received_on)
        case EventKind.FINISHED | EventKind.CLOSED | EventKind.WITHDRAWN:
            return _ended(position, event)
        case EventKind.RETURNED if step.returns:
            return _held(position, event.happened_on, step.returns.to, step.returns)
        case EventKind.RESUMED:
            return _held(position, event.happened_on, step.actor, step)
        case _:
            return position


def replay(definition: Definition, events: Iterable[Happening]) -> Position:
    """The position after all the events, corrections already applied to what they correct."""
    position: Position | None = None
    for event in events:
        if event.kind in MOVES:
            position = advance(definition, position, event)
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
        due_on=_due(on, step),
    )


def _held(position: Position, on: date, holder: str, limit: Step | Return) -> Position:
    return replace(position, holder=holder, held_since=on, due_on=_due(on, limit))


def _ended(position: Position, event: Happening) -> Position:
    return replace(
        position,
        status=CaseStatus.COMPLETED,
        ended_how=event.leads_to,
        step_since=event.happened_on,
        holder="",
        held_since=event.happened_on,
        due_on=None,
    )


def _due(since: date, limit: Step | Return) -> date | None:
    return working_days.add_working_days(since, limit.working_days) if limit.working_days else None
