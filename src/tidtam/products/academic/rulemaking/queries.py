"""What rules administrators see: the sets of rules of an office, what is set, and their own drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import MINISTRY_KINDS
from tidtam.products.academic.dossier.models import Dossier, PublishedRuleSet, RuleParameter
from tidtam.products.academic.dossier.policies import can_set
from tidtam.products.academic.dossier.queries import (
    dossiers_of,
    parameter_history,
    parameter_values,
    possible_rule_sets,
    published_rule_sets,
    read_published,
)
from tidtam.products.academic.rulebook.choices import SetBy
from tidtam.products.academic.rulebook.rule_sets import (
    DatedList,
    Parameter,
    RuleSet,
    entries_as_text,
    list_key,
    shipped,
)
from tidtam.products.academic.rulebook.rules.softening import softenings
from tidtam.products.academic.rulebook.structure import Request

from .models import RuleSetDraft
from .policies import scope


class State(StrEnum):
    IN_FORCE = "in_force"
    TO_COME = "to_come"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    TAKEN_BACK = "taken_back"
    SET_ASIDE = "set_aside"
    """An institution's own, since the ministry asks more."""


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A set of rules that holds, held or will hold for an office."""

    rule_set: RuleSet
    published: PublishedRuleSet | None
    """Nothing where it came with the product."""
    state: State


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter, or the entries of a list, as it holds today for dossiers that are begun."""

    key: str
    parameter: Parameter | None
    dated: DatedList | None
    value: str
    is_set: bool
    last: RuleParameter | None
    """What was said last for this office or one above it, which may hold only from a later day."""
    may_set: bool
    options: tuple[tuple[str, str], ...]
    """Of a parameter that is codes of a list: these codes, with their names."""

    @property
    def name(self) -> str:
        return _name_of(self)

    @property
    def set_by(self) -> SetBy:
        shown = self.parameter or self.dated
        return shown.set_by if shown else SetBy.MINISTRY


def _name_of(setting: Setting) -> str:
    shown = setting.parameter or setting.dated
    return str(shown.name) if shown else setting.key


def offices_of(actor: Actor) -> list[Organization]:
    """Those for which the actor sees to the rules; what is below them follows them."""
    return list(Organization.objects.filter(path__in=actor.paths(Role.RULES_ADMIN), ended_at=None).order_by("path"))


def get_office(actor: Actor, code: str) -> Organization:
    office = next((one for one in offices_of(actor) if one.code == code), None)
    if office is None:
        raise Http404
    return office


def known_sets(actor: Actor, office: Organization) -> list[KnownSet]:
    """Of the office and those above it and, last, those that come with the product; the latest first."""
    rows = published_rule_sets(office.path)
    uploaded = [(read_published(row.pk), row) for row in rows]
    back = {row.pk for row in rows if hasattr(row, "taken_back")}
    live = [(rule_set, row) for rule_set, row in uploaded if row.pk not in back]
    above = [*(rule_set for rule_set, row in live if not _is_own(row)), *shipped()]
    softer = {row.pk for rule_set, row in live if _is_own(row) and _asks_less(rule_set, above, actor.today())}
    others = [rule_set for rule_set, row in live if row.pk not in softer]
    given = {**dict.fromkeys(softer, State.SET_ASIDE), **dict.fromkeys(back, State.TAKEN_BACK)}
    found = [
        KnownSet(rule_set, row, given.get(row.pk) or _state(rule_set, others, actor.today()))
        for rule_set, row in uploaded
    ]
    found += [KnownSet(rule_set, None, _state(rule_set, [*others, rule_set], actor.today())) for rule_set in shipped()]
    return sorted(found, key=lambda one: (one.rule_set.in_force_from, one.rule_set.version), reverse=True)


def _is_own(row: PublishedRuleSet) -> bool:
    return row.organization is not None and row.organization.kind not in MINISTRY_KINDS


def _asks_less(rule_set: RuleSet, above: Iterable[RuleSet], today: date) -> bool:
    return bool(softenings(rule_set, above, max(today, rule_set.in_force_from)))


