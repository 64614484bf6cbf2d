"""Jobs: codes for those who forgot a password, what comes into force after a day, and what is forgotten."""

from dataclasses import replace
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, acting_as

from .actions.addresses import put_due_in_force
from .actions.recovery import clear_recoveries, send_recovery
from .actions.resets import carry_out_due
from .jobs import QUEUE, SEND_RECOVERY

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.task(name=SEND_RECOVERY, queue=QUEUE, retry=RetryStrategy(max_attempts=5, linear_wait=10))
def send_recovery_job(recovery_id: str, language: str) -> None:
    with acting_as(_WORKER) as actor:
        send_recovery(actor, UUID(recovery_id), language=language)


@app.periodic(cron="*/10 * * * *")
@app.task(name="credentials.addresses", queue=QUEUE, queueing_lock="credentials.addresses")
def addresses(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        put_due_in_force(actor)
        carry_out_due(actor)
        clear_recoveries(actor)
