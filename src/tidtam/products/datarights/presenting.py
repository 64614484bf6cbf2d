"""What the pages show, made from what the queries found."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import Holding, Record, Subject
from tidtam.tracking.wording import long_date

from . import queries
from .choices import RequestKind
from .items import label_of
from .models import DataRequest
from .queries import Kept
from .writing import in_words, told

Row = tuple[object, ...]
MOST_SHOWN = 50


def about(holding: Holding) -> list[Row]:
    """By whom, why, how long, and what remains after erasure."""
    rows: list[Row] = [
        (_("Held by"), holding.held_by),
        (_("What for"), holding.purpose),
        (_("How long"), holding.kept_for),
        (_("Legal ground"), holding.ground),
    ]
    return [*rows, (_("What remains after erasure"), holding.remains)] if holding.remains else rows


def records(found: Sequence[Record]) -> list[tuple[object, list[Row], bool]]:
    language = get_language() or "th"
    return [
        (
            record.title,
            [(fact.label, in_words(fact, language)) for fact in told(record)],
            record.document is not None,
        )
        for record in found[:MOST_SHOWN]
    ]


def kept_rows(kept: Sequence[Kept]) -> list[Row]:
    """Why each is held back and until when."""
    return [(each.hold.reason, f"{each.hold.ground}; {_until(each)}") for each in kept]


def _until(kept: Kept) -> str:
    if kept.goes_on:
        return _("as long as this goes on")
    if kept.until is None:
        return _("how long is not configured by the office; kept until it is")
    return _("until %(day)s") % {"day": long_date(kept.until)}


def request_facts(actor: Actor, request: DataRequest) -> dict[str, object]:
    """One request for either side."""
    rows: list[Row] = [(_("What is asked"), RequestKind(request.kind).label)]
    if request.item:
        rows.append((_("About"), label_of(request.item)))
    labels: dict[str, str | Promise] = {
        "wrong": _("What is wrong"),
        "right": _("What is right"),
        "reason": _("Reason"),
    }
    words = queries.asked_words(request)
    rows += [(labels[key], text) for key, text in words.items() if text] or [("", _("The data was erased"))]
    subject = Subject(request.person_id, request.account_id)
    deletes = request.kind == RequestKind.DELETION
    return {"rows": rows, "deletes": deletes, "kept": kept_rows(queries.holds_on(actor, subject)) if deletes else []}


def request_rows(requests: Sequence[DataRequest]) -> list[Row]:
    """What the person asked, each with the way to its matter."""
    return [
        (
            f"{RequestKind(each.kind).label}{f': {label_of(each.item)}' if each.item else ''}",
            long_date(each.case.received_on),
            reverse("case_detail", args=[each.case_id]),
            _("Follow it"),
        )
        for each in requests
    ]
