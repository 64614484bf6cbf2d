"""The names by which actions order jobs; the jobs themselves stand in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

SEND_RECOVERY = "credentials.send_recovery"
QUEUE = "credentials"


def order_recovery(recovery_id: UUID, language: str) -> None:
    app.configure_task(SEND_RECOVERY, queue=QUEUE).defer(recovery_id=str(recovery_id), language=language)
