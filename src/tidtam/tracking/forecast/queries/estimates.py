from uuid import UUID

from django.db.models import Q
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.forecast.choices import Measure
from tidtam.tracking.forecast.models import Curve, Estimate
from tidtam.tracking.forecast.ranges import ENOUGH
from tidtam.tracking.models import Process


def processes_to_count(actor: Actor) -> list[Process]:
    return list(Process.objects.exclude(current=None).order_by("key"))


def process_to_count(actor: Actor, process_id: UUID) -> Process:
    return Process.objects.get(pk=process_id)


def estimate_of(actor: Actor, key: str) -> tuple[Estimate | None, list[Curve]]:
    """What everybody may know of a process: its estimate, and its curves from receipt and from each step's beginning.

    A curve of few matters is left out as if it were not there.
    """
    process = Process.objects.exclude(current=None).filter(key=key).first()
    if process is None:
        raise Http404
    curves = Curve.objects.filter(process=process, waits=False, waited=0, finished__gte=ENOUGH)
    return Estimate.objects.filter(process=process).first(), list(curves.filter(_of_page()))


def _of_page() -> Q:
    return Q(step="", measure=Measure.WHOLE) | ~Q(step="") & Q(measure=Measure.STEP)
