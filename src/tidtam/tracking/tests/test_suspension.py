"""While a matter is suspended no time passes and nothing is done in it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.tracking import actions
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.queries import Filters, work_list
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of

from .acting import act, entries
from .factories import DAY
from .timed import TimedWorld

PAUSED, RESUMED = date(2026, 11, 4), date(2026, 11, 18)
"""A Wednesday, and the Wednesday two weeks later: ten working days."""


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


def suspend(world: TimedWorld, case: Case, **given: Any) -> Case:
    return act(world.officer, actions.suspend_case, case, **{"remark": "รอคำพิพากษา", "happened_on": PAUSED, **given})


def resume(world: TimedWorld, case: Case, day: date = RESUMED) -> Case:
    return act(world.officer, actions.continue_case, case, happened_on=day)


@pytest.mark.requirement("TRK-11")
def test_both_limits_lie_later_by_what_did_not_pass(world: TimedWorld) -> None:
    expected, statutory = world.open_timed(), world.open_timed("amend")
    assert (expected.due_on, statutory.deadline_on) == (date(2026, 11, 16), date(2027, 2, 2))
    expected, statutory = resume(world, suspend(world, expected)), resume(world, suspend(world, statutory))
    assert expected.due_on == date(2026, 11, 30)
    assert statutory.deadline_on == date(2027, 2, 16)
    in_working_days = resume(world, suspend(world, world.open_timed("pass")))
    assert in_working_days.deadline_on == date(2026, 12, 16)  # 20 and 10 working days, two holidays in December
    assert (expected.held_since, expected.step_since, expected.suspended_on) == (DAY, DAY, None)


@pytest.mark.requirement("TRK-11", "TRK-30")
def test_a_suspended_matter_is_not_late_and_has_no_running_limit(world: TimedWorld) -> None:
    case = suspend(world, world.open_timed())
    assert (case.suspended_on, case.limit_on, case.clock_on) == (PAUSED, None, None)
    assert not case.is_late(date(2028, 1, 1))
    late = Filters(late=True, today=date(2028, 1, 1))
    assert not work_list(world.officer, late).filter(pk=case.pk).exists()
    resume(world, case)
    assert work_list(world.officer, late).filter(pk=case.pk).exists()


NOTHING_DONE: dict[str, tuple[Callable[..., Case], dict[str, Any]]] = {
    "finish": (actions.finish_step, {"outcome": "pass"}),
    "return": (actions.return_case, {"reasons": [Reason("ขาดเอกสาร")]}),
    "resume": (actions.resume_case, {}),
    "suspend": (actions.suspend_case, {"remark": "อีกครั้ง"}),
    "version": (actions.move_case_to_version, {"version_number": 1, "step": "decide", "remark": "ก"}),
}


@pytest.mark.requirement("TRK-11")
@pytest.mark.parametrize("name", NOTHING_DONE)
def test_nothing_is_done_meanwhile(world: TimedWorld, name: str) -> None:
    case = suspend(world, world.open_timed())
    action, given = NOTHING_DONE[name]
    with pytest.raises(Refused) as refused:
        act(world.officer, action, case, happened_on=RESUMED, **given)
    assert refused.value.code == "suspended"
    assert CaseEvent.objects.filter(case=case).count() == 2


@pytest.mark.requirement("TRK-11")
def test_a_suspended_matter_can_end_and_begins_anew_without_the_suspension(world: TimedWorld) -> None:
    case = suspend(world, world.open_timed())
    case = act(world.officer, actions.close_case, case, remark="ถอนฟ้อง", happened_on=RESUMED)
    assert (case.suspended_on, case.due_on, case.limit_on) == (None, None, None)
    case = act(world.officer, actions.reopen_case, case, step="decide", remark="ทบทวน", happened_on=RESUMED)
    assert (case.suspended_on, case.due_on) == (None, date(2026, 12, 2))


@pytest.mark.requirement("TRK-11")
def test_only_the_office_that_runs_the_process_suspends_and_says_why(world: TimedWorld) -> None:
    case = world.open_timed()
    for actor in (world.institution, world.member):
        with pytest.raises(NotAllowed):
            act(actor, actions.suspend_case, case, remark="ก", happened_on=PAUSED)
    with pytest.raises(Refused) as refused:
        suspend(world, case, remark="  ")
    assert refused.value.field == "remark"
    with pytest.raises(Refused) as refused:
        resume(world, case)
    assert refused.value.code == "not_suspended"


@pytest.mark.requirement("TRK-13")
def test_nothing_happens_before_the_day_on_which_it_was_suspended_or_went_on(world: TimedWorld) -> None:
    case = suspend(world, world.open_timed())
    with pytest.raises(Refused) as refused:
        resume(world, case, PAUSED - timedelta(days=1))
    assert refused.value.code == "before_last"
    case = resume(world, case)
    with pytest.raises(Refused) as refused:
        act(world.officer, actions.finish_step, case, happened_on=RESUMED - timedelta(days=1), outcome="pass")
    assert refused.value.code == "before_last"


@pytest.mark.requirement("TRK-11")
def test_the_same_form_sent_twice_suspends_once(world: TimedWorld) -> None:
    case = world.open_timed()
    for _attempt in range(2):
        again = suspend(world, case, expected_version=1)
    assert (again.version, CaseEvent.objects.filter(case=case).count()) == (2, 2)


@pytest.mark.requirement("TRK-21", "TRK-24")
def test_the_person_concerned_is_told_and_sees_why(world: TimedWorld) -> None:
    case = resume(world, suspend(world, world.open_timed()))
    with acting_as(SYSTEM):
        told = [notice.kind for notice in Notice.objects.filter(person=world.subject).order_by("created_at", "id")]
    assert told[-2:] == ["case.suspended", "case.continued"]
    definition = definition_of(case.process_version_id)
    shown = timeline(definition, case, entries(world.member, case), all_shown=False)[0]
    assert "รอคำพิพากษา" in shown.note[0]
    assert len(shown.note) == 2


@pytest.mark.requirement("TRK-11", "TRK-13")
def test_an_earlier_date_corrected_later_moves_the_limits_with_the_suspension(world: TimedWorld) -> None:
    case = resume(world, suspend(world, world.open_timed("amend", day=date(2026, 11, 3))))
    assert case.deadline_on == date(2027, 2, 17)
    restated = actions.Restated(happened_on=DAY)
    case = act(world.officer, actions.correct_event, case, sequence=1, restated=restated)
    restated = actions.Restated(happened_on=DAY, outcome="amend")
    case = act(world.officer, actions.correct_event, case, sequence=2, restated=restated)
    assert case.deadline_on == date(2027, 2, 16)
