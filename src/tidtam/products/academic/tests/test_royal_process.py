"""The way of a professor's request after the commission: the cabinet, the Gazette, the institution's order."""

import pytest

from tidtam.products.academic.plugin import plugin
from tidtam.tracking.definitions import Definition, Need, Recorded, read_file

pytestmark = pytest.mark.requirement("ACA-03")


@pytest.fixture(scope="module")
def professor() -> Definition:
    (file,) = (file for file in plugin.process_files if file.stem == "academic_professor")
    return read_file(file.read_text("utf-8"), file=file.name).definition


def test_after_the_commission_agreed_it_goes_by_the_cabinet_and_the_gazette_to_the_order(professor: Definition) -> None:
    steps = {step.key: step for step in professor.steps}
    agreed = steps["commission"].outcome("agreed")
    assert agreed is not None
    way = [agreed.leads_to]
    while way[-1] in steps:
        (only,) = steps[way[-1]].outcomes
        way.append(only.leads_to)
    assert way == ["royal_papers", "cabinet", "royal", "gazette", "inform", "order", "approved"]


@pytest.mark.parametrize(
    ("step", "recorded"),
    [
        ("cabinet", Recorded.LETTER_NO),
        ("gazette", Recorded.REMARK),
        ("inform", Recorded.LETTER_NO),
        ("order", Recorded.ORDER_NO),
    ],
)
def test_what_each_of_these_steps_is_known_by_must_be_recorded(
    professor: Definition, step: str, recorded: Recorded
) -> None:
    (found,) = (each for each in professor.steps if each.key == step)
    assert found.need(recorded) == Need.REQUIRED


def test_the_order_is_the_institutions_own_and_the_papers_may_go_back_to_it(professor: Definition) -> None:
    steps = {step.key: step for step in professor.steps}
    assert steps["order"].actor == "institution_officer"
    assert steps["royal_papers"].returns is not None
    assert professor.version > 1, "what was published once keeps its number"
