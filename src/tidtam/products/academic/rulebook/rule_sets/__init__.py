"""Sets of rules with the days they are in force: data, read from files or from what an administrator uploaded."""

from .choosing import choose, fits, sets_for
from .model import (
    Clause,
    DatedList,
    Listed,
    Parameter,
    ParameterKind,
    RuleSet,
    Ruling,
    Wording,
    entries_as_text,
    list_key,
)
from .reading import NotARuleSet, read_rule_set, shipped

__all__ = [
    "Clause",
    "DatedList",
    "Listed",
    "NotARuleSet",
    "Parameter",
    "ParameterKind",
    "RuleSet",
    "Ruling",
    "Wording",
    "choose",
    "entries_as_text",
    "fits",
    "list_key",
    "read_rule_set",
    "sets_for",
    "shipped",
]
