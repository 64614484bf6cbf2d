"""Objecting to how a matter ended, within its days."""

from datetime import date, timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as
from tidtam.tracking import actions
from tidtam.tracking.models import Case
from tidtam.tracking.policies import appeal_until, can_appeal, can_enter_appeal
from tidtam.tracking.queries import objection_to

from .acting import act
from .factories import DAY
from .timed import TimedWorld, on

LAST = date(2026, 12, 2)


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


def object_to(actor: Actor, case: Case, day: date, **given: Any) -> Case:
    return act(on(actor, day), actions.appeal_case, case, received_on=day, remark="ไม่เห็นด้วย", **given)


@pytest.mark.requirement("TRK-27")
def test_the_person_concerned_objects_by_a_matter_of_its_own(world: TimedWorld) -> None:
    case = world.open_timed("fail")
    objection = object_to(world.member, case, LAST)
    assert (objection.process.key, objection.appeals_id, objection.subject_id) == (
        "objection",
        case.pk,
        case.subject_id,
    )
    assert (objection.received_on, objection.organization_path) == (LAST, case.organization_path)
    case.refresh_from_db()
    assert (case.status, case.version) == ("completed", 2)
    for actor in (world.member, world.officer):
        with acting_as(actor):
            assert objection_to(actor, case) == objection


@pytest.mark.requirement("TRK-27")
def test_after_its_last_day_it_is_refused_and_the_day_is_named(world: TimedWorld) -> None:
    case = world.open_timed("fail")
    assert appeal_until(case) == LAST
    late = LAST + timedelta(days=1)
    assert (can_appeal(on(world.member, LAST), case), can_appeal(on(world.member, late), case)) == (True, False)
    with pytest.raises(Refused) as refused:
        object_to(world.member, case, late)
    assert (refused.value.code, "2 ธันวาคม 2569" in str(refused.value.message)) == ("late", True)


@pytest.mark.requirement("TRK-27")
def test_what_came_on_paper_in_time_is_entered_by_the_office_later(world: TimedWorld) -> None:
    case = world.open_timed("fail")
    officer = on(world.officer, LAST + timedelta(days=20))
    assert can_enter_appeal(officer, case)
    assert act(officer, actions.appeal_case, case, received_on=LAST, letter_no="อ 1").letter_no == "อ 1"


@pytest.mark.requirement("TRK-27")
def test_once_is_enough_and_the_same_form_sent_twice_is_one(world: TimedWorld) -> None:
    case = world.open_timed("fail")
    first = object_to(world.member, case, LAST)
    assert object_to(world.member, case, LAST) == first
    with pytest.raises(Refused) as refused:
        act(on(world.officer, LAST), actions.appeal_case, case, received_on=LAST)
    assert refused.value.code == "appealed"
    assert Case.objects.filter(appeals=case).count() == 1


@pytest.mark.requirement("TRK-27")
def test_a_matter_that_goes_on_or_ended_otherwise_has_no_objection(world: TimedWorld) -> None:
    for case in (
        world.open_timed(),
        act(world.officer, actions.close_case, world.open_timed(), remark="ซ้ำ", happened_on=DAY),
    ):
        assert not can_appeal(on(world.member, DAY), case)
        with pytest.raises(Refused) as refused:
            object_to(world.member, case, DAY)
        assert refused.value.code == "no_appeal"


@pytest.mark.requirement("TRK-27")
def test_nobody_objects_in_anothers_name(world: TimedWorld) -> None:
    case = world.open_timed("fail")
    with pytest.raises(NotAllowed):
        object_to(world.institution, case, LAST)
    with pytest.raises(Refused):
        act_with_other_process(world, case)


def act_with_other_process(world: TimedWorld, case: Case) -> Case:
    with acting_as(world.officer):
        return actions.open_case(
            world.officer,
            "sample",
            subject=world.subject,
            organization=world.university,
            received_on=DAY,
            appeals=case,
        )
