"""A matter follows the version it began with, until an officer moves it to another one."""

from datetime import date, timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import NotAllowed, Refused, acting_as
from tidtam.tracking import actions
from tidtam.tracking.definitions import read_file
from tidtam.tracking.history import Reason, effective
from tidtam.tracking.models import Case, ProcessVersion
from tidtam.tracking.progress import replay
from tidtam.tracking.queries import get_process
from tidtam.tracking.queries.processes import process_to_open
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import headline

from .acting import LATER, act, entries
from .factories import DAY, PUBLISHER
from .timed import TIMED, TimedWorld, on

RENAMED = (
    TIMED.replace("version = 1", "version = 2")
    .replace('key = "decide"', 'key = "judge"')
    .replace('next = "decide"', 'next = "judge"')
    .replace('en = "Decide"', 'en = "Judge"')
)
"""The first step has another key and another name; its limits are as before."""


def publish(text: str, in_force_from: date | None = None) -> ProcessVersion:
    with acting_as(PUBLISHER):
        version = actions.publish_process(PUBLISHER, read_file(text, file="timed.toml"), in_force_from=in_force_from)
    assert version is not None
    return version


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


def move(world: TimedWorld, case: Case, step: str, **given: Any) -> Case:
    asked = {"version_number": 2, "step": step, "remark": "ระเบียบใหม่", "happened_on": LATER}
    return act(world.officer, actions.move_case_to_version, case, **{**asked, **given})


@pytest.mark.requirement("TRK-02")
def test_a_matter_is_moved_step_by_step_and_its_time_runs_on(world: TimedWorld) -> None:
    case = world.open_timed()
    version = publish(RENAMED)
    case = move(world, case, "judge")
    assert (case.process_version_id, case.step) == (version.pk, "judge")
    assert (case.step_since, case.held_since, case.due_on) == (DAY, DAY, date(2026, 11, 16))
    recorded = entries(world.officer, case)
    assert [(entry.kind, entry.step, entry.leads_to) for entry in recorded][-1] == (
        "version_changed",
        "decide",
        "judge",
    )
    assert [entry.definition.version for entry in recorded] == [1, 1]
    assert recorded[-1].then.version == 2
    case = act(world.officer, actions.finish_step, case, happened_on=LATER, outcome="amend")
    assert (case.step, entries(world.officer, case)[-1].definition.version) == ("amend", 2)


@pytest.mark.requirement("TRK-02", "TRK-11")
def test_the_whole_history_reads_in_the_words_of_its_time_and_replays(world: TimedWorld) -> None:
    case = act(world.officer, actions.finish_step, world.open_timed("amend"), happened_on=DAY, outcome="amended")
    publish(RENAMED)
    case = move(world, case, "judge")
    case = act(world.officer, actions.finish_step, case, happened_on=LATER, outcome="fail")
    recorded = entries(world.officer, case)
    assert replay(effective(recorded)).ended_how == "failed"
    said = [headline(entry) for entry in recorded]
    assert ["พิจารณา" in line for line in said] == [True, True, False, True, True]
    shown = timeline(definition_of(case.process_version_id), case, recorded, all_shown=True)
    assert [step.title for step in shown] == ["พิจารณา", "แก้ไขผลงาน", "พิจารณา"]
    assert "รุ่นที่ 2" in shown[-1].note[0]
    restated = actions.Restated(happened_on=DAY, outcome="amend")
    with pytest.raises(Refused, match="") as refused:
        act(world.officer, actions.correct_event, case, sequence=3, restated=restated)
    assert refused.value.field == "outcome"


@pytest.mark.requirement("TRK-02", "TRK-11")
def test_what_was_recorded_under_the_old_version_is_corrected_in_its_words(world: TimedWorld) -> None:
    case = world.open_timed("amend")
    publish(RENAMED)
    case = move(world, case, "amend")
    restated = actions.Restated(happened_on=DAY + timedelta(days=1), outcome="amend")
    case = act(world.officer, actions.correct_event, case, sequence=2, restated=restated)
    recorded = entries(world.officer, case)
    assert [entry.definition.version for entry in recorded] == [1, 1, 1, 1]
    assert [entry.then.version for entry in recorded] == [1, 1, 2, 2]
    assert "ให้แก้ไข" in headline(recorded[-1])
    assert case.deadline_on == date(2027, 2, 3)


