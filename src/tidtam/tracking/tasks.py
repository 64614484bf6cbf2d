"""Jobs of the engine. Safe to run twice: a clock speaks once, a result is handed over once."""

import logging
from dataclasses import replace
from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Actor, Origin, acting_as

from .actions.clocks import ring_clock
from .actions.results import deliver_result
from .jobs import DELIVER_RESULT, RESULTS
from .queries.clocks import clocks_to_ring

logger = logging.getLogger("tidtam.jobs")

# Some days: a subscriber that is mended meanwhile still gets what waited for it.
RESULT_WAITS = RetryStrategy(max_attempts=60, wait=60, linear_wait=120)


def _worker(job_id: int | None = None) -> Actor:
    return replace(SYSTEM, origin=Origin(channel="job", request_id=str(job_id or "")))


@app.task(name=DELIVER_RESULT, queue=RESULTS, retry=RESULT_WAITS, pass_context=True)
def deliver_result_job(context: JobContext, delivery_id: str) -> None:
    with acting_as(_worker(context.job.id)) as actor:
        deliver_result(actor, UUID(delivery_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="tracking.run_clocks", queueing_lock="tracking.run_clocks")
def run_clocks(timestamp: int) -> None:
    ring_all(_worker())


def ring_all(actor: Actor) -> None:
    """A transaction for each matter: one that cannot be told of does not hold up the others, and comes again."""
    with acting_as(actor):
        waiting = clocks_to_ring(actor)
    for case_id in waiting:
        try:
            with acting_as(actor):
                ring_clock(actor, case_id)
        except Exception:
            logger.exception("a clock could not ring", extra={"case": str(case_id)})
