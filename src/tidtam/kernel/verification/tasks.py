"""Jobs of verification: sources are asked, cards that waited too long are forgotten."""

from dataclasses import replace
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions import forget_cards, keep_outcome, take_question
from .connectors.asking import ask_all
from .jobs import ASK_SOURCES, QUEUE

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.task(name=ASK_SOURCES, queue=QUEUE, retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def ask_sources_job(request_id: str) -> None:
    """Nothing is open while the sources are asked. May run twice: what was answered in between is seen."""
    with acting_as(_WORKER) as actor:
        question = take_question(actor, UUID(request_id))
    if question is None:
        return
    outcome = ask_all(question.stated, now=_WORKER.now(), was_proven=question.was_proven, without=question.answered)
    with acting_as(_WORKER) as actor:
        keep_outcome(actor, UUID(request_id), question, outcome)


@app.periodic(cron="*/5 * * * *")
@app.task(name="verification.forget_cards", queue=QUEUE, queueing_lock="verification.forget_cards")
def forget_old_cards(timestamp: int) -> None:
    while True:
        with acting_as(_WORKER) as actor:
            if not forget_cards(actor):
                return
