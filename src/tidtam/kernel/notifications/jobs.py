"""The names by which actions order jobs; the jobs themselves stand in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

DELIVER_NOTICE = "notifications.deliver_notice"
DELIVER_SECRET = "notifications.deliver_secret"  # noqa: S105 - the name of a job
NOTICES = "notices"
SECRETS = "secrets"


def order_delivery(delivery_id: UUID) -> None:
    """Stored in the transaction that is open: rolled back, nothing is sent."""
    app.configure_task(DELIVER_NOTICE, queue=NOTICES).defer(delivery_id=str(delivery_id))


def order_secret(secret_id: UUID) -> None:
    """A queue of its own, so that a code for signing in does not wait behind a thousand notices."""
    app.configure_task(DELIVER_SECRET, queue=SECRETS).defer(secret_id=str(secret_id))
