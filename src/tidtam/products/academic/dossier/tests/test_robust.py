"""Whatever was typed, every rule answers, and every finding can be told in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidtam.products.academic.dossier.drawing import chain_figure
from tidtam.products.academic.rulebook.chain import date_chain
from tidtam.products.academic.rulebook.choices import Stage
from tidtam.products.academic.rulebook.reading import NotADossier, made_of
from tidtam.products.academic.rulebook.rules import check
from tidtam.products.academic.rulebook.rules.writing import as_lines, as_values
from tidtam.products.academic.rulebook.tests.generating import AS_OF, CONFIGURED, RULES, Values, sample

pytestmark = pytest.mark.requirement("ACA-10")
_TYPED = st.sampled_from(
    ["", " ", "-", "…", "%s %(x)s %", "ดร.", "0", "-1", "1e999", "๙๙๙", "31/02/2566", "2566", "มิ.ย. 2566", "x" * 60]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def _leaves(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not entries:
        yield steps
    for key, inner in entries:
        yield from _leaves(inner, (*steps, key))


_PLACES = list(_leaves(sample()))


def _changed(values: Values, steps: tuple[str | int, ...], typed: str | None) -> Values:
    """The same with one answer changed or gone; or as it was, where a dossier could not hold that."""
    holder: Any = values
    for step in steps[:-1]:
        holder = holder[step]
    before, last = holder[steps[-1]], steps[-1]
    holder[last] = typed
    if typed is None and isinstance(last, str):
        del holder[last]
    try:
        made_of(values)
    except NotADossier:
        holder[last] = before
    return values


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(_PLACES), st.none() | _TYPED),
        min_size=1,
        max_size=12,
        unique_by=lambda change: change[0],
    )
)
def test_whatever_was_typed_every_rule_answers(typed: list[tuple[tuple[str | int, ...], str | None]]) -> None:
    values = sample()
    for steps, text in typed:
        _changed(values, steps, text)
    dossier = made_of(values)
    for rules in (CONFIGURED, RULES):
        findings = check(dossier, rules, AS_OF, stage=Stage.ROYAL)
        as_lines(findings)
        for finding in findings:
            as_values(finding)
    chain_figure(date_chain(dossier))


@pytest.mark.parametrize("stage", Stage)
def test_of_an_empty_dossier_every_rule_has_something_to_say(stage: Stage) -> None:
    findings = check(made_of({}), RULES, AS_OF, stage=stage)
    assert {finding.rule for finding in findings} <= {ruling.number for ruling in RULES.rulings}
    assert as_lines(findings)
