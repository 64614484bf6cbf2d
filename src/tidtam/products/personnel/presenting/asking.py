"""Pages that ask: a group of questions, and whether one is sure."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import display_name
from tidtam.products.personnel import queries
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.forms import GroupForm
from tidtam.products.personnel.groups import Group
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.tracking.wording import short_date

from .requests import fact_rows, findings, meaning_of


def asking(
    actor: Actor,
    kind: str,
    *,
    groups: Sequence[Group],
    asked: Group,
    form: GroupForm,
    item: PersonnelRequest | None = None,
    person_id: UUID | None = None,
) -> dict[str, Any]:
    """A page that asks one group of questions, of a request or before there is one."""
    for_person = item.person_id if item else person_id
    if item:
        back = reverse("personnel:request_detail", args=[item.pk])
    elif person_id:
        back = reverse("personnel:staff_detail", args=[person_id])
    else:
        back = reverse("personnel:start")
    return {
        "form": form,
        "group": asked,
        "place": groups.index(asked) + 1,
        "total": len(groups),
        "meaning": meaning_of(actor, kind),
        "item": item,
        "name": "" if for_person in {None, actor.person_id} else _name(actor, for_person),
        "reasons": queries.return_reasons(actor, item) if item else (),
        "back_url": back,
    }


def _name(actor: Actor, person_id: UUID | None) -> str:
    return display_name(actor, person_id, get_language() or "th") if person_id else ""


def submit_question(actor: Actor, item: PersonnelRequest) -> dict[str, Any]:
    again = item.case is not None
    told = findings(actor, item) if not again else []
    return {
        "heading": _("Hand the request in again?") if again else _("Hand this request in?"),
        "rows": fact_rows(item),
        "consequence": " ".join(
            [
                *(finding.text for finding in told),
                _("After that it can be changed only if the personnel office returns it."),
            ]
        ),
        "submit_text": _("Hand in the corrected request") if again else _("Hand in to the personnel office"),
        "cancel_url": reverse("personnel:request_detail", args=[item.pk]),
    }


def expected_round(actor: Actor, item: PersonnelRequest) -> str:
    if item.kind != Kind.MOVE or not item.is_draft:
        return ""
    return queries.round_for(actor, item.organization, queries.received_or_today(actor, item)).key


def withdraw_question(actor: Actor, item: PersonnelRequest) -> dict[str, Any]:
    rows = [(_("Kind"), meaning_of(actor, item.kind).name)]
    if item.received_on:
        rows.append((_("Received on"), short_date(item.received_on)))
    return {
        "heading": _("Withdraw this request?"),
        "rows": rows,
        "consequence": _("A request that was withdrawn stays visible; only the personnel office can take it up again."),
        "submit_text": _("Withdraw the request"),
        "cancel_url": reverse("personnel:request_detail", args=[item.pk]),
        "is_dangerous": True,
    }
