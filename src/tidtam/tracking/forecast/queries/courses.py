"""The courses of all matters of a process, without anything that names one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Func, IntegerField, QuerySet

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.tracking.choices import MOVES, EventKind
from tidtam.tracking.definitions import SUBJECT
from tidtam.tracking.forecast.histories import Happening, Matter, Shape
from tidtam.tracking.models import Case, CaseEvent, Process, ProcessVersion
from tidtam.tracking.policies import in_charge
from tidtam.tracking.versions import definitions_of

SAMPLE = 10_000
"""More matters than these say nothing more: a process that has them is counted by an even part of them."""

_KINDS = (*MOVES, EventKind.CORRECTED)


class _LastByte(Func):
    """The end of the id is random, so that a range of it is an even part of all matters."""

    template = "get_byte(uuid_send(%(expressions)s), 15)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Courses:
    shape: Shape
    matters: list[Matter]


def courses_of(actor: Actor, process: Process, *, sample: int = SAMPLE) -> Courses:
    matters = in_charge(Case.objects.filter(process=process), actor)
    events = CaseEvent.objects.filter(case__in=_even_part(matters, sample), kind__in=_KINDS)
    return Courses(_shape(process), list(_matters(events)))


def _even_part(cases: QuerySet[Case], sample: int) -> QuerySet[Case]:
    count = cases.count()
    if count <= sample:
        return cases
    return cases.annotate(lot=_LastByte("pk")).filter(lot__lt=max(1, 256 * sample // count))


def _shape(process: Process) -> Shape:
    versions = ProcessVersion.objects.filter(process=process).values_list("id", flat=True)
    steps = [step for definition in definitions_of(versions).values() for step in definition.steps]
    return Shape(
        steps=frozenset(step.key for step in steps),
        subject_steps=frozenset(step.key for step in steps if step.actor == SUBJECT),
    )


def _matters(events: QuerySet[CaseEvent]) -> Iterator[Matter]:
    fields = ("case_id", "sequence", "kind", "step", "leads_to", "happened_on", "recorded_at", "corrects")
    rows: Any = events.order_by("case_id", "sequence").values_list(*fields).iterator(chunk_size=10_000)
    for number, (_case_id, course) in enumerate(groupby(rows, key=lambda row: row[0])):
        happenings = [
            Happening(sequence, kind, step, leads_to, happened_on, date_in_bangkok(recorded_at), corrects)
            for _case, sequence, kind, step, leads_to, happened_on, recorded_at, corrects in course
        ]
        yield Matter(number, happenings)
