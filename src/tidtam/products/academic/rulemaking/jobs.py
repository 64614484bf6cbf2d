"""The name by which actions order the job; the job itself stands in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

REPLAY = "academic_rulemaking.replay"
QUEUE = "batches"


def order_replay(draft_id: UUID) -> None:
    """Stored in the transaction that is open: rolled back, nothing is done."""
    app.configure_task(REPLAY, queue=QUEUE).defer(draft_id=str(draft_id))
