"""What came of a matter, asked for on the pages and through the interface of a process that no product owns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tidtam.kernel.actor import Refused, acting_as, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import ServiceStatus
from tidtam.tracking import actions, plugins
from tidtam.tracking.actions import Restated, publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case, CaseResult, ResultDelivery
from tidtam.tracking.plugins import ProductPlugin
from tidtam.tracking.results import misfits, result_names, schema_of
from tidtam.tracking.results.asking import content_of, fields_of, initial_of, lines_of

from .acting import act
from .browsing import Browser
from .factories import DAY, PUBLISHER
from .test_results import CONTENT, Subscriber, deliver, subscriber
from .timed import TIMED, TimedWorld

__all__ = ["subscriber"]

Browse = Callable[..., Browser]
SHORT = TIMED.replace('next = "appoint"', 'next = "appointed"')
SHORT = SHORT[: SHORT.index('[[steps]]\nkey = "appoint"')] + SHORT[SHORT.index("[[endings]]") :]
"""The first step has three outcomes, of which one ends the matter with a result."""


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


@pytest.fixture
def at_choice(world: TimedWorld) -> Case:
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(SHORT.replace("version = 1", "version = 2"), file="timed.toml"))
    return world.open_timed()


def typed(case: Case, **more: Any) -> dict[str, Any]:
    said = {"result_effective_on": "1 ธ.ค. 2569", "result_position": "นักวิชาการสาธารณสุข", "result_level": "expert"}
    return {"version": case.version, "happened_on": "2/11/2569", **said, **more}


@pytest.mark.requirement("TRK-02", "PER-09")
@pytest.mark.parametrize("name", result_names())
def test_every_result_can_be_asked_for_and_shown_in_both_languages(db: None, name: str) -> None:
    schema = schema_of(name)
    for about in (schema, *schema["properties"].values()):
        assert set(about["words"]) == {"th", "en"}
        assert set(about.get("names", {})) == set(about.get("enum", ()))
    asked = [key for key, about in schema["properties"].items() if about.get("type") != "array"]
    fields = fields_of(name, Organization.objects.all())
    assert [field.required for field in fields.values()] == [key in schema["required"] for key in asked]


@pytest.mark.requirement("TRK-02", "PER-09")
def test_what_was_asked_for_is_shown_as_it_was_said() -> None:
    assert content_of("assignment", initial_of("assignment", CONTENT)) == CONTENT
    assert misfits("assignment", CONTENT) == []
    assert lines_of("assignment", CONTENT, {})[0][1] == "1 ธันวาคม 2569"


@pytest.mark.requirement("PER-09")
def test_an_assignment_says_what_the_register_knows_to_say() -> None:
    assert schema_of("assignment")["properties"]["status"]["enum"] == ServiceStatus.values


@pytest.mark.requirement("TRK-02", "TRK-31")
def test_the_only_way_on_asks_for_its_result_at_once(world: TimedWorld, browse: Browse, subscriber: Subscriber) -> None:
    case, browser = world.open_timed("pass"), browse(world.officer, "th")
    page = browser.get(f"/work/{case.pk}/").content.decode()
    for asked in ("ผลต่อทะเบียนบุคลากร", "มีผลตั้งแต่วันที่", "ตำแหน่ง", "โอนไปส่วนราชการอื่น", "หน่วยงาน"):
        assert asked in page
    answer = browser.post(f"/work/{case.pk}/finish/", typed(case, result_effective_on="30 ก.พ. 2570"))
    assert list(answer.context["form"].errors) == ["result_effective_on"]
    assert 'value="expert"' in answer.content.decode()
    page = browser.post(f"/work/{case.pk}/finish/", typed(case), follow=True).content.decode()
    assert "มีผลตั้งแต่วันที่: 1 ธันวาคม 2569" in page
    deliver()
    assert subscriber.taken == [("timed", "expert", DAY)]


@pytest.mark.requirement("TRK-02", "TRK-31")
def test_of_several_outcomes_the_one_chosen_decides_what_is_asked(
    at_choice: Case, world: TimedWorld, browse: Browse
) -> None:
    browser, address = browse(world.officer), f"/work/{at_choice.pk}/finish/"
    assert 'name="happened_on"' not in browser.get(address).content.decode()
    assert "Choose “Outcome”" in browser.get(address, {"asked": "1"}).content.decode()
    assert 'name="result_' not in browser.get(address, {"asked": "1", "outcome": "amend"}).content.decode()
    page = browser.get(address, {"asked": "1", "outcome": "pass"}).content.decode()
    assert 'name="result_effective_on"' in page
    assert "Passed" in page
    answer = browser.post(address, typed(at_choice, result_effective_on="", outcome="pass"))
    assert list(answer.context["form"].errors) == ["result_effective_on"]
    assert not CaseResult.objects.exists()
    browser.post(address, typed(at_choice, outcome="pass"))
    at_choice.refresh_from_db()
    assert (at_choice.ended_how, CaseResult.objects.count()) == ("appointed", 1)


@pytest.mark.requirement("TRK-12", "TRK-31")
def test_what_was_typed_of_the_result_survives_what_somebody_else_recorded(
    at_choice: Case, world: TimedWorld, browse: Browse
) -> None:
    sent = typed(at_choice, outcome="pass")
    act(world.second_officer, actions.add_note, at_choice, text="โปรดตรวจ", for_subject=False)
    answer = browse(world.officer).post(f"/work/{at_choice.pk}/finish/", sent)
    assert answer.status_code == 409
    assert 'value="expert"' in answer.content.decode()
    at_choice.refresh_from_db()
    act(world.second_officer, actions.finish_step, at_choice, happened_on=DAY, outcome="fail")
    page = browse(world.officer).post(f"/work/{at_choice.pk}/finish/", sent).content.decode()
    assert "What you had typed" in page
    assert "Passed" in page, "a choice as it was read"


@pytest.mark.requirement("TRK-12")
def test_an_outcome_typed_for_the_step_before_asks_nothing_of_a_step_that_has_one_way_only(
    world: TimedWorld, browse: Browse
) -> None:
    case = world.open_timed("pass")
    sent = typed(case, outcome="pass")
    act(world.second_officer, actions.add_note, case, text="โปรดตรวจ", for_subject=False)
    answer = browse(world.officer).post(f"/work/{case.pk}/finish/", sent)
    assert answer.status_code == 409
    assert answer.context["form"]["result_level"].value() == "expert"


@pytest.mark.requirement("PER-09")
def test_nothing_is_asked_where_the_product_knows_it(
    world: TimedWorld, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "_plugins", {})
    knowing = ProductPlugin("owner", process_files=(Path("timed.toml"),), result_of=lambda actor, case: CONTENT)
    plugins.register(knowing)
    case, browser = world.open_timed("pass"), browse(world.officer)
    assert 'name="result_' not in browser.get(f"/work/{case.pk}/").content.decode()
    browser.post(f"/work/{case.pk}/finish/", {"version": case.version, "happened_on": "2/11/2569"})
    assert CaseResult.objects.get().name == "assignment"


@pytest.mark.requirement("TRK-11", "PER-09")
def test_a_corrected_result_takes_the_place_of_the_first_and_is_told_anew(
    world: TimedWorld, browse: Browse, subscriber: Subscriber
) -> None:
    case, browser = world.open_timed("pass"), browse(world.officer)
    case = act(world.officer, actions.finish_step, case, happened_on=DAY, result=CONTENT)
    deliver()
    address = f"/work/{case.pk}/correct/{case.version}/"
    form = browser.get(address).content.decode()
    assert 'value="expert"' in form
    unchanged = typed(case, remark="", result_position=CONTENT["position"], result_level="expert")
    page = browser.post(address, unchanged, follow=True).content.decode()
    assert "The entry was corrected." in page
    assert CaseResult.objects.count() == 1, "what reads the same is not handed over again"
    case.refresh_from_db()
    page = browser.post(address, typed(case, result_level="advisory"), follow=True).content.decode()
    assert "expert" in page
    assert "advisory" in page
    deliver()
    deliver()
    assert [level for _key, level, _day in subscriber.taken] == ["expert", "advisory"]
    assert ResultDelivery.objects.filter(delivered_at=None).count() == 0


@pytest.mark.requirement("TRK-11", "PER-09")
def test_only_what_ended_the_matter_can_state_another_result(world: TimedWorld) -> None:
    case = world.open_timed("pass")
    case = act(world.officer, actions.finish_step, case, happened_on=DAY, result=CONTENT)
    restated = Restated(happened_on=DAY, outcome="pass", result=CONTENT)
    with pytest.raises(Refused) as refused:
        act(world.officer, actions.correct_event, case, sequence=2, restated=restated)
    assert refused.value.code == "no_result"
    act(world.officer, actions.correct_event, case, sequence=2, restated=Restated(happened_on=DAY, outcome="pass"))
    assert CaseResult.objects.count() == 1


@pytest.mark.requirement("TRK-11", "PER-09")
def test_a_matter_closed_early_may_say_what_came_of_it_all_the_same(world: TimedWorld, subscriber: Subscriber) -> None:
    with pytest.raises(Refused) as refused:
        close(world, world.open(), CONTENT)
    assert refused.value.code == "no_result"
    with pytest.raises(Refused) as refused:
        close(world, world.open_timed(), {"effective_on": "พรุ่งนี้"})
    assert refused.value.code == "misfit"
    with pytest.raises(Refused) as refused:
        close(world, world.open_timed(), {**CONTENT, "organization": str(new_id())})
    assert "organization" in str(refused.value.message)
    case = close(world, world.open_timed(), {**CONTENT, "organization": str(world.university.pk)})
    deliver()
    assert (case.ended_how, subscriber.taken) == ("closed", [("timed", "expert", DAY)])


def close(world: TimedWorld, case: Case, result: Any) -> Case:
    return act(world.officer, actions.close_case, case, happened_on=DAY, remark="คำสั่งออกแล้ว", result=result)
