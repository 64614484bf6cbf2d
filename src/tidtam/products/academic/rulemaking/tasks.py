"""What is done by the worker. Safe to run twice."""

from dataclasses import replace
from uuid import UUID

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions import forget_drafts, replay_draft
from .jobs import QUEUE, REPLAY

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.task(name=REPLAY, queue=QUEUE)
def replay(draft_id: str) -> None:
    with acting_as(_WORKER) as actor:
        replay_draft(actor, UUID(draft_id))


@app.periodic(cron="20 19 * * *")
@app.task(name="academic_rulemaking.forget_drafts", queueing_lock="academic_rulemaking.forget_drafts")
def forget(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        forget_drafts(actor)
