"""How a request reads on a page: its facts in order, its state in words, what to do next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.products.academic import policies, queries
from tidtam.products.academic.choices import Fact, RequestState
from tidtam.products.academic.dossier.presenting.tasks import task_list
from tidtam.products.academic.dossier.queries import Judged, judge
from tidtam.products.academic.experts.queries import committee_of_request
from tidtam.products.academic.facts import missing_facts
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.rules import place_words
from tidtam.tracking.appealing import appeal_shown
from tidtam.tracking.wording import short_date

from .facts import FORM_FIELD_OF, Text, applicant_name, fact_values, link_to
from .inside import inside, recorded_with_sending
from .returns import shown_defects


def state_tag(item: AcademicRequest) -> tuple[str, Text]:
    """Kind and word of the status shown for a request."""
    if policies.is_withdrawn(item):
        return "closed", RequestState.WITHDRAWN.label
    if item.case is None:
        own = policies.inside_of(item)
        is_inside = own is not None and own.is_open
        return ("progress", _("Inside the institution")) if is_inside else ("waiting", RequestState.DRAFT.label)
    if policies.awaits_institution(item):
        return "waiting", _("Returned for correction")
    if item.case.is_open:
        return "progress", item.case.get_status_display()
    return "done", item.case.get_status_display()


@dataclass(frozen=True)
class Row:
    item: AcademicRequest
    name: str
    tag_kind: str
    tag_text: Text
    days: int | None = None
    """Since it was sent, while it runs."""


def row(item: AcademicRequest, today: date | None = None) -> Row:
    kind, text = state_tag(item)
    is_running = today is not None and item.submitted_at is not None and item.case is not None and item.case.is_open
    days = (today - date_in_bangkok(item.submitted_at)).days if is_running and today and item.submitted_at else None
    return Row(item, applicant_name(item), kind, text, days)


_TOLD_BY_THE_MATTER = frozenset({Fact.LETTER_NO, Fact.IDENTIFIER, Fact.INSTITUTION})
_ASKED_BEFORE_SENDING = frozenset({Fact.LETTER_NO, Fact.APPLICANT, Fact.POSITION, Fact.FIELD})


def _rows(
    item: AcademicRequest, masked_number: str, *, changeable: bool, without: Collection[Fact] = ()
) -> list[tuple[Any, ...]]:
    change = reverse("academic:request_change", args=[item.id])
    rows: list[tuple[Any, ...]] = []
    for fact, value in fact_values(item, masked_number).items():
        if fact in without:
            continue
        link = (f"{change}#id_{FORM_FIELD_OF[fact]}",) if changeable and fact in FORM_FIELD_OF else ()
        rows.append((fact.label, value, *link))
    return rows


def detail(actor: Actor, item: AcademicRequest) -> dict[str, Any]:
    kind, text = state_tag(item)
    can_change = policies.can_change(actor, item)
    missing = missing_facts(item) if can_change else []
    judged = judge(actor, item.dossier) if item.dossier is not None else None
    letters = queries.letters_of(actor, item)
    return {
        "item": item,
        "name": applicant_name(item),
        "tag_kind": kind,
        "tag_text": text,
        "rows": _rows(item, queries.masked_number_of(actor, item), changeable=can_change),
        "missing": [(each.text, link_to(item, each.fact)) for each in missing],
        "letter": letters[-1] if letters else None,
        "defects": shown_defects(actor, item, letters[-1], judged) if letters else [],
        "is_to_answer": bool(letters) and policies.can_answer(actor, item),
        "duplicates": [row(other) for other in queries.duplicates_of(actor, item)] if _is_unfinished(item) else [],
        "used_before": [
            (place_words(each.place), each, row(other) if other else None)
            for each, other in queries.works_used_in_requests(actor, item)
        ],
        "appeal": _appeal(actor, item),
        "inside": inside(actor, item),
        "dossier": _dossier(actor, judged),
        "can_begin_dossier": can_change and item.dossier is None and item.person_id is not None,
        "can_change": can_change,
        "can_submit": policies.can_submit(actor, item) and not missing and queries.can_go_on(item),
        "can_withdraw": policies.can_withdraw(actor, item),
        "can_return": policies.can_return(actor, item),
        "has_experts": item.person_id is not None
        and (policies.is_of_institution(actor, item) or committee_of_request(actor, item.id) is not None),
        "awaits_institution": policies.awaits_institution(item),
    }


def _dossier(actor: Actor, judged: Judged | None) -> dict[str, Any] | None:
    """How far the dossier is, and what to do next in it."""
    if judged is None:
        return None
    tasks = task_list(actor, judged)
    return {
        "complete": tasks.complete,
        "total": len(tasks.tasks),
        "faults": len(tasks.faults),
        "next": tasks.next if tasks.can_change else None,
        "stops": bool(tasks.stopping),
    }


def _appeal(actor: Actor, item: AcademicRequest) -> dict[str, Any] | None:
    """Until when one can object to how it ended, and the matter that objects; nothing where the process has neither."""
    shown = appeal_shown(actor, item.case) if item.case is not None else None
    if shown is None:
        return None
    rows: list[tuple[Text, object]] = []
    if shown.objection is not None:
        kind = _("Decision") if shown.objection.ended else _("Stands at")
        rows = [
            (_("Number of the objection's letter"), shown.objection.case.letter_no or "–"),
            (_("Received on"), shown.objection.received),
            (_("Reasons"), shown.reasons or "–"),
            (kind, f"{shown.objection.place} ({short_date(shown.objection.case.step_since)})"),
        ]
    return {"shown": shown, "rows": rows}


def case_facts(actor: Actor, item: AcademicRequest) -> dict[str, Any]:
    """What the officers' page of the matter shows of the request behind it, besides what it tells itself."""
    return {"item": item, "rows": _rows(item, "", changeable=False, without=_TOLD_BY_THE_MATTER)}


