"""What the pages of bulk actions show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.forms import LABELS
from tidtam.tracking.rows import Row, named_rows
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import long_date
from tidtam.web.pagination import paginate

from . import queries
from .choices import BulkAct, BulkState, ItemState
from .foreseeing import leads_to, why_not
from .models import BulkAction, BulkItem
from .sealing import unseal

SECONDS_BETWEEN_LOOKS = 5
_PAGE = 100
_KINDS = {ItemState.WAITING: "waiting", ItemState.DONE: "done", ItemState.REFUSED: "late"}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One matter of a bulk action: what will happen to it, or what did."""

    row: Row
    kind: str
    state: str
    reason: str


def bulk_head(actor: Actor, bulk: BulkAction) -> dict[str, Any]:
    definition = definition_of(bulk.process_version_id)
    return {
        "bulk": bulk,
        "title": BulkAct(bulk.act).label,
        "process_name": definition.name,
        "step_name": definition.step(bulk.step).name if bulk.act == BulkAct.FINISH else "",
    }


def draft_page(actor: Actor, bulk: BulkAction, cursor: str | None) -> dict[str, Any]:
    """What would happen: counted over all the matters, listed a hundred at a time."""
    reasons = {
        item.pk: why_not(actor, bulk, item.case, item.expected_version) for item in queries.bulk_items(actor, bulk)
    }
    page = paginate(queries.bulk_items(actor, bulk), order=("id",), cursor=cursor, size=_PAGE)
    ready = sum(not reason for reason in reasons.values())
    rows = [
        ItemRow(row, "late" if reasons[item.pk] else "progress", _will(reasons[item.pk]), reasons[item.pk])
        for item, row in _with_rows(actor, page.items)
    ]
    counts = {"ready": ready, "left_out": len(reasons) - ready}
    return {**bulk_head(actor, bulk), "page": page, "rows": rows, "counts": counts, "values": _values(bulk)}


def result_page(actor: Actor, bulk: BulkAction, cursor: str | None) -> dict[str, Any]:
    """What happened so far; what was refused comes before what was recorded."""
    page = paginate(queries.bulk_items(actor, bulk), order=("-state", "id"), cursor=cursor, size=_PAGE)
    rows = [
        ItemRow(row, _KINDS[ItemState(item.state)], str(ItemState(item.state).label), item.reason)
        for item, row in _with_rows(actor, page.items)
    ]
    counts = queries.bulk_counts(actor, bulk)
    return {
        **bulk_head(actor, bulk),
        "page": page,
        "rows": rows,
        "counts": {**counts, "all": sum(counts.values()), "settled": sum(counts.values()) - counts[ItemState.WAITING]},
        "is_running": bulk.state == BulkState.ORDERED,
        "values": _values(bulk),
    }


def look_again(response: HttpResponse, *, running: bool, still: bool) -> HttpResponse:
    """A page of something that goes on loads itself anew without a script, unless it is to stand still."""
    if running and not still:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


def _will(reason: str) -> str:
    return _("Stays as it is") if reason else _("Will be recorded")


def _with_rows(actor: Actor, items: Sequence[BulkItem]) -> list[tuple[BulkItem, Row]]:
    return list(zip(items, named_rows(actor, [item.case for item in items]), strict=True))


def _values(bulk: BulkAction) -> list[tuple[Any, Any]]:
    """What was filled in, with its labels."""
    if bulk.happened_on is None:
        return []
    definition = definition_of(bulk.process_version_id)
    is_finish = bulk.act == BulkAct.FINISH
    outcome = definition.step(bulk.step).outcome(bulk.outcome) if is_finish else None
    said = [
        (LABELS["happened_on"], long_date(bulk.happened_on)),
        (LABELS["outcome"], outcome.name if outcome else ""),
        (_("Then"), leads_to(bulk, definition) if is_finish else ""),
        (LABELS["order_no"], bulk.order_no),
        (LABELS["letter_no"], bulk.letter_no),
        (LABELS["text" if bulk.act == BulkAct.NOTE else "remark"], unseal(bulk.pk, bulk.sealed_text)),
    ]
    return [(label, value) for label, value in said if str(value)]
