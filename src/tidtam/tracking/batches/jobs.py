"""The names by which actions order jobs; the jobs themselves stand in tasks.py."""

from uuid import UUID

from procrastinate.contrib.django import app

RUN_BULK = "tracking_batches.run_bulk"
RUN_IMPORT = "tracking_batches.run_import"
BATCHES = "batches"


def order_bulk(bulk_id: UUID) -> None:
    """Stored in the transaction that is open: rolled back, nothing is done."""
    app.configure_task(RUN_BULK, queue=BATCHES).defer(bulk_id=str(bulk_id))


def order_import(import_id: UUID) -> None:
    """One worker examines a table and one brings it in; both are the same job at different states."""
    app.configure_task(RUN_IMPORT, queue=BATCHES).defer(import_id=str(import_id))
