"""What the pages of rules show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.models import RuleParameter
from tidtam.products.academic.dossier.queries import softer_than_above
from tidtam.products.academic.rulebook.choices import Part
from tidtam.products.academic.rulebook.rule_sets import ParameterKind, RuleSet, Ruling, list_key, read_rule_set
from tidtam.products.academic.rulebook.rules import Rule, rule_numbered
from tidtam.products.academic.rulebook.rules.changes import Kind, changes, described
from tidtam.thai.dates import format_short
from tidtam.tracking.statistics.hiding import SMALLEST_SHOWN

from .models import RuleSetDraft
from .queries import KnownSet, Setting, State, dossiers_seen, set_before

STATES = {
    State.IN_FORCE: ("done", gettext_lazy("In force")),
    State.TO_COME: ("waiting", gettext_lazy("To come")),
    State.ENDED: ("closed", gettext_lazy("Ended")),
    State.SUPERSEDED: ("closed", gettext_lazy("Superseded")),
    State.TAKEN_BACK: ("closed", gettext_lazy("Taken back")),
    State.SET_ASIDE: ("late", gettext_lazy("Set aside: asks less than the ministry's")),
}
_CHANGED = {
    Kind.ADDED: ("done", gettext_lazy("Added")),
    Kind.REMOVED: ("late", gettext_lazy("Removed")),
    Kind.CHANGED: ("progress", gettext_lazy("Changed")),
}


def day_of(day: date | None) -> str:
    return format_short(day, get_language() or "th") if day else ""


def set_rows(known: Sequence[KnownSet]) -> list[dict[str, Any]]:
    return [
        {
            "key": one.rule_set.key,
            "version": one.rule_set.version,
            "name": str(one.rule_set.name),
            "from": day_of(one.rule_set.in_force_from),
            "until": day_of(one.rule_set.in_force_until),
            "state": STATES[one.state],
            "office": one.published.organization.name if one.published and one.published.organization else "",
        }
        for one in known
    ]


def setting_rows(settings: Sequence[Setting]) -> list[dict[str, Any]]:
    """What is not configured comes first."""
    rows = [
        {
            "key": setting.key,
            "name": setting.name,
            "set_by": setting.set_by.label,
            "is_set": setting.is_set,
            "may_set": setting.may_set,
            "says": _says(setting),
        }
        for setting in settings
    ]
    return sorted(rows, key=lambda row: bool(row["is_set"]))


def _says(setting: Setting) -> str:
    if setting.dated is not None:
        return _("%(count)s entries") % {"count": len(setting.dated.entries)} if setting.is_set else ""
    names = dict(setting.options)
    if setting.parameter and setting.parameter.kind == ParameterKind.CODES:
        return ", ".join(names.get(code, code) for code in setting.parameter.codes)
    return setting.value


def history_rows(setting: Setting, history: Sequence[RuleParameter]) -> list[dict[str, str]]:
    return [
        {
            "office": row.organization.name,
            "from": day_of(row.holds_from),
            "said": _told(setting, row.value),
            "reason": row.reason,
        }
        for row in history
    ]


def _told(setting: Setting, value: str) -> str:
    if not value:
        return _("as the rules have it")
    if setting.dated is not None:
        return _("%(count)s entries") % {"count": value.count('"code"')}
    names = dict(setting.options)
    return ", ".join(names.get(code, code) for code in value.split())


def demands(rule_set: RuleSet, filled: RuleSet) -> list[dict[str, Any]]:
    """Every rule of the set, part by part: what it checks, how severely, from when on, and what it waits for."""
    found = [(rule, ruling) for ruling in rule_set.rulings if (rule := rule_numbered(ruling.number))]
    parts = [(part, [pair for pair in found if pair[0].part == part]) for part in Part]
    return [
        {"part": part.label, "rules": [_demand(rule_set, filled, *pair) for pair in pairs]}
        for part, pairs in parts
        if pairs
    ]


def _demand(rule_set: RuleSet, filled: RuleSet, rule: Rule, ruling: Ruling) -> dict[str, Any]:
    return {
        "number": rule.number,
        "title": rule.title,
        "severity": ruling.severity.label,
        "stage": rule.stage.label,
        "clause": ruling.clause,
        "source": f"{rule_set.sources[ruling.clause.source]}, {ruling.clause.at}",
        "missing": [name for key in rule.needs if (name := _missing(filled, key))],
    }


def _missing(rule_set: RuleSet, key: str) -> str:
    """The name of what a rule waits for."""
    if (parameter := rule_set.parameter(key)) is not None:
        return "" if parameter.is_set else str(parameter.name)
    dated = rule_set.lists.get(key)
    return "" if dated and dated.entries else str(dated.name if dated else key)


def lists_of(rule_set: RuleSet) -> list[dict[str, Any]]:
    return [
        {"key": list_key(name), "name": str(dated.name), "entries": [described(entry) for entry in dated.entries]}
        for name, dated in rule_set.lists.items()
    ]


def facts_of(rule_set: RuleSet) -> list[tuple[str, str]]:
    applies = rule_set.applies_to
    named = [str(choice.label) for choice in (*applies.positions, *applies.methods)]
    named += [*applies.employment_kinds, *applies.institution_kinds]
    rows = [
        (_("Key and version"), f"{rule_set.key} {rule_set.version}"),
        (_("Rests on"), str(rule_set.source)),
        (_("In force from"), day_of(rule_set.in_force_from)),
        (_("In force until"), day_of(rule_set.in_force_until) or _("further notice")),
        (_("For"), ", ".join(named) or _("all")),
    ]
    if window := rule_set.election:
        rows.append(
            (_("May be elected by dossiers begun"), f"{day_of(window.begun_from)} – {day_of(window.begun_until)}")
        )
    return rows


def draft_page(actor: Actor, draft: RuleSetDraft) -> dict[str, Any]:
    rule_set = read_rule_set(draft.text.encode())
    before = set_before(actor, draft.organization, rule_set)
    found = changes(before, rule_set) if before else []
    return {
        "draft": draft,
        "rule_set": rule_set,
        "facts": facts_of(rule_set),
        "before": before,
        "softer": softer_than_above(draft.organization, rule_set),
        "changes": [(*_CHANGED[each.kind], each.where, each.text) for each in found],
        "replay": _replay(actor, draft),
    }


def _replay(actor: Actor, draft: RuleSetDraft) -> dict[str, Any] | None:
    """Whoever sees to rules opens no dossier, so that small numbers, which would tell of one person, are not shown."""
    if draft.replay is None:
        return None
    counted = draft.replay
    told = {one["id"]: one for one in counted["dossiers"]}
    return {
        "is_shown": counted["looked_at"] >= SMALLEST_SHOWN,
        "looked_at": counted["looked_at"],
        "changed": _at_least(counted["changed"]),
        "rules": [
            (number, _title(number), _at_least(appeared), _at_least(gone))
            for number, (appeared, gone) in counted["rules"].items()
        ],
        "dossiers": [
            {"dossier": one, "appeared": told[str(one.pk)]["appeared"], "gone": told[str(one.pk)]["gone"]}
            for one in dossiers_seen(actor, told)
        ],
    }


def _at_least(number: int) -> str:
    if 0 < number < SMALLEST_SHOWN:
        return _("fewer than %(count)s") % {"count": SMALLEST_SHOWN}
    return str(number)


def _title(number: str) -> str:
    rule = rule_numbered(number)
    return str(rule.title) if rule else ""
