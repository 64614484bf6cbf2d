"""Every rule of a set on one page, in both languages; docs/dossier-rules-list.md is made of it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from tidtam.products.academic.rulebook.choices import Part
from tidtam.products.academic.rulebook.rule_sets.model import RuleSet, Ruling

from .registry import Rule, rule_numbered

_LANGUAGES = ("th", "en")


def as_markdown(rule_set: RuleSet) -> str:
    lines = []
    for language in _LANGUAGES:
        with override(language):
            lines += list(_chapter(rule_set))
    return "\n".join(lines) + "\n"


def _chapter(rule_set: RuleSet) -> Iterator[str]:
    title = _("Rules of academic dossiers")
    headings = (_("Rule no."), _("What is checked"), _("Severity"), _("Asked from stage"), _("Clause"))
    yield from (f"# {title}", "", str(rule_set.name), "")
    for part in Part:
        rules = [
            (rule, ruling)
            for ruling in rule_set.rulings
            if (rule := rule_numbered(ruling.number)) is not None and rule.part == part
        ]
        if rules:
            yield from (f"## {part.label}", "")
            yield _line(headings)
            yield _line(["---"] * len(headings))
            yield from (_row(rule_set, rule, ruling) for rule, ruling in rules)
            yield ""


def _row(rule_set: RuleSet, rule: Rule, ruling: Ruling) -> str:
    clause = f"{ruling.clause} ({rule_set.sources[ruling.clause.source]}, {ruling.clause.at})"
    needs = ", ".join(name for key in rule.needs if (name := _unset(rule_set, key)))
    checked = (
        rule.title
        if not needs
        else _("%(checked)s (to be configured: %(needs)s)")
        % {
            "checked": rule.title,
            "needs": needs,
        }
    )
    return _line((rule.number, checked, ruling.severity.label, rule.stage.label, clause))


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _unset(rule_set: RuleSet, key: str) -> str:
    """The name of what an administrator still has to enter before the rule can tell."""
    if (parameter := rule_set.parameter(key)) is not None:
        return "" if parameter.is_set else str(parameter.name)
    return "" if rule_set.lists[key].entries else str(rule_set.lists[key].name)
