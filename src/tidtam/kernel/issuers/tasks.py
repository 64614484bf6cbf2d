"""Every night, sign-ins at a provider that nobody finished are cleared away."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions.attempts import clear_attempts as clear_away


@app.periodic(cron="45 3 * * *")
@app.task(name="issuers.clear_attempts", queueing_lock="issuers.clear_attempts")
def clear_attempts(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin(channel="job"))) as actor:
        clear_away(actor)
