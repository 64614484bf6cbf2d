"""What came of a matter reaches those who asked for it: fitting, and once."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.people.actions import destroy_private_key
from tidtam.tracking import actions, plugins
from tidtam.tracking.actions.results import deliver_result
from tidtam.tracking.definitions import read_file
from tidtam.tracking.jobs import DELIVER_RESULT
from tidtam.tracking.models import Case, CaseResult, ResultDelivery
from tidtam.tracking.plugins import ProductPlugin

from .acting import act
from .factories import DAY, PUBLISHER
from .timed import TIMED, TimedWorld

CONTENT = {"position": "นักวิชาการสาธารณสุข", "level": "expert", "effective_on": "2026-12-01"}


class Subscriber:
    """A product that wants results, and can be broken."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, date]] = []
        self.is_broken = False

    def take(self, actor: Actor, result: CaseResult) -> None:
        if self.is_broken:
            raise RuntimeError("not now")
        assert actor.is_system
        self.taken.append((str(result.case.process.key), result.content["level"], result.happened_on))


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


@pytest.fixture
def subscriber(monkeypatch: pytest.MonkeyPatch) -> Subscriber:
    monkeypatch.setattr(plugins, "_plugins", {})
    one = Subscriber()
    plugins.register(ProductPlugin("one", result_subscriptions={"assignment": one.take}))
    plugins.register(ProductPlugin("deaf"))
    return one


def finish(world: TimedWorld, case: Case, result: Any) -> Case:
    return act(world.officer, actions.finish_step, case, happened_on=DAY, result=result)


def deliver() -> None:
    """What the worker does with every job that was ordered, done or not."""
    for job in ProcrastinateJob.objects.filter(task_name=DELIVER_RESULT):
        with acting_as(SYSTEM):
            deliver_result(SYSTEM, UUID(job.args["delivery_id"]))


@pytest.mark.requirement("PER-09")
def test_a_result_is_handed_once_to_each_who_asked_for_its_name(world: TimedWorld, subscriber: Subscriber) -> None:
    case = finish(world, world.open_timed("pass"), CONTENT)
    assert (case.status, subscriber.taken) == ("completed", [])
    for _again in range(3):
        deliver()
    assert subscriber.taken == [("timed", "expert", DAY)]
    assert ResultDelivery.objects.get().delivered_at is not None


@pytest.mark.requirement("PER-09")
def test_a_subscriber_that_fails_gets_it_again_and_nothing_half_done_stays(
    world: TimedWorld, subscriber: Subscriber
) -> None:
    finish(world, world.open_timed("pass"), CONTENT)
    subscriber.is_broken = True
    with pytest.raises(RuntimeError):
        deliver()
    assert ResultDelivery.objects.get().delivered_at is None
    subscriber.is_broken = False
    deliver()
    assert len(subscriber.taken) == 1


MISFITS: list[tuple[Any, str]] = [
    (None, "assignment"),
    ({}, "effective_on"),
    ({**CONTENT, "effective_on": "30 กุมภาพันธ์"}, "effective_on"),
    ({**CONTENT, "effective_on": "2026-02-30"}, "effective_on"),
    ({**CONTENT, "position": 7}, "position"),
    ({**CONTENT, "salary": "9"}, "salary"),
    ({**CONTENT, "organization": "mhesi"}, "organization"),
]


@pytest.mark.requirement("PER-09")
@pytest.mark.parametrize(("content", "place"), MISFITS)
def test_what_does_not_fit_is_refused_with_its_place_and_ends_nothing(
    world: TimedWorld, content: Any, place: str
) -> None:
    case = world.open_timed("pass")
    with pytest.raises(Refused) as refused:
        finish(world, case, content)
    assert (refused.value.field, place in str(refused.value.message)) == ("result", True)
    case.refresh_from_db()
    assert case.is_open
    assert not CaseResult.objects.exists()


@pytest.mark.requirement("PER-09")
def test_a_way_that_promises_nothing_takes_no_result(world: TimedWorld) -> None:
    with pytest.raises(Refused) as refused:
        act(world.officer, actions.finish_step, world.open_timed(), happened_on=DAY, outcome="pass", result=CONTENT)
    assert refused.value.code == "no_result"


@pytest.mark.requirement("PER-09", "TRK-11")
def test_a_reopened_matter_can_end_in_another_result(world: TimedWorld, subscriber: Subscriber) -> None:
    case = finish(world, world.open_timed("pass"), CONTENT)
    case = act(world.officer, actions.reopen_case, case, step="decide", remark="ทบทวน", happened_on=DAY)
    case = act(world.officer, actions.finish_step, case, happened_on=DAY, outcome="pass")
    case = finish(world, case, {**CONTENT, "level": "advisory"})
    deliver()
    assert [level for _key, level, _day in subscriber.taken] == ["expert", "advisory"]


@pytest.mark.requirement("PER-09")
def test_an_erased_persons_result_is_about_nobody(world: TimedWorld, subscriber: Subscriber) -> None:
    finish(world, world.open_timed("pass"), CONTENT)
    assert b"expert" not in bytes(CaseResult.objects.get().sealed)
    with acting_as(SYSTEM):
        destroy_private_key(SYSTEM, world.subject)
    deliver()
    assert subscriber.taken == []
    assert ResultDelivery.objects.get().delivered_at is not None


@pytest.mark.requirement("PER-09")
def test_the_product_that_owns_the_process_says_what_came_and_hears_of_a_reopening(
    world: TimedWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, Any] = {}
    reopened: list[str] = []
    monkeypatch.setattr(plugins, "_plugins", {})
    plugins.register(
        ProductPlugin(
            "owner",
            process_files=(Path("timed.toml"),),
            result_of=lambda actor, case: known or None,
            reopened=lambda actor, case: reopened.append(case.step),
        )
    )
    case = world.open_timed("pass")
    with pytest.raises(Refused):
        finish(world, case, None)
    known.update(CONTENT)
    case = finish(world, case, None)
    assert CaseResult.objects.get().name == "assignment"
    act(world.officer, actions.reopen_case, case, step="decide", remark="ทบทวน", happened_on=DAY)
    assert reopened == ["decide"]


@pytest.mark.requirement("PER-09", "TRK-11")
def test_a_correction_neither_gives_nor_takes_back_a_result(world: TimedWorld) -> None:
    with acting_as(PUBLISHER):
        both = TIMED.replace("version = 1", "version = 2").replace('next = "appoint"', 'next = "appointed"')
        both = both[: both.index('[[steps]]\nkey = "appoint"')] + both[both.index("[[endings]]") :]
        actions.publish_process(PUBLISHER, read_file(both, file="timed.toml"))
    case = act(world.officer, actions.finish_step, world.open_timed(), happened_on=DAY, outcome="fail")
    restated = actions.Restated(happened_on=DAY, outcome="pass")
    with pytest.raises(Refused) as refused:
        act(world.officer, actions.correct_event, case, sequence=2, restated=restated)
    assert refused.value.code == "result"
