"""The names by which actions order jobs; the jobs themselves stand in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

DELIVER_RESULT = "tracking.deliver_result"
RESULTS = "results"


def order_delivery(delivery_id: UUID) -> None:
    """Stored in the transaction that is open: rolled back, nothing is handed over."""
    app.configure_task(DELIVER_RESULT, queue=RESULTS).defer(delivery_id=str(delivery_id))
