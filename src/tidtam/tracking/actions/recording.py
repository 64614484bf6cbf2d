"""The one way in which something happens to a matter: one event, its words, the matter's new position, the trail."""

import secrets
from base64 import b32encode
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Outdated
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.people import private_text
from tidtam.tracking.choices import EventKind
from tidtam.tracking.definitions import Definition
from tidtam.tracking.history import NOTHING_WRITTEN, Entry, Written
from tidtam.tracking.limits import bells
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.notices import news_for_subject
from tidtam.tracking.policies import can_note, can_see
from tidtam.tracking.progress import Position, advance
from tidtam.tracking.queries.events import news_since
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import what_changed, what_moved

from .writing import locked, write

_POSITION = tuple(field.name for field in fields(Position))


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is recorded."""

    kind: EventKind
    happened_on: date
    outcome: str = ""
    leads_to: str = ""
    order_no: str = ""
    letter_no: str = ""
    file_id: UUID | None = None
    corrects: int | None = None
    process_version_id: UUID | None = None
    """The version that holds from this event on, if it begins or changes here."""
    step: str = ""
    """Where it happened, if not at the current step."""
    written: Written = NOTHING_WRITTEN


def new_tracking_code() -> str:
    """128 bits that nobody guesses, in letters and digits that survive being read aloud."""
    return b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def lock(actor: Actor, case: Case) -> Case:
    """The matter as it is now; nobody else changes it until the transaction ends."""
    now = locked(case.pk)
    if now is None or not can_see(actor, now):
        raise Http404
    return now


def is_repeat(actor: Actor, case: Case, expected_version: int, draft: Draft) -> bool:
    """Whether the same person already recorded exactly this: a form sent twice is answered as if sent once.

    `expected_version` is what `seen_version` said when they looked. Anything else that happened since is a conflict,
    and they are told what it was.
    """
    if expected_version == case.version:
        return False
    news = news_since(actor, case, expected_version)
    if not news:
        return False
    if len(news) == 1 and news[0].recorded_by == actor.recorded_as and _says_the_same(draft, news[0]):
        return True
    changes = what_changed(news) if can_note(actor, case) else what_moved(news)
    raise Outdated(
        _(
            "Since you opened this page something else was recorded: %(changes)s. Nothing of yours was recorded yet "
            "and nothing you typed is lost: look whether it still applies, then send it again."
        )
        % {"changes": changes}
    )


def _says_the_same(draft: Draft, entry: Entry) -> bool:
    compared = ("kind", "happened_on", "outcome", "order_no", "letter_no", "corrects", "written")
    leads_to = draft.leads_to or entry.leads_to
    version = draft.process_version_id or entry.process_version_id
    return (leads_to, version) == (entry.leads_to, entry.process_version_id) and all(
        getattr(draft, name) == getattr(entry, name) for name in compared
    )


def record(actor: Actor, case: Case, draft: Draft, *, replayed: Position | None = None) -> CaseEvent:
    """Append the event and bring the matter up to date. All checks come before it."""
    definition = definition_of(case.process_version_id)
    then = definition_of(draft.process_version_id) if draft.process_version_id else definition
    is_new = case.version == 0
    case.version += 1
    event = CaseEvent(
        case=case,
        sequence=case.version,
        kind=draft.kind,
        step=draft.step or case.step or draft.leads_to,
        outcome=draft.outcome,
        leads_to=draft.leads_to,
        happened_on=draft.happened_on,
        recorded_at=actor.now(),
        recorded_by=actor.recorded_as,
        order_no=draft.order_no,
        letter_no=draft.letter_no,
        file_id=draft.file_id,
        corrects=draft.corrects,
        process_version_id=draft.process_version_id,
    )
    take(case, then, replayed or advance(definition, None if is_new else position_of(case), event, then=then))
    if draft.process_version_id:
        case.process_version_id = draft.process_version_id
    write(
        case,
        event,
        _trail(actor, case, event),
        sealed=private_text.seal(case.subject_id, draft.written.as_text()) if draft.written else None,
        told=news_for_subject(actor, then, case, event),
    )
    return event


def position_of(case: Case) -> Position:
    return Position(*(getattr(case, name) for name in _POSITION))


def take(case: Case, definition: Definition, position: Position) -> None:
    """Bring the matter's row where the position says; its clock begins anew, and has what it said in its record."""
    case.is_hidden = definition.hidden_from_subject
    for name in _POSITION:
        setattr(case, name, getattr(position, name))
    case.limit_on = position.limit_on
    case.clock_on = None
    limit = definition.step(position.step).deadline
    if limit and position.deadline_on and position.suspended_on is None:
        case.clock_on = bells(position.deadline_on, limit)[0][0]


def _trail(actor: Actor, case: Case, event: CaseEvent) -> tuple[Any, ...]:
    return audit.trail_values(
        actor,
        f"case.{event.kind}",
        "case",
        case.pk,
        person_id=case.person_told_of,
        organization_path=case.organization_path,
        details={"sequence": event.sequence, "step": event.step, "leads_to": event.leads_to},
    )
