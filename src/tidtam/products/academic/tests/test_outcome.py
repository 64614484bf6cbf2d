"""What the register is told of a dossier: what it says, as much as there is room for, and nothing that was guessed."""

from typing import Any

import pytest

from tidtam.products.academic.outcome import RESULT, fitted, of_dossier
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import RULES, Values, sample
from tidtam.tracking.results import misfits, schema_of

pytestmark = pytest.mark.requirement("NAP-03")


def told(values: Values) -> dict[str, Any]:
    return fitted(of_dossier(made_of(values), RULES))


@pytest.mark.parametrize("typed", ["", "มกราคม 2569", "31 ก.พ. 2569", "วันที่สภามีมติ"])
def test_a_day_of_appointment_that_is_not_one_day_is_not_said(typed: str) -> None:
    values = sample()
    values["council"]["appointed_on"] = typed
    assert "appointed_on" not in told(values)


def test_a_work_that_did_not_pass_and_those_of_earlier_positions_are_left_out() -> None:
    values = sample()
    first, second, *earlier = values["works"]
    assert all(work["used_for"] for work in earlier)
    for found in values["committee"]["assessments"]:
        found["meets"] = found["work"] != first["id"]
    assert [second["title"] in work["citation"] for work in told(values)["works"]] == [True]


def test_what_is_longer_than_the_result_is_cut_and_still_fits() -> None:
    values = sample()
    values["works"][0]["authors"] *= 300
    values["history"]["qualifications"][0] |= {"degree": "ก" * 300, "completed": "ปีการศึกษา 2541"}
    values["request"]["employment_kind"] = "of_another_kind"
    content = told(values)
    assert "employment" not in content
    assert content["works"][0]["citation"].endswith("…")
    assert misfits(RESULT, content | {"position": "professor"}) == []


def test_every_quality_and_position_the_rules_know_has_its_place_in_the_result() -> None:
    values = sample()
    columns = schema_of(RESULT)["properties"]["works"]["items"]["properties"]
    for code in (entry.code for entry in RULES.lists["qualities"].entries):
        values["committee"]["assessments"][0]["quality"] = code
        assert told(values)["works"][0]["quality"] in columns["quality"]["enum"], code
    assert schema_of(RESULT)["properties"]["position"]["enum"] == Position.values
