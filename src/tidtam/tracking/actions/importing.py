"""Matters that run already, brought in by the thousand: the same rows as one by one, the same trail, and no notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit.actions import Happened, record_many
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people import private_text
from tidtam.tracking.choices import EventKind
from tidtam.tracking.definitions import Definition
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case, CaseEvent, CaseEventText, ProcessVersion
from tidtam.tracking.policies import can_open
from tidtam.tracking.progress import Position, advance
from tidtam.tracking.versions import definition_of

from . import checks
from .recording import new_tracking_code, take


@dataclass(frozen=True, slots=True)
class PastMove:
    """What earlier records say: the step the matter was at came out so, or the matter is now at this step."""

    happened_on: date
    outcome: str = ""
    order_no: str = ""
    letter_no: str = ""
    remark: str = ""
    now_at: str = ""
    """The step at which the matter is, where nothing is known of how it came there."""


@dataclass(frozen=True, slots=True)
class RunningCase:
    subject_id: UUID
    organization: Organization
    received_on: date
    letter_no: str = ""
    moves: tuple[PastMove, ...] = ()


def import_cases(
    actor: Actor, version: ProcessVersion, running: Sequence[RunningCase], *, source_id: UUID
) -> list[Case]:
    """Take over matters with what earlier records say of their course. Nobody is told: it happened long ago.

    Past steps may lack what the process would ask of them today, but never hold what it would not record. The caller
    decides what makes two matters the same one.
    """
    definition = definition_of(version.pk)
    for organization, subject_id in {(each.organization, each.subject_id) for each in running}:
        checks.must(
            can_open(actor, version.process, definition, organization.path, subject_id),
            _("Your role does not hand in matters of this kind for this organisation."),
        )
    courses = [_Course(actor, definition, version, each) for each in running]
    with transaction.atomic():
        Case.objects.bulk_create(course.case for course in courses)
        events = [event for course in courses for event in course.events]
        CaseEvent.objects.bulk_create(events)
        remarks = [(course.case.subject_id, event, text) for course in courses for event, text in course.remarks]
        sealed = private_text.seal_all((subject_id, text) for subject_id, _event, text in remarks)
        CaseEventText.objects.bulk_create(
            CaseEventText(event=event, sealed=seal)
            for (_subject, event, _text), seal in zip(remarks, sealed, strict=True)
        )
        record_many(actor, "case.imported", "case", [course.happened(source_id) for course in courses])
    return [course.case for course in courses]


class _Course:
    """One matter with its events, worked out from what is known of it."""

    def __init__(self, actor: Actor, definition: Definition, version: ProcessVersion, running: RunningCase) -> None:
        checks.received_date(actor, running.received_on)
        self._actor, self._definition = actor, definition
        self._position: Position | None = None
        self.events: list[CaseEvent] = []
        self.remarks: list[tuple[CaseEvent, str]] = []
        self.case = Case(
            process_id=version.process_id,
            process_version=version,
            subject_id=running.subject_id,
            organization=running.organization,
            organization_path=running.organization.path,
            letter_no=running.letter_no,
            tracking_code=new_tracking_code(),
            version=0,
        )
        first = definition.first.key
        self._add(EventKind.OPENED, PastMove(running.received_on, letter_no=running.letter_no), first, first)
        for move in running.moves:
            self._go_on(move)
        if self._position is not None:
            take(self.case, definition, self._position)

    def _go_on(self, move: PastMove) -> None:
        position = self._position
        if position is None or not position.is_open:
            raise Refused(_("The matter has ended. Reopen it first if it has to go on."), code="ended")
        checks.date_after(self._actor, move.happened_on, position.moved_on)
        if move.now_at:
            self._add(EventKind.TAKEN_OVER, move, position.step, self._definition.step(move.now_at).key)
            return
        outcome = self._definition.step(position.step).outcome(move.outcome)
        if outcome is None:
            raise Refused(_("Choose how this step came out."), code="missing", field="outcome")
        self._add(EventKind.FINISHED, move, position.step, outcome.leads_to)

    def _add(self, kind: EventKind, move: PastMove, step: str, leads_to: str) -> None:
        self.case.version += 1
        event = CaseEvent(
            case=self.case,
            sequence=self.case.version,
            kind=kind,
            step=step,
            outcome=move.outcome,
            leads_to=leads_to,
            happened_on=move.happened_on,
            recorded_at=self._actor.now(),
            recorded_by=self._actor.account_id,
            order_no=move.order_no,
            letter_no=move.letter_no,
            process_version=self.case.process_version if kind == EventKind.OPENED else None,
        )
        self._position = advance(self._definition, self._position, event)
        self.events.append(event)
        if move.remark:
            self.remarks.append((event, Written(remark=move.remark).as_text()))

    def happened(self, source_id: UUID) -> Happened:
        details = {"sequence": self.case.version, "step": self.case.step, "source": source_id}
        return Happened(self.case.pk, self.case.person_told_of, self.case.organization_path, details)
