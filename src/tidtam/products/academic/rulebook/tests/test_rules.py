"""Every rule finds what breaks it and only that, and lets pass what nearly does."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidtam.products.academic.rulebook.choices import Answer
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.rules import Finding, all_rules, check, rule_numbered
from tidtam.products.academic.rulebook.rules.writing import as_values

from .faults import FAULTS, NEAR_MISSES
from .generating import AS_OF, CONFIGURED, FACTS, RULES, Values, sample
from .inventing import dossiers, dossiers_to_plant_in
from .planting import Change

DOCS = Path(__file__).resolve().parents[6] / "docs"


def faults_of(values: Values) -> list[Finding]:
    return [finding for finding in check(made_of(values), CONFIGURED, AS_OF, FACTS) if finding.is_fault]


def _marked(change: Change) -> Any:
    # The system's own checks have no number among the requirements.
    named = change.rule if change.rule > "DOC-100" else "ACA-10"
    return pytest.param(change, id=str(change), marks=pytest.mark.requirement(named))


def test_the_sample_is_in_order() -> None:
    assert [(fault.rule, fault.place, fault.message) for fault in faults_of(sample())] == []


@pytest.mark.parametrize("change", [_marked(change) for change in FAULTS])
def test_a_planted_fault_is_found_and_nothing_else(change: Change) -> None:
    values = sample()
    change.plant(values)
    found = faults_of(values)
    assert {fault.rule for fault in found} == {change.rule, *change.with_it}
    assert change.place in {fault.place for fault in found if fault.rule == change.rule}
    rule = rule_numbered(change.rule)
    assert rule is not None
    assert change.with_it <= set(rule.implies)
    for told in map(as_values, found):
        for words in (*told["message"].values(), *told["mend"].values()):
            assert words
            assert "%(" not in words
        assert told["where"]["th"] != told["where"]["en"]


@pytest.mark.parametrize("change", [_marked(change) for change in NEAR_MISSES])
def test_a_near_miss_is_no_fault(change: Change) -> None:
    values = sample()
    change.plant(values)
    assert [(fault.rule, fault.place) for fault in faults_of(values)] == []


@pytest.mark.requirement("ACA-10")
def test_every_rule_has_faults_and_near_misses_and_stands_in_the_set() -> None:
    numbers = {rule.number for rule in all_rules()}
    assert {change.rule for change in FAULTS} == numbers
    assert {change.rule for change in NEAR_MISSES} == numbers
    assert {ruling.number for ruling in RULES.rulings} == numbers


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers())
def test_valid_dossiers_have_nothing_that_stops_them(values: Values) -> None:
    assert [(fault.rule, fault.place, fault.message) for fault in faults_of(values)] == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers_to_plant_in(), st.sampled_from(FAULTS))
def test_a_single_fault_in_any_dossier_is_found_and_nothing_else(values: Values, change: Change) -> None:
    assert faults_of(values) == []
    change.plant(values)
    assert {fault.rule for fault in faults_of(values)} == {change.rule, *change.with_it}


def test_every_rule_answers_and_the_order_is_the_same() -> None:
    dossier = made_of(sample())
    findings = check(dossier, CONFIGURED, AS_OF, FACTS)
    assert {finding.rule for finding in findings} == {rule.number for rule in all_rules()}
    assert {finding.answer for finding in findings} == {Answer.PASS}
    assert [finding.rule for finding in findings] == sorted(finding.rule for finding in findings)
    assert findings == check(dossier, CONFIGURED, AS_OF, FACTS)


@pytest.mark.requirement("ACA-10")
def test_nothing_passes_for_want_of_data() -> None:
    """An empty dossier: part 1 is asked for, the rest is not yet due, nothing else is in order."""
    findings = check(made_of({}), RULES, AS_OF)
    for finding in findings:
        rule = rule_numbered(finding.rule)
        assert rule is not None
        if rule.stage != "applicant":
            assert finding.answer == Answer.NOT_YET, finding.rule


@pytest.mark.requirement("ACA-10")
def test_every_caution_of_the_requirements_is_a_rule_and_the_other_way_round() -> None:
    """With what breaks it, what nearly does, and valid dossiers that pass: as the tests above ask of each rule."""
    required = set(re.findall(r"^- \*\*(DOC-\d+)\*\*", (DOCS / "requirements.md").read_text("utf-8"), re.MULTILINE))
    assert len(required) == 47
    own_checks = {rule.number for rule in all_rules() if rule.number < "DOC-100"}
    assert {rule.number for rule in all_rules()} - own_checks == required


@pytest.mark.requirement("QLT-11")
def test_the_list_of_rules_is_the_one_in_the_documents() -> None:
    """After a change: tidtam dossier rules > docs/dossier-rules-list.md"""
    printed = StringIO()
    call_command("dossier", "rules", stdout=printed)
    assert (DOCS / "dossier-rules-list.md").read_text("utf-8") == printed.getvalue()
    for rule in all_rules():
        assert printed.getvalue().count(f"| {rule.number} |") == 2
