"""How notices of change and correction letters read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people import queries as people
from tidtam.products.registry import policies
from tidtam.products.registry.choices import CorrectionState, Employment, NoticeKind, NoticeState, PointState
from tidtam.products.registry.facts import place_name
from tidtam.products.registry.models import ChangeNotice, Correction, CorrectionPoint
from tidtam.products.registry.queries import entries, papers
from tidtam.products.registry.queries import notices as queries
from tidtam.products.registry.saying import said_in, said_on
from tidtam.thai import dates
from tidtam.thai.names import full_name
from tidtam.web.pagination import paginate

from .entries import CORRECTION_TAGS, NOTICE_TAGS

POINT_TAGS = {PointState.OPEN: "waiting", PointState.ANSWERED: "progress", PointState.CLOSED: "done"}


def notice_page(actor: Actor, notice: ChangeNotice) -> dict[str, Any]:
    rows = [
        (_("Letter"), _dated(notice.letter_no, notice.letter_on)),
        (_("With effect from"), dates.format_long(notice.effective_on, get_language() or "th")),
        (_("Institution"), notice.organization.name),
    ]
    if notice.receiving is not None:
        rows.append((_("Receiving institution"), notice.receiving.name))
    if notice.accepted_letter_on:
        rows.append(
            (_("Letter of the receiving institution"), _dated(notice.accepted_letter_no, notice.accepted_letter_on))
        )
    return {
        "notice": notice,
        "name": people.display_name(actor, notice.person_id, get_language() or "th"),
        "tag_kind": NOTICE_TAGS[NoticeState(notice.state)],
        "rows": [*rows, *_news(notice), *_refusal(notice)],
        "papers": papers.open_papers(actor, notice.papers),
        "also_by_letter": entries.told_by_letter(actor, notice),
        "can_accept": policies.can_accept(actor, notice),
        "can_decide": policies.can_decide_notice(actor, notice),
        "can_withdraw": policies.can_withdraw_notice(actor, notice),
        "sees_entry": entries.entry_of_person(actor, notice.person_id) is not None,
    }


def _news(notice: ChangeNotice) -> list[tuple[str, str]]:
    said = said_in(notice)
    if notice.kind == NoticeKind.NAME:
        return [(_("New name"), full_name(*(said.get(name, "") for name in ("title", "given_name", "family_name"))))]
    if notice.kind == NoticeKind.EMPLOYMENT and said.get("employment") in Employment.values:
        return [(_("Employment status"), str(Employment(said["employment"]).label))]
    return []


def _refusal(notice: ChangeNotice) -> list[tuple[str, str]]:
    reason = said_in(notice).get("reason")
    return [(_("Reason"), reason)] if reason else []


def _dated(letter_no: str, day: date) -> str:
    return _("%(letter)s of %(day)s") % {"letter": letter_no, "day": dates.format_long(day, get_language() or "th")}


@dataclass(frozen=True, slots=True)
class PointView:
    number: int
    place: str
    anchor: str
    tag_kind: str
    state: str
    said: list[tuple[str, str, str]]
    """Which side, on which day, what."""


def correction_page(actor: Actor, correction: Correction, points: list[CorrectionPoint]) -> dict[str, Any]:
    sides = {"ministry": _("The ministry"), "institution": _("The institution")}
    views = [
        PointView(
            point.number,
            place_name(point.place),
            point.place,
            POINT_TAGS[PointState(point.state)],
            str(PointState(point.state).label),
            [(sides[each["side"]], _day(each["on"]), each["text"]) for each in said],
        )
        for point, said in zip(points, said_on(correction, points), strict=True)
    ]
    return {
        "correction": correction,
        "sees_entry": entries.entry_of_person(actor, correction.person_id) is not None,
        "name": people.display_name(actor, correction.person_id, get_language() or "th"),
        "tag_kind": CORRECTION_TAGS[CorrectionState(correction.state)],
        "points": views,
    }


def _day(text: str) -> str:
    return dates.format_short(date.fromisoformat(text), get_language() or "th")


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One notice or letter in a list."""

    paper: Any
    name: str
    tag_kind: str


def notices_page(actor: Actor, *, is_open: bool, cursor: str | None) -> dict[str, Any]:
    """Notices of change; and whether a letter waits, which is another list."""
    found = queries.notices(actor, is_open=is_open)
    page = paginate(found, order=queries.NEWEST_FIRST, cursor=cursor, size=30)
    names = _names(actor, page.items)
    rows = [PaperRow(each, names.get(each.person_id, ""), NOTICE_TAGS[NoticeState(each.state)]) for each in page]
    return {"page": page, "rows": rows, "has_letters": is_open and queries.corrections(actor, is_open=True).exists()}


def letters_page(actor: Actor, *, is_open: bool, cursor: str | None) -> dict[str, Any]:
    found = queries.corrections(actor, is_open=is_open)
    page = paginate(found, order=queries.NEWEST_LETTER_FIRST, cursor=cursor, size=30)
    names = _names(actor, page.items)
    tags = CORRECTION_TAGS
    rows = [PaperRow(each, names.get(each.person_id, ""), tags[CorrectionState(each.state)]) for each in page]
    return {"page": page, "rows": rows}


def _names(actor: Actor, listed: Iterable[ChangeNotice | Correction]) -> dict[Any, str]:
    return people.display_names(actor, (each.person_id for each in listed), get_language() or "th")
