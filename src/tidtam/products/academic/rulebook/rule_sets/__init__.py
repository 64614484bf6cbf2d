"""Sets of rules with the days they are in force: data, read from files or from what an administrator uploaded."""

from .choosing import choose, sets_for
from .model import Clause, Listed, Parameter, ParameterKind, RuleSet, Ruling, Wording
from .reading import NotARuleSet, read_rule_set, shipped

__all__ = [
    "Clause",
    "Listed",
    "NotARuleSet",
    "Parameter",
    "ParameterKind",
    "RuleSet",
    "Ruling",
    "Wording",
    "choose",
    "read_rule_set",
    "sets_for",
    "shipped",
]
