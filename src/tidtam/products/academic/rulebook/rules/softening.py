"""Where an institution's own rules ask less than those that the ministry's hold for the same dossiers: never."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.choices import SetBy, Severity
from tidtam.products.academic.rulebook.rule_sets.model import AppliesTo, RuleSet

from .registry import rule_numbered


def softenings(own: RuleSet, above: Iterable[RuleSet], day: date) -> list[str]:
    """In sentences, what stands in a set of those above on this day and would not be asked any more, or otherwise."""
    known = [one for one in above if one.is_in_force(day)]
    told = [
        sentence
        for one in known
        if _meet(own.applies_to, one.applies_to) and not any(_replaces(other, one) for other in known)
        for sentence in (*_rules(own, one), *_lists(own, one), *_parameters(own, one))
    ]
    return list(dict.fromkeys(told))


def _rules(own: RuleSet, above: RuleSet) -> Iterator[str]:
    severities = {ruling.number: ruling.severity for ruling in own.rulings}
    for ruling in above.rulings:
        if ruling.severity == Severity.MUST and severities.get(ruling.number) != Severity.MUST:
            rule = rule_numbered(ruling.number)
            name = f"{ruling.number} {rule.title}" if rule else ruling.number
            yield _("%(rule)s: it is a must in “%(set)s” and stays one.") % {"rule": name, "set": above.name}


def _lists(own: RuleSet, above: RuleSet) -> Iterator[str]:
    for name, dated in above.lists.items():
        if dated.set_by == SetBy.MINISTRY:
            kept = own.lists.get(name)
            if kept is None or (kept.set_by, kept.entries) != (dated.set_by, dated.entries):
                yield _stays(str(dated.name), name, above)


def _parameters(own: RuleSet, above: RuleSet) -> Iterator[str]:
    for parameter in above.parameters:
        if parameter.set_by == SetBy.MINISTRY:
            kept = own.parameter(parameter.key)
            if kept is None or kept.model_copy(update={"name": parameter.name}) != parameter:
                yield _stays(str(parameter.name), parameter.key, above)


def _stays(what: str, key: str, above: RuleSet) -> str:
    told = {"what": what, "key": key, "set": above.name}
    return _("%(what)s (%(key)s): the ministry sets it; leave it as in “%(set)s”.") % told


def _replaces(other: RuleSet, one: RuleSet) -> bool:
    """Whether no dossier is judged by the one because the other, which came later, holds for all of its."""
    later = (other.in_force_from, other.version) > (one.in_force_from, one.version)
    return later and all(
        not theirs or (its and set(its) <= set(theirs))
        for theirs, its in zip(_kinds(other.applies_to), _kinds(one.applies_to), strict=True)
    )


def _meet(first: AppliesTo, second: AppliesTo) -> bool:
    pairs = zip(_kinds(first), _kinds(second), strict=True)
    return all(not these or not those or set(these) & set(those) for these, those in pairs)


def _kinds(applies: AppliesTo) -> tuple[tuple[str, ...], ...]:
    """An empty one means: all."""
    return (applies.positions, applies.methods, applies.employment_kinds, applies.institution_kinds)
