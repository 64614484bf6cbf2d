from dataclasses import replace
from datetime import timedelta

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions.orphans import clear_orphans

_UNDISTURBED = timedelta(days=1)
"""Longer than any transaction that may still be going to speak of what it wrote."""


@app.periodic(cron="25 3 * * *")
@app.task(name="files.clear_orphans", queueing_lock="files.clear_orphans")
def clear_orphaned_contents(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin("job"))) as actor:
        clear_orphans(actor, written_before=actor.now() - _UNDISTURBED)
