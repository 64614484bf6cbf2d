"""The name by which actions order the job; the job itself stands in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

RUN_IMPORT = "registry.run_import"
QUEUE = "batches"


def order_import(import_id: UUID) -> None:
    """Stored in the transaction that is open: rolled back, nothing is done."""
    app.configure_task(RUN_IMPORT, queue=QUEUE).defer(import_id=str(import_id))
