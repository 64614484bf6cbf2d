"""The name by which actions order the job; the job itself stands in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

MAKE_DOWNLOAD = "datarights.make_download"
QUEUE = "datarights"


def order_making(download_id: UUID) -> None:
    """Stored in the transaction that is open: rolled back, nothing is made."""
    app.configure_task(MAKE_DOWNLOAD, queue=QUEUE).defer(download_id=str(download_id))
