"""The names by which actions order jobs; the jobs themselves stand in tasks.py."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

ASK_SOURCES = "verification.ask_sources"
QUEUE = "verification"


def order_asking(request_id: UUID, at: datetime | None = None) -> None:
    """Stored in the transaction that is open; at once, or at this moment."""
    app.configure_task(ASK_SOURCES, queue=QUEUE, schedule_at=at).defer(request_id=str(request_id))
