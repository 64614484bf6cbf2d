"""How a request reads on a page: its facts in order, its state in words, what its days mean, what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.choices import CivilLevel
from tidtam.kernel.people.queries import display_name, display_names
from tidtam.products.personnel import policies, queries
from tidtam.products.personnel.actions.orders import effective_day
from tidtam.products.personnel.choices import Kind, RequestState
from tidtam.products.personnel.forms import label_of
from tidtam.products.personnel.groups import Group, groups_of, missing_of
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.notice import Notice
from tidtam.products.personnel.rounds import Round, round_label
from tidtam.tracking.definitions import Definition
from tidtam.tracking.queries import get_process, published_processes
from tidtam.tracking.wording import long_date

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind with its definition, which is one tap away wherever the kind is named."""

    kind: Kind
    name: str
    definition: str
    process_key: str


def meaning_of(actor: Actor, kind: str) -> Meaning:
    return _meaning(Kind(kind), get_process(actor, Kind(kind).process_key).definition)


def meanings(actor: Actor) -> list[Meaning]:
    """Of the kinds whose process is published, in the order of the office's guide."""
    published = {process.key: process.definition for process in published_processes(actor)}
    return [_meaning(kind, published[kind.process_key]) for kind in Kind if kind.process_key in published]


def _meaning(kind: Kind, definition: Definition) -> Meaning:
    return Meaning(kind, str(definition.name), str(definition.definition), definition.key)


def state_tag(item: PersonnelRequest) -> tuple[str, Text]:
    """Kind and word of the status shown for a request."""
    if policies.is_withdrawn(item):
        return "closed", RequestState.WITHDRAWN.label
    if item.case is None:
        return "waiting", RequestState.DRAFT.label
    if policies.awaits_correction(item):
        return "waiting", _("Returned for correction")
    return ("progress" if item.case.is_open else "done"), item.case.get_status_display()


@dataclass(frozen=True, slots=True)
class Row:
    item: PersonnelRequest
    name: str
    tag_kind: str
    tag_text: Text
    is_short: bool
    round: str


def office_rows(actor: Actor, items: Iterable[PersonnelRequest]) -> list[Row]:
    items = list(items)
    names = display_names(actor, (item.person_id for item in items), get_language() or "th")
    return [_row(actor, item, names.get(item.person_id, "")) for item in items]


def _row(actor: Actor, item: PersonnelRequest, name: str) -> Row:
    kind, text = state_tag(item)
    notice = queries.notice_of(actor, item)
    return Row(item, name, kind, text, notice is not None and notice.is_short, round_of_request(item))


def round_of_request(item: PersonnelRequest) -> str:
    return round_label(item.round_year, item.round_month) if item.round_year and item.round_month else ""


