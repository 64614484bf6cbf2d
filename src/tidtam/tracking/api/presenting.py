"""Matters and processes as clients read them."""

from collections.abc import Iterable
from typing import Any, Literal, cast
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import display_names
from tidtam.tracking.definitions import Definition, Need, Step, Words
from tidtam.tracking.history import Entry
from tidtam.tracking.holding import holding
from tidtam.tracking.models import Case
from tidtam.tracking.pages import tracking_url
from tidtam.tracking.policies import is_returned
from tidtam.tracking.queries import Published, entries_of
from tidtam.tracking.results import schema_of
from tidtam.tracking.versions import definition_of, definitions_of
from tidtam.tracking.whole_way import whole_way
from tidtam.tracking.wording import ending_name

from .choices import DeliveryState
from .models import Delivery, Subscription
from .schemas.base import Bilingual, Named
from .schemas.cases import (
    CaseDetailOut,
    CaseOut,
    EventOut,
    EventsOut,
    OfficeOut,
    ReasonOut,
    StepOut,
    SubjectOut,
    TimelineOut,
)
from .schemas.processes import EndingOut, OutcomeOut, ProcessDetailOut, ProcessOut, StepDefinitionOut
from .schemas.webhooks import DeliveryOut, SubscriptionOut

_NEEDS: dict[Need, Literal["optional", "required"]] = {Need.OPTIONAL: "optional", Need.REQUIRED: "required"}


def case_rows(actor: Actor, cases: Iterable[Case]) -> list[CaseOut]:
    """Lines of a list: the names in two queries, the definitions in at most one."""
    cases = list(cases)
    definitions = definitions_of(case.process_version_id for case in cases)
    names = display_names(actor, (case.subject_id for case in cases), get_language() or "th")
    return [
        CaseOut(**_case(actor, case, definitions[case.process_version_id], names.get(case.subject_id, "")))
        for case in cases
    ]


def case_detail(actor: Actor, case: Case, number: str) -> CaseDetailOut:
    definition = definition_of(case.process_version_id)
    name = display_names(actor, [case.subject_id], get_language() or "th").get(case.subject_id, "")
    held = holding(definition, case, actor.today(), for_subject=False)
    return CaseDetailOut(
        **_case(actor, case, definition, name, number),
        holding=held.sentence,
        limit=held.limit,
        tracking_url=tracking_url(case),
    )


def _case(actor: Actor, case: Case, definition: Definition, name: str, number: str | None = None) -> dict[str, Any]:
    office = case.organization
    return {
        "id": case.pk,
        "version": case.version,
        "process": Named(key=definition.key, name=_both(definition.name)),
        "process_version": definition.version,
        "organization": OfficeOut(code=office.code, name=Bilingual(th=office.name_th, en=office.name_en)),
        "subject": SubjectOut(id=case.subject_id, name=name, number=number),
        "letter_no": case.letter_no,
        "received_on": case.received_on,
        "status": case.status,
        "ended": _ended(definition, case),
        "step": _step(definition.step(case.step)),
        "step_since": case.step_since,
        "holder": case.holder,
        "held_since": case.held_since,
        "is_returned": is_returned(case),
        "due_on": case.due_on,
        "is_late": case.due_on is not None and case.due_on < actor.today(),
        "deadline_on": case.deadline_on,
        "suspended_on": case.suspended_on,
        "url": absolute("case", case.pk),
    }


def _ended(definition: Definition, case: Case) -> Named | None:
    if case.is_open:
        return None
    names = {}
    for code in ("th", "en"):
        with override(code):
            names[code] = ending_name(definition, case.ended_how)
    return Named(key=case.ended_how, name=Bilingual(**names))


def case_timeline(actor: Actor, case: Case) -> TimelineOut:
    steps = [
        StepOut(
            number=step.number,
            title=step.title,
            date=step.date,
            state=cast(Literal["done", "current", "future"], step.state),
            status=step.status_text,
            remark=step.remark,
            notes=list(step.note),
            case=step.case_id,
        )
        for step in whole_way(actor, case, entries_of(actor, case), all_shown=True)
    ]
    return TimelineOut(version=case.version, steps=steps)


def case_events(actor: Actor, case: Case) -> EventsOut:
    return EventsOut(version=case.version, items=[_event(entry) for entry in entries_of(actor, case)])


def _event(entry: Entry) -> EventOut:
    return EventOut(
        sequence=entry.sequence,
        kind=entry.kind,
        step=entry.step,
        outcome=entry.outcome,
        leads_to=entry.leads_to,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        order_no=entry.order_no,
        letter_no=entry.letter_no,
        remark=entry.written.remark,
        reasons=[ReasonOut(text=reason.text, code=reason.code) for reason in entry.written.reasons],
        corrects=entry.corrects,
    )


def process_row(published: Published) -> ProcessOut:
    return ProcessOut(**_process(published))


def process_detail(published: Published) -> ProcessDetailOut:
    definition = published.definition
    return ProcessDetailOut(
        **_process(published),
        opened_by=[definition.owner, *definition.opened_by],
        steps=[_step_definition(step) for step in definition.steps],
        endings=[
            EndingOut(key=ending.key, name=_both(ending.name), result=ending.result) for ending in definition.endings
        ],
        results={name: schema_of(name) for name in sorted({each.result for each in definition.endings} - {""})},
    )


def _process(published: Published) -> dict[str, Any]:
    definition = published.definition
    return {
        "key": published.key,
        "version": definition.version,
        "name": _both(definition.name),
        "description": _both(definition.description),
        "url": absolute("process", published.key),
    }


def _step_definition(step: Step) -> StepDefinitionOut:
    return StepDefinitionOut(
        key=step.key,
        name=_both(step.name),
        explanation=_both(step.explanation),
        actor=step.actor,
        working_days=step.working_days,
        records={thing.value: _NEEDS[need] for thing, need in step.records.items() if need in _NEEDS},
        outcomes=[OutcomeOut(key=way.key, name=_both(way.name), leads_to=way.leads_to) for way in step.outcomes],
        may_return_to=step.returns.to if step.returns else None,
    )


def _step(step: Step) -> Named:
    return Named(key=step.key, name=_both(step.name))


def _both(words: Words) -> Bilingual:
    return Bilingual(th=words.th, en=words.en)


def subscription_row(subscription: Subscription) -> SubscriptionOut:
    return SubscriptionOut(
        id=subscription.pk,
        url=subscription.url,
        kinds=subscription.kinds,
        created_at=subscription.created_at,
        paused_at=subscription.paused_at,
        failing_since=subscription.failing_since,
    )


def delivery_row(delivery: Delivery) -> DeliveryOut:
    return DeliveryOut(
        id=delivery.pk,
        type=f"case.{delivery.event.kind}",
        case=delivery.event.case_id,
        sequence=delivery.event.sequence,
        state=DeliveryState(delivery.state),
        attempts=delivery.attempts,
        answered=delivery.answered,
        failure=delivery.failure,
        created_at=delivery.created_at,
        next_try_at=delivery.next_try_at if delivery.state == DeliveryState.WAITING else None,
    )


def absolute(name: str, value: UUID | str) -> str:
    return f"{settings.ENVIRONMENT.base_url}{reverse(f'tracking_api:{name}', args=[value])}"
