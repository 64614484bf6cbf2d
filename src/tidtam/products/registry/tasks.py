"""What the register does by itself. Safe to run twice."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from . import actions

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.periodic(cron="10 1 * * *")  # 08:10 in Bangkok
@app.task(name="registry.ask_for_contacts", queueing_lock="registry.ask_for_contacts")
def ask_for_contacts(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        actions.ask_for_contacts(actor)


@app.periodic(cron="*/10 * * * *")
@app.task(name="registry.recount", queueing_lock="registry.recount")
def recount(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        actions.recount(actor)
