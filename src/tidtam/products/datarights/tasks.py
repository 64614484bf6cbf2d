"""What is done by itself: copies are made and end, erasures that are due, data that outlived their time. All may run
twice."""

from dataclasses import replace
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from . import actions
from .jobs import MAKE_DOWNLOAD, QUEUE

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.task(name=MAKE_DOWNLOAD, queue=QUEUE, retry=RetryStrategy(max_attempts=5, linear_wait=30))
def make_download(download_id: str) -> None:
    with acting_as(_WORKER) as actor:
        actions.make_download(actor, UUID(download_id))


@app.periodic(cron="20 * * * *")
@app.task(name="datarights.erase", queue=QUEUE, queueing_lock="datarights.erase")
def erase_what_is_due(timestamp: int) -> None:
    """Each in a transaction of its own: killed in between, the next run goes on with the rest."""
    while True:
        with acting_as(_WORKER) as actor:
            if not actions.carry_out_due(actor):
                return


@app.periodic(cron="15 20 * * *")  # 03:15 in Bangkok
@app.task(name="datarights.retention", queue=QUEUE, queueing_lock="datarights.retention")
def end_what_is_over(timestamp: int) -> None:
    while True:
        with acting_as(_WORKER) as actor:
            if not actions.end_what_is_over(actor):
                return
