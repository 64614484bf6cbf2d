"""Every night, tokens of programs that ran out are cleared away."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions import clear_tokens as clear_away


@app.periodic(cron="55 3 * * *")
@app.task(name="programs.clear_tokens", queueing_lock="programs.clear_tokens")
def clear_tokens(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin(channel="job"))) as actor:
        clear_away(actor)