@pytest.mark.requirement("TRK-02")
def test_only_a_limit_that_is_new_to_the_matter_begins_on_the_day_of_the_move(world: TimedWorld) -> None:
    first, second = world.open_timed(), world.open_timed("amend")
    publish(TIMED.replace("version = 1", "version = 2").replace("working_days = 10", "working_days = 30"))
    publish(TIMED.replace("version = 1", "version = 3").replace("months = 3", "months = 6"))
    assert move(world, first, "decide").due_on == date(2026, 12, 23)
    same = move(world, second, "amend")
    assert same.deadline_on == date(2027, 2, 2)
    assert move(world, same, "amend", version_number=3).deadline_on == date(2027, 5, 10)


@pytest.mark.requirement("TRK-02")
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"version_number": 9}, "missing"),
        ({"step": "nowhere"}, "missing"),
        ({"version_number": 1}, "same_version"),
        ({"remark": ""}, "missing"),
        ({"happened_on": DAY - timedelta(days=1)}, "before_last"),
        ({"version_number": 3}, "not_in_force"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(world: TimedWorld, given: dict[str, Any], code: str) -> None:
    case = world.open_timed()
    publish(RENAMED)
    publish(TIMED.replace("version = 1", "version = 3"), in_force_from=date(2030, 1, 1))
    with pytest.raises(Refused) as refused:
        move(world, case, given.pop("step", "judge"), **given)
    assert refused.value.code == code
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.requirement("TRK-02")
def test_a_returned_or_ended_matter_is_not_moved_and_nobody_else_moves_one(world: TimedWorld) -> None:
    case, ended = world.open_timed(), world.open_timed("fail")
    publish(RENAMED)
    with pytest.raises(NotAllowed):
        act(
            world.institution,
            actions.move_case_to_version,
            case,
            version_number=2,
            step="judge",
            remark="ก",
            happened_on=LATER,
        )
    returned = act(world.officer, actions.return_case, case, reasons=[Reason("ขาด")], happened_on=DAY)
    with pytest.raises(Refused):
        move(world, returned, "judge")
    with pytest.raises(Refused) as refused:
        move(world, ended, "judge")
    assert refused.value.code == "ended"


@pytest.mark.requirement("TRK-02")
def test_a_version_comes_into_force_on_its_day_by_itself(world: TimedWorld) -> None:
    publish(RENAMED, in_force_from=LATER)
    before, on_the_day = on(world.officer, LATER - timedelta(days=1)), on(world.officer, LATER)
    assert get_process(before, "timed").definition.version == 1
    assert get_process(on_the_day, "timed").definition.version == 2
    with acting_as(on_the_day):
        assert definition_of(process_to_open("timed", LATER)[1]).version == 2
        assert definition_of(process_to_open("timed", LATER - timedelta(days=1))[1]).version == 1


@pytest.mark.requirement("TRK-02")
def test_a_version_never_comes_into_force_in_the_past(world: TimedWorld) -> None:
    with pytest.raises(Refused) as refused:
        publish(RENAMED, in_force_from=DAY - timedelta(days=1))
    assert refused.value.field == "in_force_from"
    assert ProcessVersion.objects.filter(process__key="timed").count() == 1


@pytest.mark.requirement("TRK-02")
def test_who_reads_a_matter_is_said_by_its_own_version(world: TimedWorld) -> None:
    case = world.open_timed()
    publish(RENAMED.replace('visible_to = ["institution_officer"]', "visible_to = []"))
    case = act(world.institution, actions.add_note, case, text="ยังเห็น", for_subject=False)
    case = move(world, case, "judge")
    from tidtam.tracking.queries import Filters, work_list

    assert not work_list(world.institution, Filters()).exists()
    assert work_list(world.officer, Filters()).exists()
