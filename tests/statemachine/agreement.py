"""Whether everything that is told of a matter is what its events say."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.tracking.actions.recording import position_of
from tidtam.tracking.choices import MOVES
from tidtam.tracking.forecast.queries import forecast_of
from tidtam.tracking.history import Entry, effective
from tidtam.tracking.holding import holding
from tidtam.tracking.models import Case, CaseClockFiring
from tidtam.tracking.policies import is_returned
from tidtam.tracking.progress import replay
from tidtam.tracking.queries import entries_of
from tidtam.tracking.tests.timed import TimedWorld, on
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of

_COUNTS = """
    SELECT (SELECT count(*) FROM tracking_case), (SELECT count(*) FROM tracking_caseevent),
           (SELECT count(*) FROM tracking_caseeventtext), (SELECT count(*) FROM tracking_caseclockfiring),
           (SELECT count(*) FROM tracking_caseresult), (SELECT count(*) FROM notifications_notice),
           (SELECT count(*) FROM procrastinate_jobs)
"""


def stored(case: Case) -> tuple[Any, ...]:
    """The matter's row, and how many rows there are of everything that an action writes."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        counts = cursor.fetchone()
    return (*counts, *Case.objects.filter(pk=case.pk).values_list().get())


def disagreements(world: TimedWorld, case: Case, today: date) -> list[str]:
    with acting_as(on(world.officer, today)) as officer:
        recorded = entries_of(officer, case)
        found = [
            *_with_events(case, recorded),
            *_on_timeline(case, recorded),
            *_in_sentence(case, today),
            *_in_forecast(case, forecast_of(officer, case)),
        ]
    return [*found, *_of_clocks(case)]


def _with_events(case: Case, recorded: list[Entry]) -> Iterator[str]:
    position = replay(effective(recorded))
    if position_of(case) != position:
        yield f"the row says {position_of(case)}, its events {position}"
    if case.limit_on != position.limit_on:
        yield f"late after {case.limit_on}, by the events after {position.limit_on}"
    if [entry.sequence for entry in recorded] != list(range(1, case.version + 1)):
        yield "the events are not numbered without a gap up to the matter's version"
    if recorded[-1].then is not definition_of(case.process_version_id):
        yield "the row follows another version than the last event"
    days = [entry.happened_on for entry in effective(recorded) if entry.kind in MOVES]
    if days != sorted(days):
        yield f"moves run backwards: {days}"


def _on_timeline(case: Case, recorded: list[Entry]) -> Iterator[str]:
    definition = definition_of(case.process_version_id)
    shown = timeline(definition, case, recorded, all_shown=True)
    taken = [step for step in shown if step.state != "future"]
    if [step.state for step in taken[:-1]] != ["done"] * (len(taken) - 1):
        yield "a step that was left is not done"
    if (taken[-1].state == "current") != case.is_open:
        yield "the timeline's last step and the status differ"
    if taken[-1].title != str(definition.step(case.step).name):
        yield f"the timeline stands at {taken[-1].title}, the matter at {case.step}"
    if not case.is_open and len(shown) > len(taken):
        yield "an ended matter has steps to come"
    days = [step.date for step in taken if step.date]
    if days != sorted(days):
        yield f"the timeline runs backwards: {days}"


def _in_sentence(case: Case, today: date) -> Iterator[str]:
    told = holding(definition_of(case.process_version_id), case, today, for_subject=False)
    if not told.sentence:
        yield "nobody is told who holds the matter"
    if told.is_late != case.is_late(today):
        yield "the sentence and the row differ on whether it is late"
    if case.is_open != bool(case.holder):
        yield "held and ended at once"


def _in_forecast(case: Case, forecast: Any) -> Iterator[str]:
    if (forecast is None) != (not case.is_open or case.is_suspended):
        yield "a forecast for what does not go on, or none for what does"
    if forecast is None:
        return
    step = definition_of(case.process_version_id).step(case.step)
    if forecast.waits != (is_returned(case) or step.actor == "subject"):
        yield "the forecast waits for somebody else"
    if forecast.step is not None and forecast.step.expected != step.working_days:
        yield "the forecast speaks of another step"


def _of_clocks(case: Case) -> Iterator[str]:
    running = case.is_open and not case.is_suspended and case.deadline_on is not None
    if case.clock_on is not None and not running:
        yield "a clock runs that stands still"
    with acting_as(SYSTEM):
        told = Notice.objects.filter(subject_id=case.pk, kind__in=["case.limit_near", "case.limit_passed"]).count()
    firings = list(CaseClockFiring.objects.filter(case=case).values_list("limit_on", "days", "fired_at"))
    if len({(limit_on, days) for limit_on, days, _at in firings}) != len(firings):
        yield "a clock rang twice"
    if told != len({(limit_on, at) for limit_on, _days, at in firings}):
        yield f"{told} notices of limits for {firings}"