def inside_facts(actor: Actor, item: AcademicRequest) -> dict[str, Any]:
    """The same on the page of the institution's own steps, and whether it can be sent from there."""
    may_send = policies.can_submit(actor, item) and not missing_facts(item) and queries.can_go_on(item)
    return {**case_facts(actor, item), "can_submit": may_send}


def _is_unfinished(item: AcademicRequest) -> bool:
    return item.is_draft or (item.state == RequestState.SUBMITTED and item.case is not None and item.case.is_open)


def hints(actor: Actor, item: AcademicRequest) -> dict[str, Any]:
    """What the form says beside a saved request."""
    letter = queries.to_answer(actor, item)
    return {
        "masked_number": queries.masked_number_of(actor, item),
        "letter": letter,
        "defects": shown_defects(actor, item, letter, None) if letter else [],
    }


def submit_question(item: AcademicRequest) -> dict[str, Any]:
    again = item.case is not None
    return {
        "heading": _("Hand the request in again?") if again else _("Send this request to the ministry?"),
        "rows": _rows(item, "", changeable=False, without=set(Fact) - _ASKED_BEFORE_SENDING),
        "consequence": _("After sending, the request can be changed only if the ministry returns it.")
        + ("" if again or policies.inside_of(item) else " " + _("The applicant can follow it from then on."))
        + (f" {recorded}" if (recorded := recorded_with_sending(item)) else ""),
        "submit_text": _("Hand in the corrected request") if again else _("Send the request to the ministry"),
        "cancel_url": reverse("academic:request_detail", args=[item.id]),
    }


def committee_question(item: AcademicRequest) -> dict[str, Any]:
    return {
        "heading": _("Propose the experts with these facts of the request?"),
        "rows": _rows(item, "", changeable=False, without=set(Fact) - _ASKED_BEFORE_SENDING),
        "consequence": _("The rules compare each expert with these facts. The applicant learns nothing of it."),
        "submit_text": _("Take these facts"),
        "cancel_url": reverse("academic:request_detail", args=[item.id]),
    }


def withdraw_question(item: AcademicRequest) -> dict[str, Any]:
    return {
        "heading": _("Withdraw this request?"),
        "rows": [(_("Applicant"), applicant_name(item)), (Fact.POSITION.label, item.get_position_display())],
        "consequence": _("A request that was withdrawn stays visible; only the ministry can take it up again."),
        "submit_text": _("Withdraw the request"),
        "cancel_url": reverse("academic:request_detail", args=[item.id]),
        "is_dangerous": True,
    }
