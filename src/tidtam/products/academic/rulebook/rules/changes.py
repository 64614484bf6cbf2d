"""What a set of rules has that another one has not, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.rule_sets.model import DatedList, Listed, Parameter, RuleSet, Ruling
from tidtam.thai.dates import format_short

from .registry import rule_numbered


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    where: str
    text: str


def changes(before: RuleSet, after: RuleSet) -> list[Change]:
    """In the language of the moment; nothing of name and version, which differ by nature."""
    return [*_frame(before, after), *_rules(before, after), *_lists(before, after), *_parameters(before, after)]


_FRAME: tuple[tuple[str, Promise], ...] = (
    ("positions", gettext_lazy("For the positions")),
    ("methods", gettext_lazy("For the methods")),
    ("employment_kinds", gettext_lazy("For the kinds of employment")),
    ("institution_kinds", gettext_lazy("For the kinds of institution")),
)


def _frame(before: RuleSet, after: RuleSet) -> Iterator[Change]:
    for name, title in _FRAME:
        old, new = getattr(before.applies_to, name), getattr(after.applies_to, name)
        if old != new:
            yield _differs(str(title), _codes(old), _codes(new))
    if before.in_force_until != after.in_force_until:
        yield _differs(_("In force until"), _day(before.in_force_until), _day(after.in_force_until))
    if before.election != after.election:
        yield _differs(_("May be elected by dossiers begun"), _window(before), _window(after))


def _rules(before: RuleSet, after: RuleSet) -> Iterator[Change]:
    old, new = _by_number(before), _by_number(after)
    for number in sorted({*old, *new}):
        where = _name_of_rule(number)
        if number not in old:
            yield Change(Kind.ADDED, where, str(new[number].severity.label))
        elif number not in new:
            yield Change(Kind.REMOVED, where, _("The rule is not asked any more."))
        else:
            if old[number].severity != new[number].severity:
                yield _differs(where, old[number].severity.label, new[number].severity.label)
            if old[number].clause != new[number].clause:
                yield _differs(where, _clause(before, old[number]), _clause(after, new[number]))


def _lists(before: RuleSet, after: RuleSet) -> Iterator[Change]:
    for name in sorted({*before.lists, *after.lists}):
        old, new = before.lists.get(name), after.lists.get(name)
        shown = new or old
        yield from _entries(str(shown.name) if shown else name, old, new)


def _entries(where: str, before: DatedList | None, after: DatedList | None) -> Iterator[Change]:
    old, new = _described(before), _described(after)
    for code in dict.fromkeys((*old, *new)):
        if code not in old:
            yield Change(Kind.ADDED, where, new[code])
        elif code not in new:
            yield Change(Kind.REMOVED, where, old[code])
        elif old[code] != new[code]:
            yield _differs(where, old[code], new[code])
    if [code for code in old if code in new] != [code for code in new if code in old]:
        yield Change(Kind.CHANGED, where, _("The entries stand in another order."))


def _parameters(before: RuleSet, after: RuleSet) -> Iterator[Change]:
    old, new = ({one.key: one for one in each.parameters} for each in (before, after))
    for key in dict.fromkeys((*old, *new)):
        if key not in old:
            yield Change(Kind.ADDED, str(new[key].name), new[key].value or _("not configured"))
        elif key not in new:
            yield Change(Kind.REMOVED, str(old[key].name), old[key].value or _("not configured"))
        elif _told(old[key]) != _told(new[key]):
            yield _differs(str(new[key].name), _told(old[key]), _told(new[key]))


def _told(parameter: Parameter) -> str:
    return f"{parameter.value or _('not configured')} ({parameter.set_by.label})"


def _differs(where: str, old: object, new: object) -> Change:
    return Change(Kind.CHANGED, where, _("Before: %(old)s. Now: %(new)s.") % {"old": old, "new": new})


def _by_number(rule_set: RuleSet) -> dict[str, Ruling]:
    return {ruling.number: ruling for ruling in rule_set.rulings}


def _name_of_rule(number: str) -> str:
    rule = rule_numbered(number)
    return f"{number} {rule.title}" if rule else number


def _clause(rule_set: RuleSet, ruling: Ruling) -> str:
    return f"{ruling.clause} ({rule_set.sources[ruling.clause.source]}, {ruling.clause.at})"


def _described(dated: DatedList | None) -> dict[str, str]:
    """By code; where a code stands more than once, for other days, by those too."""
    found: dict[str, str] = {}
    for entry in dated.entries if dated else ():
        key = entry.code if entry.code not in found else f"{entry.code} {entry.valid_from}"
        found[key] = described(entry)
    return found


def described(entry: Listed) -> str:
    """An entry as a reader needs it: its name, its code, its days, its marks."""
    days = ""
    if entry.valid_from or entry.valid_until:
        days = f", {_day(entry.valid_from)} – {_day(entry.valid_until)}"
    marks = f", {', '.join(sorted(entry.marks))}" if entry.marks else ""
    return f"{entry.name} ({entry.code}{days}{marks})"


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(str(getattr(code, "label", code)) for code in codes) or _("all")


def _day(day: date | None) -> str:
    return format_short(day, get_language() or "th") if day else "…"


def _window(rule_set: RuleSet) -> str:
    window = rule_set.election
    return f"{_day(window.begun_from)} – {_day(window.begun_until)}" if window else _("never")
