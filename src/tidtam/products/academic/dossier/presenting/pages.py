"""A page of the dossier: the fields of a part or of one entry in their groups, or the entries of a list."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import ngettext

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.models import StoredFile
from tidtam.products.academic.dossier.actions import Saved, Typed
from tidtam.products.academic.dossier.elsewhere import Page as Elsewhere
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.queries import Judged, SignatureNow, hanging_nowhere
from tidtam.products.academic.rulebook.pointing import Spot, inner_spots, trail_to, value_at
from tidtam.products.academic.rulebook.structure import Piece, Widget

from .fields import Field, make_field
from .heading import whose
from .notes import Note, counts_within, element_id, nearest, note_id, notes_on


@dataclass(slots=True)
class ListRow:
    """A list inside a part: it has a page of its own."""

    kind: ClassVar[str] = "list"
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
    items: list[Field | ListRow] = field(default_factory=list)
    """Its fields, and the lists that have pages of their own, in the order in which they are asked for."""
    notes: list[Note] = field(default_factory=list)
    faults: int = 0

    @property
    def fields(self) -> list[Field]:
        return [each for each in self.items if isinstance(each, Field)]

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


@dataclass(frozen=True)
class Page:
    judged: Judged
    spot: Spot
    can_change: bool
    notes: list[Note]
    crumbs: list[Crumb]
    whose: str
    loose: list[StoredFile]
    """Files of the dossier that hang nowhere, to be attached here."""
    fixed_by: list[SignatureNow] = field(default_factory=list)
    """The signatures for whose sake something here is not changed."""
    sections: list[Section] = field(default_factory=list)
    previous: Crumb | None = None
    next: Crumb | None = None
    kept_on: Elsewhere | None = None
    """The page on which all of it is changed, where nothing of it is typed here."""
    unkept: list[Field] = field(default_factory=list)
    """Where something typed or attached just now could not be kept."""

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
        if each.refused or each.is_in_conflict:
            page.unkept.append(each)
    return page


def fields_on(page: Page) -> Iterator[Field]:
    return (each for section in page.sections for each in section.fields)


def page_url(judged: Judged, place: str) -> str:
    return reverse("dossier:page", args=[judged.dossier.pk, place[1:]])


def _page(actor: Actor, judged: Judged, spot: Spot) -> Page:
    notes = notes_on(judged, spot.place)
    crumbs = [
        Crumb(each.title, page_url(judged, each.place))
        for each in trail_to(spot.place)[:-1]
        if each.is_list or each.entry is not None or each.place.count("/") == 1
    ]
    previous, following = _neighbours(judged, spot)
    kept_on = judged.whole.page_of(spot.place)
    may = can_change(actor, judged.dossier) and kept_on is None
    loose = hanging_nowhere(actor, judged.dossier, judged.values, judged.files.values()) if may else []
    fixed_by = judged.signing.touching(spot.place) if may else []
    # Where a list itself was signed, nothing is added to it; elsewhere each field says it of itself.
    may &= not (spot.is_list and judged.signing.fixing(spot.place))
    return Page(
        judged,
        spot,
        may,
        notes,
        crumbs,
        whose(judged),
        loose,
        fixed_by=fixed_by,
        previous=previous,
        next=following,
        kept_on=kept_on,
    )


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
            own.items.append(ListRow(inner, len(entries), page_url(judged, inner.place), 0))
        elif is_asked(inner):
            own.items.append(make_field(judged, inner))
    yield own
    for inner in groups:
        if inner.piece:
            yield from _sections(judged, inner, inner.piece, depth + 1)


def is_asked(spot: Spot) -> bool:
    """A mark that the platform gives is nobody's to type."""
    return not (spot.ask.widget == Widget.CODE and not spot.ask.source)


def _place_notes(page: Page) -> None:
    """Each beside the field it is about, else at the head of its group; of lists inside, how many there are."""
    holders: dict[str, Field | ListRow | Section] = {}
    for section in page.sections:
        holders[section.spot.place] = section
        holders |= {each.spot.place: each for each in section.items}
        section.faults = counts_within(page.notes, section.spot.place)
    for note in page.notes:
        holder = holders.get(nearest(note.finding.place, holders))
        if isinstance(holder, ListRow) and note.finding.place != holder.spot.place:
            holder.faults += note.kind in {"must", "should"}
        elif holder is not None:
            holder.notes.append(note)
