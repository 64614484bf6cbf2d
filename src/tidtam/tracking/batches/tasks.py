"""Jobs that carry out what officers ordered, in their name. Safe to run twice: what is settled is not done again."""

import logging
from dataclasses import replace
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from tidtam.kernel.actor import SYSTEM, Origin, Refused, acting_as

from . import actions, queries
from .carrying import bring_in_all_rows, bring_in_good_rows, examine
from .choices import ImportMode, ImportState
from .jobs import BATCHES, RUN_BULK, RUN_IMPORT
from .mistakes import Mistake, Unreadable, gettext_noop
from .officers import officer_of

logger = logging.getLogger("tidtam.jobs")

ATTEMPTS = 8
PATIENCE = RetryStrategy(max_attempts=ATTEMPTS, wait=5, exponential_wait=3)
"""For a database that is away for a while."""


@app.task(name=RUN_BULK, queue=BATCHES, retry=PATIENCE, pass_context=True)
def run_bulk(context: JobContext, bulk_id: str) -> None:
    with acting_as(SYSTEM):
        bulk = queries.ordered_bulk(UUID(bulk_id))
        if bulk is None:
            return
        officer, items = officer_of(bulk, context.job.id), queries.waiting_items(bulk)
    with override(bulk.language):
        for item in items:
            reason = ""
            try:
                with acting_as(officer):
                    actions.record_item(officer, bulk, item)
            except Refused as refused:
                reason = str(refused.message)
            except Http404:
                reason = _("The matter is not in your charge any more.")
            except Exception:
                if not _is_last(context):
                    raise
                logger.exception("a matter of a bulk action failed", extra={"bulk": bulk_id, "item": item})
                reason = _("Something went wrong on our side, and nothing was recorded on this matter.")
            if reason:
                with acting_as(officer):
                    actions.refuse_item(officer, item, reason)
    with acting_as(officer):
        actions.end_bulk(officer, bulk)


def _is_last(context: JobContext) -> bool:
    """Whether nothing comes after this try: what still fails is then told, and holds up nothing else."""
    return context.job.attempts >= ATTEMPTS


FAULT = gettext_noop("Something went wrong on our side. What the page counts was brought in; nothing more will be.")
NOT_YOURS = gettext_noop("The roles in which this import was ordered do not allow it any more.")


@app.task(name=RUN_IMPORT, queue=BATCHES, retry=PATIENCE, pass_context=True)
def run_import(context: JobContext, import_id: str) -> None:
    with acting_as(SYSTEM):
        case_import = queries.import_in_hand(UUID(import_id))
        if case_import is None:
            return
        officer = officer_of(case_import, context.job.id)
    try:
        if case_import.state == ImportState.CHECKING:
            examine(officer, case_import)
        elif case_import.mode == ImportMode.ALL:
            bring_in_all_rows(officer, case_import)
        else:
            bring_in_good_rows(officer, case_import)
    except Unreadable as unreadable:
        mistake = unreadable.mistake
    except (Refused, Http404):
        mistake = Mistake(NOT_YOURS)
    except Exception:
        if not _is_last(context):
            raise
        logger.exception("an import failed", extra={"import": import_id})
        mistake = Mistake(FAULT)
    else:
        return
    with acting_as(SYSTEM):
        actions.give_up_import(SYSTEM, case_import, mistake)


@app.periodic(cron="50 2 * * *")
@app.task(name="clear_imports", queueing_lock="clear_imports")
def clear_imports(timestamp: int) -> None:
    with acting_as(replace(SYSTEM, origin=Origin(channel="job"))) as actor:
        actions.clear_imports(actor)
