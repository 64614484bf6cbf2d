"""Every night all processes are counted anew. Safe to run twice: the same day counts the same."""

from dataclasses import replace
from uuid import UUID

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .queries import process_to_count, processes_to_count

QUEUE = "forecast"
_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.task(name="forecast.count_process", queue=QUEUE)
def count_process_job(process_id: str) -> None:
    from .actions import count_process  # it loads what only the counting needs

    with acting_as(_WORKER) as actor:
        count_process(actor, process_to_count(actor, UUID(process_id)))


@app.periodic(cron="40 19 * * *")  # 02:40 in Bangkok
@app.task(name="forecast.count_all", queue=QUEUE, queueing_lock="forecast.count_all")
def count_all(timestamp: int) -> None:
    """A job for each process, so that one that fails holds no other up."""
    with acting_as(_WORKER) as actor:
        for process in processes_to_count(actor):
            count_process_job.defer(process_id=str(process.pk))
