"""The entries of a list, so that forty of them are taken in at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.pointing import Inner, Spot, fields_of, inner_spots, said, value_at
from tidtam.products.academic.rulebook.structure import Widget, Work

from .fields import options_of, shown
from .notes import counts_within
from .pages import Page, is_asked, page_url

ENTRIES_A_PAGE = 50
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class EntryRow:
    number: int
    title: str
    """What it is called by; its number in words where it has no name yet."""
    said: str
    url: str
    remove_url: str
    faults: int

    @property
    def index(self) -> int:
        """Counted from nought, as places are."""
        return self.number - 1


def entry_rows(page: Page, first: int) -> list[EntryRow]:
    """Those of one page of the list, each with its first words."""
    listed = value_at(page.judged.values, page.spot.place) or []
    made = []
    for number in range(first, min(first + ENTRIES_A_PAGE, len(listed))):
        place = f"{page.spot.place}/{number}"
        spot = Spot(place, page.spot.ask, page.spot.annotation, number)
        address = page_url(page.judged, place)
        title, *others = words_of(page.judged, spot) or [spot.title]
        faults = counts_within(page.notes, place)
        made.append(EntryRow(number + 1, title, " · ".join(others), address, f"{address}remove/", faults))
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
        "rows": [(holder.title, spot.title), (_("What it says"), " · ".join(words_of(judged, spot)))],
        "consequence": _(
            "All that was entered in it and below it goes with it, and so do the files attached only there. "
            "This cannot be undone."
        ),
        "submit_text": _("Remove the entry"),
        "cancel_url": page_url(judged, holder.place),
        "is_dangerous": True,
    }


def words_of(judged: Judged, spot: Spot) -> list[str]:
    """What it is called by, then what tells it from the others; nothing where nothing was said."""
    value = value_at(judged.values, spot.place) or {}
    if spot.piece is Work:
        return _cited(judged, spot, value)
    names = _said(judged, spot, {Widget.LINE})
    others = _said(judged, spot, {Widget.CHOICE, Widget.CODE, Widget.WORK, Widget.DATE, Widget.YEAR, Widget.TEXT})
    return [*names, *others][:3]


def _cited(judged: Judged, spot: Spot, work: dict[str, Any]) -> list[str]:
    """A work in short: title, first author, year, source, kind."""
    authors = [name for author in work.get("authors") or () if (name := (author.get("name") or "").strip())]
    who = _("%(name)s and others") % {"name": authors[0]} if len(authors) > 1 else "".join(authors)
    kind = _said(judged, spot, {Widget.CODE})[:1]
    about = [who, work.get("year"), work.get("source"), *kind]
    title = work.get("title") or (spot.title if any(about) else "")
    return [word[:_LONGEST] for word in (title, *about) if word]


def _said(judged: Judged, spot: Spot, widgets: Iterable[Widget]) -> list[str]:
    found = []
    for inner in inner_spots(spot.piece, spot.place) if spot.piece else ():
        value = value_at(judged.values, inner.place)
        if inner.ask.widget in widgets and said(value) is not None and is_asked(inner):
            found.append(shown(value, options_of(judged, inner, value))[:_LONGEST])
    return found
