"""Jobs about jobs."""

import logging
from typing import Any

from procrastinate.contrib.django import app

logger = logging.getLogger("tidtam.jobs")


@app.periodic(cron="* * * * *")
@app.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=False)
async def retry_stalled_jobs(timestamp: int) -> None:
    """A job whose worker was killed stays `doing` for ever unless somebody picks it up again."""
    stalled: list[Any] = list(await app.job_manager.get_stalled_jobs())
    for job in stalled:
        await app.job_manager.retry_job(job)
    if stalled:
        logger.warning("stalled jobs retried", extra={"jobs": [job.id for job in stalled]})
