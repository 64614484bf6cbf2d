"""Every night: sign-ins that are over are cleared away, and the next signing key is published in time."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions.signing import change_keys
from .actions.tokens import clear_away


@app.periodic(cron="50 3 * * *")
@app.task(name="provider.clear_away", queueing_lock="provider.clear_away")
def clear_sign_ins(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin(channel="job"))) as actor:
        clear_away(actor)
        change_keys(actor)
