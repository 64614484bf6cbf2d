"""Several people at one matter at the same moment, each on a connection of their own."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from tidtam.kernel.actor import SYSTEM, Actor, Outdated, Refused, acting_as
from tidtam.tracking.actions import (
    add_note,
    finish_step,
    move_case_to_version,
    publish_process,
    suspend_case,
)
from tidtam.tracking.definitions import read_file
from tidtam.tracking.history import effective
from tidtam.tracking.models import Case, CaseClockFiring, CaseEvent, ProcessVersion
from tidtam.tracking.progress import replay
from tidtam.tracking.queries import entries_of
from tidtam.tracking.versions import definition_of

from .factories import DAY, PROCESS, PUBLISHER, World
from .timed import TimedWorld, let_clocks_ring, on


def all_at_once(*does: Callable[[], object]) -> list[object]:
    """What each one answered, or was refused."""
    answers: list[object] = [None] * len(does)
    start = threading.Barrier(len(does))

    def run(place: int, do: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            answers[place] = do()
        except Refused as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(does)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def finishing(actor: Actor, case: Case, outcome: str) -> Callable[[], Case]:
    def finish() -> Case:
        with acting_as(actor):
            return finish_step(actor, case, happened_on=DAY, outcome=outcome, expected_version=case.version)

    return finish


@pytest.mark.requirement("TRK-12")
def test_of_two_officers_at_once_one_wins_and_the_other_is_told(own_database: str) -> None:
    world = World()
    case = world.open_at_check()
    answers = all_at_once(finishing(world.officer, case, "complete"), finishing(world.second_officer, case, "refuse"))
    (won,) = [answer for answer in answers if isinstance(answer, Case)]
    (told,) = [answer for answer in answers if isinstance(answer, Outdated)]
    stored = Case.objects.get(pk=case.pk)
    assert (stored.step, stored.status, stored.version) == (won.step, won.status, 3)
    assert definition_of(case.process_version_id).step("check").name.th in str(told.message)
    assert CaseEvent.objects.filter(case=case).count() == 3


@pytest.mark.requirement("TRK-12")
def test_the_same_form_sent_twice_at_once_is_recorded_once(own_database: str) -> None:
    world = World()
    case = world.open_at_check()
    answers = all_at_once(*[finishing(world.officer, case, "complete")] * 4)
    assert [answer.version for answer in answers if isinstance(answer, Case)] == [3] * 4
    assert CaseEvent.objects.filter(case=case).count() == 3


@pytest.mark.requirement("TRK-11", "TRK-12")
def test_events_of_one_matter_are_numbered_without_a_gap(own_database: str) -> None:
    world = World()
    case = world.open_at_check()

    def note(number: int) -> Callable[[], object]:
        def write() -> object:
            for _attempt in range(20):
                with acting_as(world.officer):
                    now = Case.objects.get(pk=case.pk)
                    try:
                        return add_note(
                            world.officer, now, text=f"{number}", for_subject=False, expected_version=now.version
                        )
                    except Outdated:
                        continue
            return None

        return write

    all_at_once(*[note(number) for number in range(4)])
    assert list(CaseEvent.objects.filter(case=case).order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 7)
    )


@pytest.mark.requirement("TRK-02")
def test_versions_are_published_while_matters_begin_and_move(own_database: str) -> None:
    """Nobody waits for it or is disturbed; every matter has one version and keeps it."""
    world = World()
    moving = [world.open() for _ in range(4)]

    def publish() -> object:
        published = []
        for number in range(2, 6):
            text = PROCESS.replace("version = 1", f"version = {number}")
            with acting_as(PUBLISHER):
                published.append(publish_process(PUBLISHER, read_file(text, file="sample.toml")))
        return published

    def begin() -> object:
        return [world.open() for _ in range(4)]

    def walk(case: Case) -> Callable[[], object]:
        def finish() -> object:
            with acting_as(world.officer):
                first = finish_step(world.officer, case, happened_on=DAY, letter_no="1", expected_version=1)
            with acting_as(world.officer):
                return finish_step(world.officer, first, happened_on=DAY, outcome="complete", expected_version=2)

        return finish

    answers = all_at_once(publish, publish, begin, begin, *map(walk, moving))
    assert [answer for answer in answers if answer is None or isinstance(answer, Exception)] == []
    assert sorted(ProcessVersion.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    for case in Case.objects.all():
        with acting_as(world.officer):
            recorded = entries_of(world.officer, case)
        versions = {entry.definition.version for entry in recorded}
        assert versions == {definition_of(case.process_version_id).version}
        assert replay(effective(recorded)).step == case.step
    assert {definition_of(case.process_version_id).version for case in moving} == {1}
    assert definition_of(world.open().process_version_id).version == 5


@pytest.mark.requirement("TRK-02", "TRK-12")
def test_whatever_two_officers_do_at_once_is_done_one_after_the_other(own_database: str) -> None:
    """A step finished, a suspension and a move to another version: of each pair one comes second and is told so."""
    world = World()
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(PROCESS.replace("version = 1", "version = 2"), file="sample.toml"))

    def suspend(case: Case) -> object:
        with acting_as(world.officer):
            return suspend_case(world.officer, case, remark="รอ", happened_on=DAY, expected_version=case.version)

    def move(case: Case) -> object:
        with acting_as(world.second_officer):
            return move_case_to_version(
                world.second_officer,
                case,
                version_number=1,
                step="check",
                remark="ก",
                happened_on=DAY,
                expected_version=case.version,
            )

    for first, second in ((suspend, move), (move, suspend)):
        case = world.open_at_check()
        answers = all_at_once(partial(first, case), partial(second, case))
        assert sorted(type(answer).__name__ for answer in answers) == ["Case", "Outdated"]
        stored = Case.objects.get(pk=case.pk)
        assert stored.version == 3
        assert stored.is_suspended == (definition_of(stored.process_version_id).version == 2)


@pytest.mark.requirement("TRK-12", "PER-01")
def test_a_clock_and_a_person_at_the_same_moment_never_both_end_a_step(own_database: str) -> None:
    world = TimedWorld()
    cases = [world.open_timed("amend") for _ in range(4)]
    limit = cases[0].deadline_on
    assert limit is not None
    day = limit + timedelta(days=1)

    def hand_in(case: Case) -> Callable[[], object]:
        member = on(world.member, day)

        def finish() -> object:
            with acting_as(member):
                return finish_step(member, case, happened_on=day, outcome="amended", expected_version=case.version)

        return finish

    all_at_once(lambda: let_clocks_ring(day), lambda: let_clocks_ring(day), *map(hand_in, cases))
    let_clocks_ring(day)
    for case in Case.objects.filter(pk__in=[case.pk for case in cases]):
        with acting_as(on(SYSTEM, day)) as system:
            recorded = entries_of(system, case)
        fired = CaseClockFiring.objects.filter(case=case).count()
        assert len(recorded) == 3
        assert (recorded[-1].outcome, fired) in {("too_late", 1), ("amended", 0)}
        assert replay(effective(recorded)).status == case.status
