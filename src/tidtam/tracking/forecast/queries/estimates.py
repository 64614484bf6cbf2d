from uuid import UUID

from django.db.models import Q

from tidtam.kernel.actor import Actor
from tidtam.tracking.forecast.choices import Measure
from tidtam.tracking.forecast.models import Curve, Estimate
from tidtam.tracking.forecast.ranges import ENOUGH
from tidtam.tracking.models import Process
from tidtam.tracking.queries import get_process, published_processes

_SHOWN = Q(step="", measure=Measure.WHOLE) | ~Q(step="") & Q(measure=Measure.STEP)


def processes_to_count(actor: Actor) -> list[Process]:
    published = [process.id for process in published_processes(actor)]
    return list(Process.objects.filter(pk__in=published).order_by("key"))


def process_to_count(actor: Actor, process_id: UUID) -> Process:
    return Process.objects.get(pk=process_id)


def estimate_of(actor: Actor, key: str) -> tuple[Estimate | None, list[Curve]]:
    """What everybody may know of a process: its estimate, and its curves from receipt and from each step's beginning.

    A curve of few matters is left out as if it were not there.
    """
    process = get_process(actor, key).id
    curves = Curve.objects.filter(_SHOWN, process=process, waits=False, waited=0, finished__gte=ENOUGH)
    return Estimate.objects.filter(process=process).first(), list(curves)


def whole_curve(actor: Actor, key: str) -> Curve | None:
    """From receipt to the end, if enough matters have ended."""
    whole = Curve.objects.filter(process__key=key, step="", waits=False, waited=0, measure=Measure.WHOLE)
    return whole.filter(finished__gte=ENOUGH).first()
