from dataclasses import dataclass
from datetime import date

from tidtam.kernel.actor import Actor
from tidtam.tracking.choices import EventKind
from tidtam.tracking.definitions import SUBJECT, Definition
from tidtam.tracking.forecast.choices import Measure
from tidtam.tracking.forecast.models import Curve
from tidtam.tracking.forecast.policies import can_know
from tidtam.tracking.forecast.ranges import Range, fitting, range_of
from tidtam.tracking.forecast.working_time import number_of
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.policies import is_returned
from tidtam.tracking.versions import definition_of


@dataclass(frozen=True, slots=True)
class Expectation:
    """What can be told of one measure: a range, or the days the definition expects, or that it is beyond all."""

    range: Range | None = None
    expected: int | None = None
    """Too few matters have finished: so many working days are planned from the beginning of the step."""
    is_beyond: bool = False
    """This matter has waited longer than nearly all before it."""


@dataclass(frozen=True, slots=True)
class Forecast:
    today: date
    waits: bool
    """Counted from when the person's side has made its move, not from today."""
    step: Expectation | None
    """Nothing where it is the subject's own step."""
    whole: Expectation


def forecast_of(actor: Actor, case: Case) -> Forecast | None:
    """How long a matter in hand is likely to take; one that has ended or is suspended has no forecast."""
    if not case.is_open or case.is_suspended or not can_know(actor, case):
        return None
    waited = _waited(case, actor.today())
    definition = definition_of(case.process_version_id)
    is_own_step = definition.step(case.step).actor == SUBJECT
    waits = is_own_step or is_returned(case)
    curves = list(Curve.objects.filter(process=case.process_id, step=case.step, waits=waits, waited__lte=waited))
    expected = _expected(definition, case)
    told = {
        measure: _expectation([c for c in curves if c.measure == measure], 0 if waits else waited, expected[measure])
        for measure in Measure
    }
    return Forecast(actor.today(), waits, None if is_own_step else told[Measure.STEP], told[Measure.WHOLE])


def _waited(case: Case, today: date) -> int:
    """The working days in the present hands, without those of suspension."""
    kinds = (EventKind.SUSPENDED, EventKind.CONTINUED)
    pauses = CaseEvent.objects.filter(case=case, kind__in=kinds, happened_on__gte=case.held_since)
    signs = {EventKind.SUSPENDED: -1, EventKind.CONTINUED: 1}
    paused = sum(signs[EventKind(kind)] * number_of(day) for kind, day in pauses.values_list("kind", "happened_on"))
    return max(0, number_of(today) - number_of(case.held_since) - paused)


def _expectation(curves: list[Curve], waited: int, expected: int | None) -> Expectation:
    curve = fitting(curves, waited)
    if curve is None:
        return Expectation(expected=expected)
    told = range_of(curve, waited)
    return Expectation(range=told, is_beyond=told is None)


def _expected(definition: Definition, case: Case) -> dict[Measure, int | None]:
    """By the definition: of the step, and of all that certainly comes, where it says so of every step."""
    step = definition.step(case.step)
    days = [ahead.working_days for ahead in (step, *definition.certain_after(case.step))]
    known = [number for number in days if number is not None]
    return {Measure.STEP: step.working_days, Measure.WHOLE: sum(known) if len(known) == len(days) else None}
