"""Which rules hold for whom, and from when."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from tidtam.kernel.actor import NotAllowed, Refused, acting_as
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.papers.checking import checklist_blocks
from tidtam.products.academic.dossier.papers.printing import pen_for
from tidtam.products.academic.dossier.presenting.checklist import Checklist
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.rule_sets import (
    NotARuleSet,
    RuleSet,
    choose,
    read_rule_set,
    sets_for,
    shipped,
)
from tidtam.products.academic.rulebook.structure import Request
from tidtam.products.academic.rulebook.tests.generating import AS_OF, RULES, sample
from tidtam.products.academic.rulebook.tests.planting import put

from .factories import Offices
from .rule_texts import SHIPPED, uploaded

pytestmark = pytest.mark.requirement("ACA-10")

REPOSITORY = Path(__file__).resolve().parents[6]
NEWER = date(2026, 1, 1)


def changed(**said: object) -> RuleSet:
    return RuleSet.model_validate({**RULES.model_dump(), "key": "newer", "in_force_from": NEWER, **said})


def test_the_shipped_sets_say_where_each_rule_is_written() -> None:
    for rule_set in shipped():
        for ruling in rule_set.rulings:
            assert rule_set.sources[ruling.clause.source]
            assert ruling.clause.at
            assert ruling.clause.th
            assert ruling.clause.en
        assert [one.number for one in rule_set.rulings] == sorted(one.number for one in rule_set.rulings)


def test_the_example_of_the_guide_is_a_set() -> None:
    guide = (REPOSITORY / "docs" / "dossier-rules.md").read_text("utf-8")
    example = read_rule_set(guide.partition("```toml\n")[2].partition("```")[0].encode())
    professor = Request(position=Position.PROFESSOR)
    assert choose((RULES, example), professor, date(2026, 10, 1)) == example
    assert choose((RULES, example), professor, date(2026, 9, 30)) == RULES


def test_numbers_that_no_source_gives_are_not_set() -> None:
    assert [one.key for one in RULES.parameters if one.is_set] == ["supervisors_required"]
    for name in ("databases", "letter_items", "teaching_levels", "institution_kinds"):
        assert RULES.lists[name].entries == ()


def test_a_set_holds_from_its_day_for_those_it_names() -> None:
    newer = changed(applies_to={"positions": ["professor"], "employment_kinds": ["university_employee"]})
    sets = (RULES, newer)
    professor = Request(position=Position.PROFESSOR, employment_kind="university_employee")
    assert choose(sets, professor, NEWER) == newer
    assert choose(sets, professor, NEWER - timedelta(days=1)) == RULES
    assert choose(sets, professor.model_copy(update={"employment_kind": "civil_servant"}), NEWER) == RULES
    assert choose(sets, professor.model_copy(update={"position": Position.ASSOCIATE_PROFESSOR}), NEWER) == RULES
    assert choose((newer,), professor, NEWER - timedelta(days=1)) is None


def test_in_a_transition_the_applicant_may_elect() -> None:
    older = changed(
        key="older",
        in_force_from=date(2018, 1, 1),
        in_force_until=NEWER - timedelta(days=1),
        election={"begun_from": NEWER, "begun_until": NEWER + timedelta(days=30)},
    )
    sets = (older, changed())
    usual, elected = Request(), Request(elected_rules="older")
    assert [one.key for one in sets_for(sets, usual, NEWER)] == ["newer", "older"]
    assert choose(sets, usual, NEWER).key == "newer"  # type: ignore[union-attr]
    assert choose(sets, elected, NEWER).key == "older"  # type: ignore[union-attr]
    assert choose(sets, elected, NEWER + timedelta(days=31)).key == "newer"  # type: ignore[union-attr]


def test_lists_are_asked_as_of_a_day() -> None:
    entries = [
        {"code": "tci", "name": {"th": "ก", "en": "A"}, "valid_until": "2020-12-31"},
        {"code": "tci", "name": {"th": "ข", "en": "B"}, "valid_from": "2021-01-01"},
    ]
    dated = changed(lists={"databases": {"name": {"th": "ฐาน", "en": "Databases"}, "entries": entries}})
    on_days = {day: dated.listed("databases", "tci", day) for day in (date(2020, 12, 31), date(2021, 1, 1))}
    assert [entry.name.en for entry in on_days.values() if entry] == ["A", "B"]
    assert dated.listed("databases", "other", NEWER) is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff", "TOML"),
        (b"key = ", "TOML"),
        (b"key = 1", "key: "),
        (SHIPPED.replace('key = "criteria_2564"', 'key = "rules_1000000000017"').encode(), "figures"),
        (SHIPPED.replace("version = 1", "version = 0").encode(), "version: "),
        (SHIPPED.replace("version = 1", "version = 9999999999").encode(), "version: "),
        (SHIPPED.replace("version = 1", f"version = {'1' * 5_000}").encode(), "TOML"),
        (f"{SHIPPED}\na{'.a' * 100_000} = 1".encode(), "Line [0-9]+: a name has more parts"),
        (b"a = " + b"[" * 100_000, "TOML"),
        (SHIPPED.replace('severity = "must"', 'severity = "shall"', 1).encode(), "rulings.0.severity: "),
        (SHIPPED.replace('number = "DOC-101"', 'number = "DOC-102"').encode(), "twice"),
        (SHIPPED.replace('value = "checks above"', 'value = "dean"').encode(), "certifiers has no dean"),
        (SHIPPED.replace('source = "cautions"', 'source = "elsewhere"', 1).encode(), "elsewhere"),
        (SHIPPED.replace("in_force_from = 2022-01-07", "in_force_from = 2022-01-07\nwhim = 1").encode(), "whim: "),
    ],
)
def test_what_is_no_set_of_rules_is_refused(data: bytes, says: str) -> None:
    with override("en"), pytest.raises(NotARuleSet, match=says):
        read_rule_set(data)


def test_a_dossier_keeps_the_rules_it_was_begun_under(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.administrator) as administrator:
        data = uploaded(('severity = "should"', 'severity = "must"'))
        actions.publish_rule_set(administrator, offices.university, data)
    with acting_as(offices.officer) as officer:
        assert queries.rules_of(officer, dossier).key == "criteria_2564"
        later = actions.change_part(officer, dossier, "teaching", {}, expected_version=1)
        assert queries.rules_of(officer, later).key == "criteria_2564"
    values = sample()
    put("/request/begun_on", "2 ม.ค. 2569")(values)
    newer = offices.dossier(values)
    with acting_as(offices.officer) as officer:
        assert queries.rules_of(officer, newer).key == "own_rules"


def test_whoever_reads_the_check_is_told_whose_rules_it_was_judged_by(offices: Offices) -> None:
    with acting_as(offices.administrator) as administrator:
        actions.publish_rule_set(administrator, offices.university, uploaded())
    values = sample()
    put("/request/begun_on", "2 ม.ค. 2569")(values)
    own, usual = offices.dossier(values), offices.dossier()
    with acting_as(offices.officer) as officer, override("en"):
        office = offices.university.name
        says = [Checklist(queries.judge(officer, each)).rules for each in (own, usual)]
        judged = queries.judge(officer, own)
        printed = checklist_blocks(pen_for(judged.content, judged.rule_set, AS_OF), Checklist(judged))
    assert [office in each for each in says] == [True, False]
    assert office in str(printed[0])


def test_rules_of_one_university_hold_for_no_other(offices: Offices) -> None:
    with acting_as(offices.administrator) as administrator:
        actions.publish_rule_set(administrator, offices.university, uploaded())
        with pytest.raises(NotAllowed):
            actions.publish_rule_set(administrator, offices.elsewhere, uploaded())
    with acting_as(offices.stranger) as stranger:
        possible = queries.possible_rule_sets(stranger, offices.elsewhere.path, Request(), AS_OF)
    assert [one.key for one in possible] == ["criteria_2564"]


@pytest.mark.parametrize("is_taken_back", [True, False])
def test_what_holds_from_tomorrow_or_never_stands_for_no_other_set_of_its_key_and_version(
    offices: Offices, *, is_taken_back: bool
) -> None:
    """An institution publishes under the name of the rules that the product brings along."""
    stricter = SHIPPED.replace('severity = "should"', 'severity = "must"').encode()
    with acting_as(offices.administrator) as administrator:
        tomorrow = AS_OF + timedelta(days=1)
        coming = actions.publish_rule_set(administrator, offices.university, stricter, in_force_from=tomorrow)
        if is_taken_back:
            actions.take_back_rule_set(administrator, coming)
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        assert dossier.rule_set.organization is None
        assert queries.rules_of(officer, dossier).rulings == RULES.rulings


def test_a_published_version_stays_and_unknown_rules_are_refused(offices: Offices) -> None:
    with acting_as(offices.administrator) as administrator:
        actions.publish_rule_set(administrator, offices.university, uploaded())
        for data, code in (
            (uploaded(), "old_version"),
            (uploaded(('"DOC-101"', '"DOC-999"')), "unknown_rule"),
            (uploaded(("version = 1", "version = 2"), ('severity = "must"', 'severity = "should"')), "softer"),
            (b"", "not_a_rule_set"),
        ):
            with pytest.raises(Refused) as refused:
                actions.publish_rule_set(administrator, offices.university, data)
            assert refused.value.code == code
        actions.publish_rule_set(administrator, offices.university, uploaded(("version = 1", "version = 2")))
        published = queries.published_rule_sets(offices.university.path)
        possible = queries.possible_rule_sets(administrator, offices.university.path, Request(), AS_OF)
    assert {(one.key, one.version) for one in published} == {("own_rules", 2), ("own_rules", 1)}
    assert [(one.key, one.version) for one in possible] == [("own_rules", 2)]


def test_new_rules_are_replayed_over_the_dossiers_there_are(offices: Offices) -> None:
    offices.dossier()
    faulty = sample()
    faulty["applicant"]["prefix"] = "ดร."
    second = offices.dossier(faulty)
    without = changed(rulings=[one.model_dump() for one in RULES.rulings if one.number != "DOC-101"])
    with acting_as(offices.officer) as officer:
        told = {one.dossier_id: one for one in queries.replay(officer, without)}
        assert len(told) == 2
        (gone,) = told[second.pk].gone
        assert (gone.rule, gone.place, told[second.pk].appeared) == ("DOC-101", "/applicant/prefix", ())
        assert sum(one.is_changed for one in told.values()) == 1
    with acting_as(offices.stranger) as stranger:
        assert list(queries.replay(stranger, without)) == []
