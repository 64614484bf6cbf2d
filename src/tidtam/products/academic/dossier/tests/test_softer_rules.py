"""An institution asks more than its ministry, never less; by its own file, by its day, and by what comes later."""

from datetime import date, timedelta

import pytest

from tidtam.kernel.actor import Refused, acting_as
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER
from tidtam.products.academic.rulebook.rules.softening import softenings
from tidtam.products.academic.rulebook.structure import Request
from tidtam.products.academic.rulebook.tests.generating import AS_OF, RULES

from .factories import Offices, on

pytestmark = pytest.mark.requirement("ACA-10")
SHIPPED = (FOLDER / "criteria_2564.toml").read_text("utf-8")
TOMORROW = AS_OF + timedelta(days=1)
PREFIX = "DOC-101"
ABLE = '{ code = "able", name = { th = "ชำนาญ", en = "Able" } }'


def own(*replacements: tuple[str, str], begins: str = "2026-01-01") -> bytes:
    text = SHIPPED.replace('key = "criteria_2564"', 'key = "own_rules"').replace("2022-01-07", begins)
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def without_a_rule() -> bytes:
    before, rest = own().decode().split(f'[[rulings]]\nnumber = "{PREFIX}"')
    return (before + rest[rest.index("[[rulings]]") :]).encode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (without_a_rule(), PREFIX),
        (own((f'"{PREFIX}"\nseverity = "must"', f'"{PREFIX}"\nseverity = "should"')), PREFIX),
        (own(('{ code = "mrs",', '{ code = "madam",')), "prefixes"),
        (own(("[lists.databases]", '[lists.databases]\nset_by = "institution"')), "databases"),
        (own(('value = "checks above"', 'value = "checks"')), "supervisors_required"),
        (own(('key = "supervisors_required"', 'key = "supervisors_wanted"')), "supervisors_required"),
    ],
    ids=["rule left out", "rule only advised", "list changed", "list taken over", "number changed", "number renamed"],
)
def test_what_asks_less_than_the_ministry_is_not_published_and_told(offices: Offices, data: bytes, told: str) -> None:
    with acting_as(offices.administrator) as administrator, pytest.raises(Refused) as refused:
        actions.publish_rule_set(administrator, offices.university, data)
    assert refused.value.code == "softer"
    assert told in str(refused.value)
    with acting_as(offices.national) as national:
        actions.publish_rule_set(national, offices.ministry, data)


def test_what_asks_more_or_what_is_the_institutions_own_is_published(offices: Offices) -> None:
    more = own(
        ('severity = "should"', 'severity = "must"'),
        (
            "[lists.teaching_levels]",
            '[lists.teaching_levels]\nentries = [{ code = "able", name = { th = "ก", en = "A" } }]',
        ),
    )
    with acting_as(offices.administrator) as administrator:
        actions.publish_rule_set(administrator, offices.university, more)
        (held,) = queries.possible_rule_sets(administrator, offices.university.path, Request(), AS_OF)
    assert held.key == "own_rules"


def test_where_the_ministry_asks_more_afterwards_the_institutions_set_to_come_is_set_aside(offices: Offices) -> None:
    with acting_as(offices.administrator) as administrator:
        actions.publish_rule_set(administrator, offices.university, own(), in_force_from=TOMORROW + timedelta(days=1))
    stricter = SHIPPED.replace('severity = "should"', 'severity = "must"').replace("version = 1", "version = 2")
    with acting_as(offices.national) as national:
        actions.publish_rule_set(national, offices.ministry, stricter.encode(), in_force_from=TOMORROW)
    for days, version in ((0, 1), (1, 2), (2, 2), (400, 2)):
        later = on(offices.officer, AS_OF + timedelta(days=days))
        with acting_as(later):
            held = queries.possible_rule_sets(later, offices.university.path, Request(), later.today())
        assert [(one.key, one.version) for one in held] == [("criteria_2564", version)]


def test_only_rules_for_the_same_dossiers_are_compared() -> None:
    day = date(2026, 6, 1)
    professors = RULES.with_changed(applies_to=RULES.applies_to.model_copy(update={"positions": ("professor",)}))
    others = RULES.with_changed(applies_to=RULES.applies_to.model_copy(update={"positions": ("assistant_professor",)}))
    empty = professors.with_changed(rulings=())
    assert softenings(empty, [RULES], day)
    assert softenings(empty, [others], day) == []
    newer = empty.with_changed(applies_to=RULES.applies_to, version=2)
    assert softenings(empty, [RULES, newer], day) == [], "nobody is judged by what a newer set replaced"
    assert softenings(empty, [RULES, newer.with_changed(applies_to=others.applies_to)], day)
    assert softenings(empty, [RULES.with_changed(in_force_from=day + timedelta(days=1))], day) == []
