"""Jobs: what happened is brought to its receivers, and what is over is cleared away."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Actor, Origin, acting_as

from .actions.answers import clear_answers
from .actions.files import clear_files
from .actions.webhooks import clear_deliveries, note_results
from .queries.webhooks import due_parcels
from .sending import send_all

MOST_ROUNDS = 50


def _worker() -> Actor:
    return replace(SYSTEM, origin=Origin(channel="job"))


def one_round(worker: Actor) -> bool:
    """Read, send without a transaction, note; whether there was anything to send."""
    with acting_as(worker) as actor:
        parcels = due_parcels(actor)
    if not parcels:
        return False
    results = send_all(parcels, worker.clock)
    with acting_as(worker) as actor:
        note_results(actor, results)
    return True


@app.periodic(cron="* * * * * */10")
@app.task(name="webhooks.send", queue="webhooks", queueing_lock="webhooks.send", lock="webhooks.send")
def send_webhooks(timestamp: int) -> None:
    for _round in range(MOST_ROUNDS):
        if not one_round(_worker()):
            return


@app.periodic(cron="50 3 * * *")
@app.task(name="webhooks.clear", queueing_lock="webhooks.clear")
def clear_away(timestamp: int) -> None:
    with acting_as(_worker()) as actor:
        clear_answers(actor)
        clear_deliveries(actor)
        clear_files(actor)
