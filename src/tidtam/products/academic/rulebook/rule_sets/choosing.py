"""Which set holds for a dossier: by institution, employment, position, method and the day it was begun; in a
transition, by what the applicant elected."""

from collections.abc import Iterable
from datetime import date

from tidtam.products.academic.rulebook.structure import Request

from .model import RuleSet


def sets_for(sets: Iterable[RuleSet], request: Request, begun: date) -> list[RuleSet]:
    """Those that may hold, the usual one first; more than one where the applicant may elect."""
    fitting = [rule_set for rule_set in sets if fits(rule_set, request)]
    usual = sorted(
        (rule_set for rule_set in fitting if rule_set.is_in_force(begun)),
        key=lambda rule_set: (rule_set.in_force_from, rule_set.version),
        reverse=True,
    )[:1]
    elective = {rule_set.key: rule_set for rule_set in sorted(fitting, key=_version) if rule_set.may_be_elected(begun)}
    return usual + [rule_set for key, rule_set in elective.items() if all(key != one.key for one in usual)]


def _version(rule_set: RuleSet) -> int:
    return rule_set.version


def choose(sets: Iterable[RuleSet], request: Request, begun: date) -> RuleSet | None:
    """The elected one where it may be elected, otherwise the usual one."""
    possible = sets_for(sets, request, begun)
    elected = (rule_set for rule_set in possible if rule_set.key == request.elected_rules)
    return next(elected, None) or next(iter(possible), None)


def fits(rule_set: RuleSet, request: Request) -> bool:
    """What the dossier does not say yet rules nothing out."""
    wanted = rule_set.applies_to
    pairs = (
        (wanted.positions, request.position),
        (wanted.methods, request.method),
        (wanted.employment_kinds, request.employment_kind),
        (wanted.institution_kinds, request.institution_kind),
    )
    return all(not allowed or not said or said in allowed for allowed, said in pairs)
