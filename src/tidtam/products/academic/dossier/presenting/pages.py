"""A page of the dossier: the fields of a part or of one entry in their groups, or the entries of a list."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.actions import Saved, Typed
from tidtam.products.academic.dossier.elsewhere import Page as Elsewhere
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.pointing import (
    Inner,
    Spot,
    fields_of,
    inner_spots,
    is_within,
    said,
    trail_to,
    value_at,
)
from tidtam.products.academic.rulebook.structure import Piece, Widget

from .fields import Field, make_field, options_of, shown
from .notes import Note, counts_within, element_id, nearest, note_id, notes_on

ENTRIES_A_PAGE = 50


@dataclass(slots=True)
class ListRow:
    """A list inside a part: it has a page of its own."""

    spot: Spot
    count: int
    url: str
    faults: int
    notes: list[Note] = field(default_factory=list)

    @property
    def id(self) -> str:
        return element_id(self.spot.place)

    @property
    def note_id(self) -> str:
        return note_id(self.spot.place)

    @property
    def count_words(self) -> str:
        return ngettext("%(count)s entry", "%(count)s entries", self.count) % {"count": self.count}


@dataclass(slots=True)
class Section:
    spot: Spot
    depth: int
    fields: list[Field] = field(default_factory=list)
    lists: list[ListRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    faults: int = 0

    @property
    def path(self) -> str:
        return self.spot.place[1:]

    @property
    def id(self) -> str:
        return element_id(self.spot.place)

    @property
    def note_id(self) -> str:
        return note_id(self.spot.place)


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    number: int
    title: str
    said: str
    url: str
    remove_url: str
    faults: int


@dataclass(frozen=True)
class Page:
    judged: Judged
    spot: Spot
    can_change: bool
    notes: list[Note]
    crumbs: list[Crumb]
    sections: list[Section] = field(default_factory=list)
    previous: Crumb | None = None
    next: Crumb | None = None
    kept_on: Elsewhere | None = None
    """The page on which all of it is changed, where nothing of it is typed here."""

    @property
    def own_notes(self) -> list[Note]:
        """Of the list itself, not of an entry in it."""
        return [note for note in self.notes if note.finding.place == self.spot.place]

    @property
    def faults(self) -> list[Note]:
        """What is to be mended on this page, for its summary."""
        return [note for note in self.notes if note.kind in {"must", "should"}]

    @property
    def version(self) -> int:
        return self.judged.dossier.version


def piece_page(actor: Actor, judged: Judged, spot: Spot) -> Page:
    page = _page(actor, judged, spot)
    if spot.piece:
        page.sections.extend(_sections(judged, spot, spot.piece, 0))
    _place_notes(page)
    return page


def list_page(actor: Actor, judged: Judged, spot: Spot) -> Page:
    return _page(actor, judged, spot)


def with_typed(page: Page, typed: list[Typed], saved: Saved, *, is_kept: bool) -> Page:
    """What was typed stays where it was typed, also where it could not be kept."""
    by_place = {each.place: each.value for each in typed}
    for each in fields_on(page):
        place = each.spot.place
        each.refused = saved.refused.get(place, "")
        each.is_in_conflict = place in saved.conflicts
        if place in by_place and (not is_kept or each.refused or each.is_in_conflict):
            each.value = by_place[place]
    return page


def fields_on(page: Page) -> Iterator[Field]:
    return (each for section in page.sections for each in section.fields)


def entry_rows(page: Page, first: int) -> list[EntryRow]:
    """Those of one page of the list, each with its first words."""
    listed = value_at(page.judged.values, page.spot.place) or []
    made = []
    for number in range(first, min(first + ENTRIES_A_PAGE, len(listed))):
        place = f"{page.spot.place}/{number}"
        spot = Spot(place, page.spot.ask, page.spot.annotation, number)
        address = page_url(page.judged, place)
        made.append(
            EntryRow(
                number,
                spot.title,
                first_words(page.judged, spot),
                address,
                f"{address}remove/",
                counts_within(page.notes, place),
            )
        )
    return made


def slice_of(page: Page, first: str) -> dict[str, Any]:
    """The entries from a certain one on, and the ways to those before and after."""
    count = len(value_at(page.judged.values, page.spot.place) or [])
    start = min(int(first), max(count - 1, 0)) if first.isdecimal() and len(first) < 6 else 0
    start -= start % ENTRIES_A_PAGE
    return {
        "rows": entry_rows(page, start),
        "count": count,
        "before": start - ENTRIES_A_PAGE if start else None,
        "after": start + ENTRIES_A_PAGE if start + ENTRIES_A_PAGE < count else None,
    }


def first_line(spot: Spot) -> Inner | None:
    """What a line of several entries typed at once fills in: what the entry is called by."""
    inner = fields_of(spot.piece) if spot.piece else ()
    return next((each for each in inner if each.ask.widget == Widget.LINE), None)


def first_line_title(spot: Spot) -> str:
    inner = first_line(spot)
    return str(inner.ask.title) if inner else ""


def removal_question(judged: Judged, spot: Spot, holder: Spot) -> dict[str, Any]:
    return {
        "heading": _("Remove this entry?"),
        "rows": [(holder.title, spot.title), (_("What it says"), first_words(judged, spot))],
        "consequence": _("All that was entered in it and below it goes with it. This cannot be undone."),
        "submit_text": _("Remove the entry"),
        "cancel_url": page_url(judged, holder.place),
        "is_dangerous": True,
    }


def first_words(judged: Judged, spot: Spot) -> str:
    """By what an entry is known in its list: the first two things that were said of it."""
    words: list[str] = []
    spots = list(inner_spots(spot.piece, spot.place)) if spot.piece else []
    for widgets in ({Widget.LINE}, {Widget.CHOICE, Widget.CODE, Widget.WORK, Widget.DATE, Widget.TEXT}):
        for inner in spots:
            value = value_at(judged.values, inner.place)
            if inner.ask.widget in widgets and said(value) is not None and _is_asked(inner):
                words.append(shown(value, options_of(judged, inner, value))[:120])
    return " · ".join(words[:2])


def page_url(judged: Judged, place: str) -> str:
    return reverse("dossier:page", args=[judged.dossier.pk, place[1:]])


def _page(actor: Actor, judged: Judged, spot: Spot) -> Page:
    notes = [note for note in notes_on(judged) if is_within(note.finding.place, spot.place)]
    crumbs = [
        Crumb(each.title, page_url(judged, each.place))
        for each in trail_to(spot.place)[:-1]
        if each.is_list or each.entry is not None or each.place.count("/") == 1
    ]
    previous, following = _neighbours(judged, spot)
    kept_on = judged.whole.page_of(spot.place)
    may = can_change(actor, judged.dossier) and kept_on is None
    return Page(judged, spot, may, notes, crumbs, previous=previous, next=following, kept_on=kept_on)


def _neighbours(judged: Judged, spot: Spot) -> tuple[Crumb | None, Crumb | None]:
    """The entries before and after this one."""
    if spot.entry is None:
        return None, None
    holder = spot.place.rpartition("/")[0]
    count = len(value_at(judged.values, holder) or [])

    def crumb(number: int) -> Crumb | None:
        if not 0 <= number < count:
            return None
        beside = replace(spot, place=f"{holder}/{number}", entry=number)
        return Crumb(beside.title, page_url(judged, beside.place))

    return crumb(spot.entry - 1), crumb(spot.entry + 1)


def _sections(judged: Judged, spot: Spot, kind: type[Piece], depth: int) -> Iterator[Section]:
    own = Section(spot, depth)
    groups: list[Spot] = []
    for inner in inner_spots(kind, spot.place):
        if inner.ask.widget == Widget.GROUP:
            groups.append(inner)
        elif inner.ask.widget == Widget.LIST:
            entries: list[Any] = value_at(judged.values, inner.place) or []
            own.lists.append(ListRow(inner, len(entries), page_url(judged, inner.place), 0))
        elif _is_asked(inner):
            own.fields.append(make_field(judged, inner))
    yield own
    for inner in groups:
        if inner.piece:
            yield from _sections(judged, inner, inner.piece, depth + 1)


def _is_asked(spot: Spot) -> bool:
    """A mark that the platform gives is nobody's to type."""
    return not (spot.ask.widget == Widget.CODE and not spot.ask.source)


def _place_notes(page: Page) -> None:
    """Each beside the field it is about, else at the head of its group; of lists inside, how many there are."""
    holders: dict[str, Field | ListRow | Section] = {}
    for section in page.sections:
        holders[section.spot.place] = section
        inside: list[Field | ListRow] = [*section.fields, *section.lists]
        holders |= {each.spot.place: each for each in inside}
        section.faults = counts_within(page.notes, section.spot.place)
    for note in page.notes:
        holder = holders.get(nearest(note.finding.place, holders))
        if isinstance(holder, ListRow) and note.finding.place != holder.spot.place:
            holder.faults += note.kind in {"must", "should"}
        elif holder is not None:
            holder.notes.append(note)
