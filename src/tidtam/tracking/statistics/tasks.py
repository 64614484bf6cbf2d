"""Every night: holidays, one row a key, the public figures. Safe to run twice."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.periodic(cron="20 18 * * *")  # 01:20 in Bangkok
@app.task(name="statistics.every_night", queue="statistics", queueing_lock="statistics.every_night")
def every_night(timestamp: int) -> None:
    from .actions import compact, keep_calendar, publish_figures

    with acting_as(_WORKER) as actor:
        keep_calendar(actor)
        compact(actor)
        publish_figures(actor)
