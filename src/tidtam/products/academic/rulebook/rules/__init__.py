"""Every caution of the ministry as a rule, and the machinery that asks them."""

from . import (
    applicant,
    appointing,
    committee,
    council,
    dates,
    documents,
    experts,
    history,
    kpw,
    participation,
    portraits,
    royal,
    service,
    signatures,
    supervisors,
    teaching,
    versions,
    works,
)
from .checking import begun_on, check, stage_of
from .findings import Finding, Said
from .look import FileFact, Look
from .places import place_words
from .registry import Rule, all_rules, rule, rule_numbered

RULE_MODULES = (
    *(dates, applicant, history, service, works, signatures, supervisors, teaching),
    *(committee, versions, kpw, council, documents, participation, appointing, experts, royal, portraits),
)
"""Importing them registers their rules."""

__all__ = [
    "RULE_MODULES",
    "FileFact",
    "Finding",
    "Look",
    "Rule",
    "Said",
    "all_rules",
    "begun_on",
    "check",
    "place_words",
    "rule",
    "rule_numbered",
    "stage_of",
]
