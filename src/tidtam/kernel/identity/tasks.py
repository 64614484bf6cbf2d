"""What is over is cleared away every night: sessions that ran out."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions.sessions import clear_away


@app.periodic(cron="40 3 * * *")
@app.task(name="clear_sessions", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin(channel="job"))) as actor:
        clear_away(actor)
