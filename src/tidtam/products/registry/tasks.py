"""What the register does by itself. Safe to run twice."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404
from procrastinate import JobContext
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, Refused, acting_as
from tidtam.tracking.batches.mistakes import Mistake, Unreadable, gettext_noop
from tidtam.tracking.batches.officers import officer_of
from tidtam.tracking.batches.tasks import PATIENCE

from . import actions
from .carrying import bring_in_rows, examine
from .choices import ImportState
from .jobs import QUEUE, RUN_IMPORT
from .queries.imports import import_in_hand

_WORKER = replace(SYSTEM, origin=Origin(channel="job"))


@app.periodic(cron="10 1 * * *")  # 08:10 in Bangkok
@app.task(name="registry.ask_for_contacts", queueing_lock="registry.ask_for_contacts")
def ask_for_contacts(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        actions.ask_for_contacts(actor)


@app.periodic(cron="*/10 * * * *")
@app.task(name="registry.recount", queueing_lock="registry.recount")
def recount(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        actions.recount(actor)


NOT_YOURS = gettext_noop("The roles in which this import was ordered do not allow it any more.")


@app.task(name=RUN_IMPORT, queue=QUEUE, retry=PATIENCE, pass_context=True)
def run_import(context: JobContext, import_id: str) -> None:
    with acting_as(SYSTEM):
        registry_import = import_in_hand(UUID(import_id))
        if registry_import is None:
            return
        officer = officer_of(registry_import, context.job.id)
    try:
        if registry_import.state == ImportState.CHECKING:
            examine(officer, registry_import)
        else:
            bring_in_rows(officer, registry_import)
    except Unreadable as unreadable:
        mistake = unreadable.mistake
    except (Refused, Http404):
        mistake = Mistake(NOT_YOURS)
    else:
        return
    with acting_as(SYSTEM):
        actions.give_up_import(SYSTEM, registry_import, mistake)


@app.periodic(cron="40 19 * * *")
@app.task(name="registry.clear_imports", queueing_lock="registry.clear_imports")
def clear_imports(timestamp: int) -> None:
    with acting_as(_WORKER) as actor:
        actions.clear_imports(actor)