def _value(item: PersonnelRequest, name: str) -> str:
    value = getattr(item, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return long_date(value)
    if name == "target_level":
        return str(CivilLevel(value).label) if value else ""
    return str(value or "")


def fact_rows(item: PersonnelRequest, *, changeable: bool = False) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for group in groups_of(item.kind, is_on_paper=item.is_on_paper):
        for name in group.fields:
            link = (f"{_fill_url(item, group)}#id_{name}",) if changeable else ()
            rows.append((label_of(name), _value(item, name), *link))
    if item.round_year:
        rows.append((_("Round of moves"), round_of_request(item)))
    return rows


def _fill_url(item: PersonnelRequest, group: Group) -> str:
    return reverse("personnel:request_fill", args=[item.pk, group.key])


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the days mean that one should know before going on."""

    heading: str
    text: str


def findings(actor: Actor, item: PersonnelRequest) -> list[Finding]:
    """What the person is told before handing in, and the officer while the matter runs."""
    found = []
    notice = queries.notice_of(actor, item)
    if notice:
        found.append(_notice_finding(notice))
    if item.kind == Kind.MOVE and item.is_draft:
        day = queries.received_or_today(actor, item)
        found.append(_round_finding(queries.round_for(actor, item.organization, day), day))
    return found


def _notice_finding(notice: Notice) -> Finding:
    words = {
        "last": long_date(notice.last_day),
        "received": long_date(notice.received_on),
        "earliest": long_date(notice.earliest_on),
        "days": notice.days,
    }
    if notice.for_election:
        return Finding(
            _("To stand in an election"),
            _("No notice is needed and the resignation cannot be deferred. The last day in service is %(last)s.")
            % words,
        )
    if notice.is_short:
        return Finding(
            _("Earlier than 30 days' notice"),
            _(
                "Counted from %(received)s these are %(days)s days. It needs the permission of the competent "
                "authority; without it the first possible day is %(earliest)s."
            )
            % words,
        )
    return Finding(
        _("The 30 days' notice is kept"),
        _("Counted from %(received)s these are %(days)s days. The last day in service is %(last)s.") % words,
    )


def _round_finding(found: Round, day: date) -> Finding:
    words = {
        "round": found.label,
        "opens": long_date(found.opens_on),
        "closes": long_date(found.closes_on),
        "day": long_date(day),
    }
    if found.is_open(day):
        return Finding(
            _("Round of %(round)s") % words,
            _("The round takes requests until %(closes)s. Received on %(day)s, this one belongs to it.") % words,
        )
    return Finding(
        _("It comes into the round of %(round)s") % words,
        _(
            "No round is open on %(day)s: the last one is closed. A request of that day waits for the next round, "
            "from %(opens)s to %(closes)s."
        )
        % words,
    )


def detail(actor: Actor, item: PersonnelRequest) -> dict[str, Any]:
    kind, text = state_tag(item)
    can_change = policies.can_change(actor, item)
    missing = missing_of(item) if can_change else []
    is_own = policies.is_own(actor, item)
    return {
        "item": item,
        "meaning": meaning_of(actor, item.kind),
        "name": display_name(actor, item.person_id, get_language() or "th"),
        "is_own": is_own,
        "tag_kind": kind,
        "tag_text": text,
        "rows": fact_rows(item, changeable=can_change),
        "missing": [(label_of(name), f"{_fill_url(item, group)}#id_{name}") for group, name in missing],
        "reasons": queries.return_reasons(actor, item),
        "findings": findings(actor, item) if item.is_draft or policies.is_open(item) else [],
        "can_change": can_change,
        "can_submit": policies.can_submit(actor, item) and not missing,
        "can_withdraw": policies.can_withdraw(actor, item),
        "can_set_order": policies.can_set_order(actor, item),
        "order_rows": order_rows(item) if policies.is_of_office(actor, item) and item.case else [],
        "list_url": reverse("personnel:follow" if is_own else "personnel:office_list"),
    }


def order_rows(item: PersonnelRequest) -> list[tuple[Any, ...]]:
    """What will go into the register when the order was made known."""
    planned = item.effective_on or item.leave_on
    rows: list[tuple[Any, ...]] = [
        (_("Takes effect on"), long_date(effective_day(item, planned)) if planned else _("the day of the order"))
    ]
    if item.order_position:
        rows.append((_("Position in the order"), item.order_position))
    if item.order_unit:
        rows.append((_("Unit in the order"), item.order_unit))
    return rows


def order_initial(item: PersonnelRequest) -> dict[str, Any]:
    return {
        "version": item.version,
        "effective_on": item.effective_on,
        "position": item.order_position,
        "unit": item.order_unit,
    }


def panel(actor: Actor, item: PersonnelRequest) -> dict[str, Any]:
    """What the officers' page of the matter shows of the request behind it."""
    return {
        "item": item,
        "rows": fact_rows(item),
        "order_rows": order_rows(item),
        "findings": findings(actor, item) if policies.is_open(item) else [],
        "is_short": (notice := queries.notice_of(actor, item)) is not None and notice.is_short,
    }
