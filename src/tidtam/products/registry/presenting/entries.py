"""How entries read on the pages of those who enter and of those who approve."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.kernel.people import queries as people
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import CorrectionState, EntryState, NoticeKind, NoticeState, Position, Source
from tidtam.products.registry.content import Content
from tidtam.products.registry.facts import (
    HOLDER,
    PARTS,
    Column,
    Fact,
    Value,
    facts_of_part,
    lacking,
    levels_of,
    part_name,
    place_name,
    places,
    shown,
)
from tidtam.products.registry.models import ChangeNotice, Correction, Entry, Revision
from tidtam.products.registry.queries import entries as queries
from tidtam.products.registry.queries import papers
from tidtam.products.registry.queries.recorders import recorders_named
from tidtam.thai import dates

STATE_TAGS = {EntryState.DRAFT: "waiting", EntryState.AWAITING: "progress", EntryState.APPROVED: "done"}
NOTICE_TAGS = {
    NoticeState.RELEASED: "waiting",
    NoticeState.AWAITING: "progress",
    NoticeState.APPROVED: "done",
    NoticeState.DECLINED: "late",
    NoticeState.REFUSED: "late",
    NoticeState.WITHDRAWN: "closed",
}
CORRECTION_TAGS = {
    CorrectionState.OPEN: "waiting",
    CorrectionState.REPORTED: "progress",
    CorrectionState.CLOSED: "done",
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    entry: Entry
    name: str
    tag_kind: str
    can_approve: bool


def entry_rows(actor: Actor, found: Iterable[Entry]) -> list[EntryRow]:
    listed = list(found)
    names = people.display_names(actor, (entry.person_id for entry in listed), get_language() or "th")
    return [
        EntryRow(
            entry,
            names.get(entry.person_id, ""),
            STATE_TAGS[EntryState(entry.state)],
            policies.can_approve(actor, entry),
        )
        for entry in listed
    ]


@dataclass(frozen=True, slots=True)
class FactRow:
    place: str
    key: str
    label: str
    text: str
    rows: list[list[str]]
    columns: list[str]
    origin: str
    missing: str
    """Why it is missing; a dash where nobody said so."""
    lacking: str
    """What some of the rows leave out."""
    requested: str
    """What the request said, where that is something else."""
    explained: str


@dataclass(frozen=True, slots=True)
class PartView:
    key: str
    name: str
    facts: list[FactRow]
    fill_url: str
    is_empty: bool
    can_fill: bool
    """Whether anything single of it may still be typed; what is settled changes by notice."""


def parts(content: Content, entry: Entry | None = None) -> list[PartView]:
    """The holder and each level; of the past, only those of which something is said."""
    missing = set(content.missing())
    levels = set(levels_of(content.facts))
    found = []
    for part in PARTS:
        is_empty = part != HOLDER and Position(part) not in levels
        if is_empty and entry is None:
            continue
        facts = [_fact_row(content, f"{part}.{fact.key}", fact, missing) for fact in facts_of_part(part)]
        url = reverse("registry:entry_fill", args=[entry.pk, part]) if entry else ""
        can_fill = not (part == HOLDER and entry is not None and entry.is_public)
        found.append(PartView(part, part_name(part), [] if is_empty else facts, url, is_empty, can_fill))
    return found


def _fact_row(content: Content, place: str, fact: Fact, missing: set[str]) -> FactRow:
    value = content.facts.get(place)
    rows = value if isinstance(value, list) else []
    is_different = content.differs(place)
    return FactRow(
        place=place,
        key=fact.key,
        label=str(fact.label),
        text="" if fact.columns else text_of(place, fact, value),
        rows=[[_cell(column, row.get(column.key, "")) for column in fact.columns] for row in rows],
        columns=[str(column.label) for column in fact.columns],
        origin=origin_text(content.origins.get(place)) if value else "",
        missing=(content.unavailable.get(place) or "–") if place in missing else "",
        lacking=", ".join(str(column.label) for column in lacking(fact, value)),
        requested=(text_of(place, fact, content.requested[place]) or "–") if is_different else "",
        explained=content.explained.get(place, "") if is_different else "",
    )


def text_of(place: str, fact: Fact, value: Value | None) -> str:
    if fact.is_day and isinstance(value, str) and value:
        return dates.format_long(datetime.fromisoformat(value).date(), get_language() or "th")
    return shown(place, value)


def _cell(column: Column, text: str) -> str:
    return str(column.choices(text).label) if column.choices and text in column.choices.values else text


def origin_text(origin: dict[str, str] | None) -> str:
    """Where a fact comes from, and since when."""
    if not origin:
        return ""
    day = dates.format_short(date_in_bangkok(datetime.fromisoformat(origin["at"])), get_language() or "th")
    return _("%(source)s, %(day)s") % {"source": Source(origin["source"]).label, "day": day}


def entry_page(actor: Actor, entry: Entry) -> dict[str, Any]:
    content = contents.unseal(entry.person_id, entry.sealed)
    can = {
        name: getattr(policies, f"can_{name}")(actor, entry)
        for name in ("change", "submit", "recall", "approve", "ask_correction", "file_notice")
    }
    recorder = recorders_named(actor, [entry.submitted_by]).get(entry.submitted_by or UUID(int=0))
    return {
        "entry": entry,
        "papers": papers.open_papers(actor, entry.papers),
        "name": content.name or people.display_name(actor, entry.person_id, get_language() or "th"),
        "masked_number": people.masked_number(actor, entry.person_id),
        "tag_kind": STATE_TAGS[EntryState(entry.state)],
        "parts": parts(content, entry),
        "gaps": [_gap_name(content, place) for place in content.gaps()],
        "unexplained": [place_name(place) for place in content.unexplained()],
        "has_reasons": bool(content.missing() or content.differences()),
        "can": can,
        "recorder": recorder,
        "can_report_bounce": recorder is not None and policies.can_report_bounce(actor, recorder),
        "notices": [notice_row(notice) for notice in queries.notices_of(actor, entry)],
        "notice_kinds": NoticeKind.choices,
        "corrections": [correction_row(each) for each in queries.corrections_of(actor, entry)],
    }


def _gap_name(content: Content, place: str) -> str:
    """The place, and of a list that has rows already what they leave out."""
    left_out = lacking(places()[place], content.facts.get(place))
    name = place_name(place)
    return f"{name} ({', '.join(str(column.label) for column in left_out)})" if left_out else name


def notice_row(notice: ChangeNotice) -> tuple[ChangeNotice, str]:
    return notice, NOTICE_TAGS[NoticeState(notice.state)]


def correction_row(correction: Correction) -> tuple[Correction, str]:
    return correction, CORRECTION_TAGS[CorrectionState(correction.state)]


def history_page(actor: Actor, entry: Entry, revision: Revision | None) -> dict[str, Any]:
    """What the register said by this revision, and what was new in it."""
    revisions = queries.revisions_of(actor, entry)
    before = next((each for each in revisions if revision and each.number == revision.number - 1), None)
    opened = [contents.unseal(entry.person_id, each.sealed) if each else Content() for each in (revision, before)]
    return {
        "entry": entry,
        "name": opened[0].name or people.display_name(actor, entry.person_id, get_language() or "th"),
        "revision": revision,
        "revisions": revisions,
        "papers": papers.open_papers(actor, revision.papers) if revision else [],
        "parts": parts(opened[0]),
        "changed": [place_name(place) for place in changed_places(opened[1], opened[0])] if before else [],
    }


def changed_places(before: Content, after: Content) -> list[str]:
    every = {**before.facts, **after.facts}
    return [place for place in every if before.facts.get(place) != after.facts.get(place)]
