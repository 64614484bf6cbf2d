"""Jobs that hand messages to the gateway. Safe to run twice: what was sent is not sent again."""

from dataclasses import replace
from uuid import UUID

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from tidtam.kernel.actor import SYSTEM, Actor, Origin, acting_as

from .actions import deliver_notice, deliver_secret, order_other_ways
from .gateways import current_senders
from .jobs import DELIVER_NOTICE, DELIVER_SECRET, NOTICES, SECRETS
from .mailer import current_mailer

MINUTE, HOUR = 60, 3_600


class Waits(BaseRetryStrategy):
    """Try again after each of these numbers of seconds, then no more."""

    def __init__(self, *seconds: int) -> None:
        self.seconds = seconds

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002 - its base's
        return None if self.are_over(job) else RetryDecision(retry_in={"seconds": self.seconds[job.attempts]})

    def are_over(self, job: Job) -> bool:
        """Whether the attempt that runs now is the last."""
        return job.attempts >= len(self.seconds)


# A gateway that is down over a long weekend costs nobody a notice.
NOTICE_WAITS = Waits(
    MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR
)
# Somebody sits and waits for a code.
SECRET_WAITS = Waits(5, 10, 20, 40, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE, HOUR)


def _worker(job: Job) -> Actor:
    return replace(SYSTEM, origin=Origin(channel="job", request_id=str(job.id)))


@app.task(name=DELIVER_NOTICE, queue=NOTICES, retry=NOTICE_WAITS, pass_context=True)
def deliver_notice_job(context: JobContext, delivery_id: str) -> None:
    """The other ways are set going in a transaction of their own: they do not wait for a mail gateway that is down."""
    is_last = NOTICE_WAITS.are_over(context.job)
    with acting_as(_worker(context.job)) as actor:
        order_other_ways(actor, UUID(delivery_id))
    with acting_as(_worker(context.job)) as actor:
        deliver_notice(
            actor, UUID(delivery_id), mailer=current_mailer(), senders=current_senders(), is_last_attempt=is_last
        )


@app.task(name=DELIVER_SECRET, queue=SECRETS, retry=SECRET_WAITS, pass_context=True)
def deliver_secret_job(context: JobContext, secret_id: str) -> None:
    is_last = SECRET_WAITS.are_over(context.job)
    with acting_as(_worker(context.job)) as actor:
        deliver_secret(
            actor, UUID(secret_id), mailer=current_mailer(), senders=current_senders(), is_last_attempt=is_last
        )