def _state(rule_set: RuleSet, others: Iterable[RuleSet], today: date) -> State:
    if rule_set.in_force_from > today:
        return State.TO_COME
    if not rule_set.is_in_force(today):
        return State.ENDED
    newer = any(
        one.key == rule_set.key
        and one.is_in_force(today)
        and (one.in_force_from, one.version) > (rule_set.in_force_from, rule_set.version)
        for one in others
    )
    return State.SUPERSEDED if newer else State.IN_FORCE


def get_set(actor: Actor, office: Organization, key: str, version: int) -> KnownSet:
    wanted = (one for one in known_sets(actor, office) if (one.rule_set.key, one.rule_set.version) == (key, version))
    found = next(wanted, None)
    if found is None:
        raise Http404
    return found


def set_before(actor: Actor, office: Organization, rule_set: RuleSet) -> RuleSet | None:
    """With which a new one is compared: the version before it or, of a new key, what is in force."""
    known = [one.rule_set for one in known_sets(actor, office) if one.state is not State.TAKEN_BACK]
    same = [one for one in known if one.key == rule_set.key and one.version < rule_set.version]
    return max(same, key=lambda one: one.version, default=None) or rules_in_force(actor, office)


def rules_in_force(actor: Actor, office: Organization) -> RuleSet | None:
    """For dossiers begun today of which nothing else is known."""
    return next(iter(possible_rule_sets(actor, office.path, Request(), actor.today())), None)


def settings_of(actor: Actor, office: Organization) -> list[Setting]:
    rule_set = rules_in_force(actor, office)
    if rule_set is None:
        return []
    values = parameter_values(office.path, actor.today())
    filled = rule_set.with_values(values)
    keys = [*(one.key for one in filled.parameters), *(list_key(name) for name in filled.lists)]
    return [_setting(actor, office, filled, key, None) for key in keys]


def get_setting(actor: Actor, office: Organization, key: str) -> Setting:
    rule_set = rules_in_force(actor, office)
    if rule_set is None or rule_set.set_by(key) is None:
        raise Http404
    filled = rule_set.with_values(parameter_values(office.path, actor.today()))
    return _setting(actor, office, filled, key, next(iter(parameter_history(office.path, key)), None))


def _setting(actor: Actor, office: Organization, rule_set: RuleSet, key: str, last: RuleParameter | None) -> Setting:
    parameter = rule_set.parameter(key)
    dated = None if parameter else rule_set.lists[key.removeprefix("lists.")]
    value = parameter.value if parameter else entries_as_text(dated.entries) if dated else ""
    is_set = parameter.is_set if parameter else bool(dated and dated.entries)
    set_by = rule_set.set_by(key) or SetBy.MINISTRY
    listed = rule_set.lists.get(parameter.list) if parameter else None
    options = tuple((entry.code, str(entry.name)) for entry in listed.entries) if listed else ()
    return Setting(key, parameter, dated, value, is_set, last, can_set(actor, office, set_by), options)


def drafts_of(actor: Actor, office: Organization) -> list[RuleSetDraft]:
    return list(scope(RuleSetDraft.objects.filter(organization=office), actor).order_by("-saved_at"))


def get_draft(actor: Actor, draft_id: UUID) -> RuleSetDraft:
    draft = scope(RuleSetDraft.objects.select_related("organization"), actor).filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    return draft


def draft_in_hand(actor: Actor, draft_id: UUID) -> RuleSetDraft | None:
    """For the job; nothing where it was published or discarded meanwhile."""
    return scope(RuleSetDraft.objects.select_related("organization"), actor).filter(pk=draft_id).first()


def dossiers_seen(actor: Actor, dossier_ids: Iterable[str]) -> list[Dossier]:
    """Those of them that the actor may open; who sees to rules alone opens none."""
    return list(dossiers_of(actor).filter(pk__in=list(dossier_ids)).order_by("pk"))
