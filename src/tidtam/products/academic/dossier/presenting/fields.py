"""One field of a dossier as it is asked for: drawn from its declaration, never by a template of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.pointing import Spot, digest_of, said, value_at
from tidtam.products.academic.rulebook.rule_sets.model import Listed
from tidtam.products.academic.rulebook.rules import FileFact
from tidtam.products.academic.rulebook.rules.look import read_day
from tidtam.products.academic.rulebook.structure import Widget
from tidtam.products.academic.rulebook.structure.fields import CODE_LIMIT, LINE_LIMIT, TEXT_LIMIT
from tidtam.thai.dates import format_long, format_partial, format_short

from .notes import Note, element_id, note_id

_LIMITS = {Widget.LINE: LINE_LIMIT, Widget.TEXT: TEXT_LIMIT}
_CM_PER_INCH = 2.54
_NARROW = {Widget.DATE: "20", Widget.YEAR: "5", Widget.NUMBER: "5"}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Attached:
    id: str
    name: str
    size: int
    picture: str = ""
    """How large a photograph is without its white border."""


@dataclass(slots=True)
class Field:
    spot: Spot
    value: Any
    """As it stands, or as somebody typed it just now."""
    stored: Any
    options: Sequence[Option] = ()
    files: Sequence[Attached] = ()
    is_list_missing: bool = False
    notes: list[Note] = field(default_factory=list)
    refused: str = ""
    """Why a dossier cannot hold what was typed."""
    is_in_conflict: bool = False
    is_fixed: bool = False
    """It was signed, and nobody decided to change it."""

    @property
    def id(self) -> str:
        return element_id(self.spot.place)

    @property
    def note_id(self) -> str:
        return note_id(self.spot.place)

    @property
    def kind(self) -> str:
        """Which of the few ways to draw a field it is."""
        widget = self.spot.ask.widget
        if widget == Widget.FILES:
            return "files"
        if widget == Widget.TEXT:
            return "text"
        if widget == Widget.YES_NO:
            return "radios"
        if self.options:
            return "checkboxes" if self.spot.takes_many else "select"
        return "input"

    @property
    def answers(self) -> tuple[Option, ...]:
        """To a question of yes or no; whoever answered may take it back."""
        return Option("yes", _("Yes")), Option("no", _("No")), Option("", _("Not said"))

    @property
    def width(self) -> str:
        return _NARROW.get(self.spot.ask.widget, "")

    @property
    def limit(self) -> int:
        return _LIMITS.get(self.spot.ask.widget, CODE_LIMIT)

    @property
    def rows(self) -> int:
        return min(12, 3 + len(str(self.value)) // 80)

    @property
    def text(self) -> str:
        """What stands in an input."""
        return " ".join(self.value) if isinstance(self.value, list) else str(self.value or "")

    @property
    def chosen(self) -> frozenset[str]:
        if isinstance(self.value, bool):
            return frozenset({"yes" if self.value else "no"})
        return frozenset(self.value if isinstance(self.value, list) else [str(self.value or "")])

    @property
    def shown(self) -> str:
        """What whoever may only read is shown."""
        return shown(self.value, self.options)

    @property
    def stored_shown(self) -> str:
        """What somebody else wrote meanwhile."""
        return shown(self.stored, self.options) or _("nothing")

    @property
    def was(self) -> str:
        return digest_of(self.stored)

    @property
    def seen(self) -> str:
        """Of what the form was made from; in a conflict of nothing, so that only a button overwrites the other's."""
        return "" if self.is_in_conflict else self.was

    @property
    def read_as(self) -> str:
        """How a date was understood, so that nobody has to guess; nothing where it was not."""
        if self.spot.ask.widget != Widget.DATE or not self.text.strip():
            return ""
        day = read_day(self.text)
        language = get_language() or "th"
        if day is None:
            return _("cannot be read as a date")
        if day.exact is None:
            return _("read as %(day)s, without its day") % {"day": format_partial(day, language)}
        return _("read as %(day)s") % {"day": format_long(day.exact, language)}


def shown(value: Any, options: Sequence[Option]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    words = {option.value: str(option.label) for option in options}
    each = value if isinstance(value, list) else [value]
    return ", ".join(words.get(str(one), str(one)) for one in each if said(one) is not None)


def make_field(judged: Judged, spot: Spot) -> Field:
    stored = value_at(judged.values, spot.place)
    made = Field(spot, stored, stored, is_fixed=bool(judged.signing.fixing(spot.place)))
    if spot.ask.widget == Widget.FILES:
        ids = stored if isinstance(stored, list) else [stored] if stored else []
        made.files = [_attached(judged, each) for each in ids]
        return made
    made.options = options_of(judged, spot, stored)
    made.is_list_missing = bool(spot.ask.source) and not made.options
    return made


def options_of(judged: Judged, spot: Spot, value: Any) -> list[Option]:
    ask = spot.ask
    if ask.widget == Widget.CHOICE and spot.choices:
        found = [Option(code, label) for code, label in spot.choices.choices]
    elif ask.widget == Widget.WORK:
        found = _works(judged)
    elif ask.source == "rule_sets":
        found = [Option(rule_set.key, str(rule_set.name)) for rule_set in judged.possible]
    elif ask.source:
        listed = judged.rule_set.lists.get(ask.source)
        found = [Option(entry.code, _listed(entry)) for entry in listed.entries] if listed else []
    else:
        return []
    known = {option.value for option in found}
    chosen = value if isinstance(value, list) else [value]
    # What is no longer in the list, or never was, stays what somebody said.
    return found + [Option(one, one) for one in chosen if one and one not in known and found]


def _listed(entry: Listed) -> str:
    if entry.valid_from is None and entry.valid_until is None:
        return str(entry.name)
    return _("%(name)s (%(from)s – %(until)s)") % {
        "name": entry.name,
        "from": _short(entry.valid_from),
        "until": _short(entry.valid_until),
    }


def _short(day: date | None) -> str:
    return format_short(day, get_language() or "th") if day else "…"


def _works(judged: Judged) -> list[Option]:
    return [
        Option(work.id, f"{number}. {work.title[:80]}")
        for number, work in enumerate(judged.content.works, 1)
        if work.id
    ]


def _attached(judged: Judged, file_id: str) -> Attached:
    file = judged.files.get(file_id)
    if file is None:
        return Attached("", file_id, 0)
    return Attached(file_id, file.name, file.size, _picture(judged.facts.get(file_id)))


def _picture(fact: FileFact | None) -> str:
    """In centimetres, where the file says how many pixels make an inch."""
    if fact is None or not fact.inner_width or not fact.inner_height:
        return ""
    if not fact.dpi_x or not fact.dpi_y:
        told = {"width": f"{fact.inner_width:,}", "height": f"{fact.inner_height:,}"}
        return _("%(width)s by %(height)s pixels without its white border") % told
    width, height = fact.inner_width / fact.dpi_x * _CM_PER_INCH, fact.inner_height / fact.dpi_y * _CM_PER_INCH
    told = {"width": f"{width:.2f}", "height": f"{height:.2f}"}
    return _("%(width)s by %(height)s cm without its white border") % told
