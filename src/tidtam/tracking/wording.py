"""Sentences about matters, in the language that is active."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.thai import dates

from .choices import MOVES, EventKind
from .definitions import CLOSED, WITHDRAWN, Definition
from .history import Entry


def short_date(day: date) -> str:
    return dates.format_short(day, get_language() or "th")


def long_date(day: date) -> str:
    return dates.format_long(day, get_language() or "th")


def ending_name(definition: Definition, key: str) -> str:
    if ending := definition.ending(key):
        return str(ending.name)
    return {CLOSED: _("closed early"), WITHDRAWN: _("withdrawn")}[key]


def what_changed(entries: Iterable[Entry]) -> str:
    """What was recorded, without saying by whom."""
    return "; ".join(headline(entry) for entry in entries)


def what_moved(entries: Iterable[Entry]) -> str:
    """The same for the person concerned: only that the matter moved, nothing of what was found."""
    moves = [entry for entry in entries if entry.kind in MOVES]
    return "; ".join(headline(replace(entry, outcome="")) for entry in moves) or _("a note of the office")


def headline(entry: Entry) -> str:
    step = str(entry.definition.step(entry.step).name)
    what = f"“{step}”: {EventKind(entry.kind).label}"
    if outcome := outcome_name(entry):
        what = f"{what}, {outcome}"
    return _("%(what)s on %(date)s") % {"what": what, "date": short_date(entry.happened_on)}


def outcome_name(entry: Entry) -> str:
    outcome = entry.definition.step(entry.step).outcome(entry.outcome) if entry.outcome else None
    return str(outcome.name) if outcome else ""
