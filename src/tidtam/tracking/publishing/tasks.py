from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions import forget_drafts


@app.periodic(cron="10 3 * * *")
@app.task(name="forget_process_drafts", queueing_lock="forget_process_drafts")
def forget_process_drafts(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin(channel="job"))) as actor:
        forget_drafts(actor)
