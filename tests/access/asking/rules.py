"""The rules of dossiers: what an administrator of A sees and sets for A, and for nobody else."""

from tests.access.world import World
from tidtam.kernel.actor import SYSTEM
from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER
from tidtam.products.academic.rulemaking.models import RuleSetDraft

from .ask import NOBODY, Ask, Asking, each, plain

_TEXT = (FOLDER / "criteria_2564.toml").read_text("utf-8").replace('key = "criteria_2564"', 'key = "own_rules"')


def _office(world: World, label: str) -> Ask:
    offices = {"a": world.a.code, "b": world.b.code, "ministry": world.ministry.code}
    return Ask({"office": offices.get(label, "nothing")}, {"text": _TEXT})


def _setting(world: World, label: str) -> Ask:
    """`national` is what the ministry alone sets."""
    key = "lists.databases" if label == "national" else "teaching_hours_least"
    form = {"value": "15", "holds_from": world.today.isoformat(), "reason": "มติสภา"}
    return Ask({**_office(world, "a" if label == "national" else label).kwargs, "key": key}, form)


def _set(world: World, label: str) -> Ask:
    return Ask({**_office(world, label).kwargs, "key": "criteria_2564", "version": 1})


def _draft(world: World, label: str) -> Ask:
    """`a` is the administrator's own draft, `b` that of another one."""
    owners = {"a": world.accounts["rules_admin"].pk, "b": NOBODY}
    if label not in owners:
        return Ask({"draft_id": NOBODY}, {"act": "discard"})
    draft, _is_new = RuleSetDraft.objects.get_or_create(
        account_id=owners[label],
        organization=world.a,
        defaults={"file_name": "rules.toml", "saved_at": SYSTEM.now(), "text": _TEXT},
    )
    return Ask({"draft_id": draft.pk}, {"act": "discard"})


ASKING: dict[str, dict[str, Asking]] = {
    "academic_rulemaking:start": plain(),
    "academic_rulemaking:rules": each(_office, "a", "b", "ministry", "none"),
    "academic_rulemaking:upload": each(_office, "a", "b"),
    "academic_rulemaking:setting": each(_setting, "a", "b", "national"),
    "academic_rulemaking:rule_set": each(_set, "a", "b"),
    "academic_rulemaking:take_back": each(_set, "a", "b"),
    "academic_rulemaking:draft": each(_draft, "a", "b", "none"),
}
