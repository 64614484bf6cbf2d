"""What administrators set: parameters, lists, and rules to come."""

from datetime import date, timedelta

import pytest

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.rulebook.choices import Answer
from tidtam.products.academic.rulebook.structure import Request
from tidtam.products.academic.rulebook.tests.generating import AS_OF, RULES

from .factories import Offices, on
from .rule_texts import uploaded

pytestmark = pytest.mark.requirement("ACA-10")


@pytest.mark.requirement("DOC-301")
def test_a_parameter_holds_from_when_it_was_set_and_for_whom(offices: Offices) -> None:
    def answer_of(values: dict[str, object] | None = None) -> set[str]:
        with acting_as(offices.officer) as officer:
            found = queries.findings_of(officer, dossier)
        return {str(finding.answer) for finding in found if finding.rule == "DOC-301"}

    dossier = offices.dossier()
    assert answer_of() == {Answer.CANNOT_TELL}
    with acting_as(offices.administrator) as administrator:
        for key, value in (("teaching_levels_enough", "expert"), ("teaching_hours_least", "15")):
            actions.set_parameter(administrator, offices.university, RULES, key=key, value=value, reason="ประกาศ")
    assert answer_of() == {Answer.PASS}

    later = on(offices.administrator, AS_OF + timedelta(days=1))
    with acting_as(later):
        actions.set_parameter(later, offices.university, RULES, key="teaching_hours_least", value="90", reason="ประกาศ")
    assert answer_of() == {Answer.PASS}, "a dossier keeps what it was begun under"
    with acting_as(later):
        values = queries.parameter_values(offices.university.path, later.today())
    assert values["teaching_hours_least"] == "90"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("no_such", "1", "unknown_parameter"),
        ("teaching_hours_least", "many", "not_fitting"),
        ("supervisors_required", "checks dean", "not_fitting"),
    ],
)
def test_a_parameter_is_what_the_rules_ask_for(offices: Offices, key: str, value: str, code: str) -> None:
    with acting_as(offices.national) as national, pytest.raises(Refused) as refused:
        actions.set_parameter(national, offices.ministry, RULES, key=key, value=value, reason="ประกาศ")
    assert refused.value.code == code
    with acting_as(offices.officer) as officer, pytest.raises(NotAllowed):
        actions.set_parameter(
            officer, offices.university, RULES, key="teaching_hours_least", value="1", reason="ประกาศ"
        )


@pytest.mark.requirement("DOC-402")
def test_a_list_is_set_by_the_ministry_for_all_and_by_no_institution(offices: Offices) -> None:
    entries = '[{"code": "new_index", "name": {"th": "ฐานข้อมูล", "en": "Index"}, "valid_from": "2023-01-15"}]'
    dossier = offices.dossier()

    def said(actor: Actor, office: Organization, value: str) -> None:
        actions.set_parameter(actor, office, RULES, key="lists.databases", value=value, reason="ประกาศ ก.พ.อ.")

    with acting_as(offices.administrator) as administrator, pytest.raises(NotAllowed):
        said(administrator, offices.university, entries)
    with acting_as(offices.national) as national:
        said(national, offices.ministry, entries)
        for broken in ("[", '[{"code": "x"}]', '{"code": "x"}'):
            with pytest.raises(Refused) as refused:
                said(national, offices.ministry, broken)
            assert refused.value.code == "not_fitting"
    with acting_as(offices.officer) as officer:
        answers = {one.answer for one in queries.findings_of(officer, dossier) if one.rule == "DOC-402"}
    assert answers == {Answer.PASS}


def test_what_is_set_holds_from_its_day_and_says_why(offices: Offices) -> None:
    key, later = "teaching_hours_least", AS_OF + timedelta(days=30)

    def said(value: str, reason: str, day: date) -> None:
        with acting_as(offices.administrator) as actor:
            actions.set_parameter(actor, offices.university, RULES, key=key, value=value, reason=reason, holds_from=day)

    for reason, day, code in ((" ", AS_OF, "no_reason"), ("มติสภา", AS_OF - timedelta(days=1), "past")):
        with pytest.raises(Refused) as refused:
            said("15", reason, day)
        assert refused.value.code == code
    said("15", "มติสภา", AS_OF)
    said("45", "มติใหม่", later)
    with acting_as(offices.administrator):
        history = queries.parameter_history(offices.university.path, key)
        days = (AS_OF - timedelta(days=9), later - timedelta(days=1), later)
        held = [queries.parameter_values(offices.university.path, day)[key] for day in days]
    assert held == ["15", "15", "45"]
    assert [(row.value, row.reason) for row in history] == [("45", "มติใหม่"), ("15", "มติสภา")]


def test_rules_to_come_are_taken_back_and_those_in_force_never(offices: Offices) -> None:
    tomorrow = AS_OF + timedelta(days=1)
    with acting_as(offices.administrator) as administrator:
        actions.publish_rule_set(administrator, offices.university, uploaded())
        data = uploaded(("version = 1", "version = 2"))
        coming = actions.publish_rule_set(administrator, offices.university, data, in_force_from=tomorrow)
        held = [
            queries.possible_rule_sets(administrator, offices.university.path, Request(), day)
            for day in (AS_OF, tomorrow)
        ]
    assert [[(one.key, one.version) for one in each] for each in held] == [[("own_rules", 1)], [("own_rules", 2)]]
    with acting_as(on(offices.administrator, tomorrow)) as later, pytest.raises(Refused) as refused:
        actions.take_back_rule_set(later, coming)
    assert refused.value.code == "in_force"
    with acting_as(offices.officer) as officer, pytest.raises(NotAllowed):
        actions.take_back_rule_set(officer, coming)
    with acting_as(offices.administrator) as administrator:
        for _again in range(2):
            actions.take_back_rule_set(administrator, coming)
        left = queries.possible_rule_sets(administrator, offices.university.path, Request(), tomorrow)
    assert [one.version for one in left] == [1]
