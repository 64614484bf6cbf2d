"""Jobs of registration: reminders, drafts that are forgotten, and answers to who asks for an account."""

from dataclasses import replace

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions import answer_question, clear_drafts, send_due_reminders
from .jobs import ANSWER_QUESTION, QUEUE

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.periodic(cron="25 * * * *")
@app.task(name="registration.remind", queue=QUEUE, queueing_lock="registration.remind")
def remind(timestamp: int) -> None:
    """Every hour, though reminders are due by the day: an hour in which no worker ran costs nobody a reminder."""
    while True:
        with acting_as(_WORKER) as actor:
            if not send_due_reminders(actor):
                return


@app.periodic(cron="10 * * * *")
@app.task(name="registration.clear_drafts", queue=QUEUE, queueing_lock="registration.clear_drafts")
def clear_old_drafts(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        clear_drafts(actor)


@app.task(name=ANSWER_QUESTION, queue=QUEUE, retry=RetryStrategy(max_attempts=5, linear_wait=10))
def answer_question_job(sealed: str, language: str) -> None:
    with acting_as(_WORKER) as actor:
        answer_question(actor, sealed=sealed, language=language)
