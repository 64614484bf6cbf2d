from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, acting_as
from tidtam.tracking.models import Process

from .backtesting import back_test
from .estimating import curves_of, places
from .histories import all_stays
from .models import Curve, Estimate
from .policies import can_count
from .queries import Courses, courses_of, processes_to_count
from .working_time import number_of


def count_process(actor: Actor, process: Process) -> Estimate:
    """Count the matters of a process anew. Counted twice on one day, it says the same twice.

    What it replaces is derived, and nothing of it is anybody's: it leaves no trail.
    """
    if not can_count(actor):
        raise NotAllowed(_("Estimates are counted by the platform."))
    courses, today = courses_of(actor, process), actor.today()
    tested = back_test(courses.shape, courses.matters, today)
    Process.objects.select_for_update().get(pk=process.pk)
    Curve.objects.filter(process=process).delete()
    Curve.objects.bulk_create(_curves(process, courses, today, tested.years))
    estimate, _is_new = Estimate.objects.update_or_create(
        process=process,
        defaults={
            "as_of": today,
            "years": tested.years,
            "calibration": {measure: found.as_content() for measure, found in tested.calibrations.items()},
        },
    )
    return estimate


def count_every_process(actor: Actor) -> Iterator[Process]:
    """Each in a transaction of its own; yields those that are counted."""
    with acting_as(actor):
        processes = processes_to_count(actor)
    for process in processes:
        with acting_as(actor):
            count_process(actor, process)
        yield process


def _curves(process: Process, courses: Courses, today: date, years: int) -> Iterator[Curve]:
    for place, sample in places(all_stays(courses.shape, courses.matters, today)).items():
        for found in curves_of(place, sample, today=number_of(today), years=years):
            yield Curve(process=process, step=place.step, waits=place.waits, measure=place.measure, **asdict(found))
