"""How an answer is written on paper: days in full, codes by their names, what was typed as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Choices
from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.rule_sets import RuleSet
from tidtam.products.academic.rulebook.rules.look import exact_day
from tidtam.products.academic.rulebook.structure import Ask, Piece, Widget, Work, asked
from tidtam.thai.dates import format_long
from tidtam.thai.numerals import to_thai

IDS = frozenset({"experts", "rule_sets"})
"""Lists whose codes are ids: they tell a reader nothing."""


@dataclass(frozen=True)
class Pen:
    rule_set: RuleSet
    as_of: date
    language: str
    has_thai_digits: bool
    """In what the system writes itself: never in a title or a number of an order, which stand as they were typed."""
    works: Mapping[str, Work] = field(default_factory=dict)
    """By their marks."""

    def figures(self, text: str | int) -> str:
        return to_thai(text) if self.has_thai_digits else str(text)

    def day(self, typed: str) -> str:
        day = exact_day(typed)
        return self.figures(format_long(day, self.language)) if day else typed

    def listed(self, source: str, code: str) -> str:
        """The name of a code of a dated list, also of one that holds no more; the code where nobody knows it."""
        if source in IDS or not code:
            return ""
        dated = self.rule_set.lists.get(source)
        known = self.rule_set.listed(source, code, self.as_of) or next(
            (entry for entry in (dated.entries if dated else ()) if entry.code == code), None
        )
        return str(known.name) if known else code

    def yes_no(self, value: bool | None) -> str:
        if value is None:
            return ""
        return _("Yes") if value else _("No")

    def answer(self, ask: Ask, value: object) -> str:
        """What was answered, in words; nothing where nothing was."""
        match value:
            case bool() | None if ask.widget == Widget.YES_NO:
                return self.yes_no(value)
            case tuple() if ask.widget == Widget.FILES:
                return self.attached(len(value))
            case tuple():
                return ", ".join(self.listed(ask.source, str(code)) for code in value)
            case str() if not isinstance(value, Choices):
                return self._typed(ask, value)
            case _:
                return label_of(value)

    def _typed(self, ask: Ask, text: str) -> str:
        match ask.widget:
            case Widget.DATE:
                return self.day(text)
            case Widget.YEAR | Widget.NUMBER:
                return self.figures(text)
            case Widget.CODE:
                return self.listed(ask.source, text)
            case _:
                return text

    def attached(self, count: int) -> str:
        return _("%(number)s attached") % {"number": self.figures(count)} if count else ""

    def of(self, piece: Piece, name: str) -> str:
        return self.answer(ask_of(piece, name), getattr(piece, name))


def label_of(value: object) -> str:
    label = value.label if isinstance(value, Choices) else value
    return "" if label is None else str(label)


def ask_of(piece: Piece | type[Piece], name: str) -> Ask:
    kind = piece if isinstance(piece, type) else type(piece)
    return asked(kind.model_fields[name])
