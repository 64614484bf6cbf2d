"""Statutory limits: those concerned are told once before and once after, and a step ends where its definition says."""

import threading
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.access.tests.factories import make_account, make_grant
from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.tracking import actions, tasks
from tidtam.tracking.actions import Restated
from tidtam.tracking.actions.clocks import ring_clock
from tidtam.tracking.models import Case, CaseClockFiring, CaseEvent

from .acting import act
from .factories import DAY
from .timed import TimedWorld, let_clocks_ring, on

LIMIT = date(2027, 2, 2)
"""Three months after DAY."""


@pytest.fixture
def world(db: None) -> TimedWorld:
    return TimedWorld()


def told(world: TimedWorld) -> list[str]:
    with acting_as(SYSTEM):
        notices = Notice.objects.filter(person=world.subject, kind__startswith="case.limit")
        return list(notices.order_by("created_at", "id").values_list("kind", flat=True))


def fired(case: Case) -> list[tuple[str, int]]:
    firings = CaseClockFiring.objects.filter(case=case).order_by("id")
    return list(firings.values_list("kind", "days"))


@pytest.mark.requirement("PER-01")
def test_each_warning_is_told_once_on_its_day_or_later(world: TimedWorld) -> None:
    case = world.open_timed("amend")
    assert (case.deadline_on, case.clock_on) == (LIMIT, LIMIT - timedelta(days=30))
    let_clocks_ring(LIMIT - timedelta(days=31))
    assert told(world) == []
    for day in (30, 30, 29, 12):
        let_clocks_ring(LIMIT - timedelta(days=day))
    assert (told(world), fired(case)) == (["case.limit_near"], [("warning", 30)])
    for day in (6, 5, 0):
        let_clocks_ring(LIMIT - timedelta(days=day))
    assert (told(world), fired(case)) == (["case.limit_near"] * 2, [("warning", 30), ("warning", 7)])


@pytest.mark.requirement("PER-01")
def test_after_a_long_stop_only_the_nearest_is_told(world: TimedWorld) -> None:
    case = world.open_timed("amend")
    let_clocks_ring(LIMIT - timedelta(days=3))
    assert (told(world), fired(case)) == (["case.limit_near"], [("warning", 30), ("warning", 7)])


@pytest.mark.requirement("PER-01")
def test_an_overrun_ends_the_step_where_the_definition_says_so(world: TimedWorld) -> None:
    case = world.open_timed("amend")
    let_clocks_ring(LIMIT)
    assert Case.objects.get(pk=case.pk).is_open
    let_clocks_ring(LIMIT + timedelta(days=9))
    case.refresh_from_db()
    assert (case.status, case.ended_how, case.clock_on, case.deadline_on) == ("completed", "failed", None, None)
    last = CaseEvent.objects.filter(case=case).latest("sequence")
    assert (last.kind, last.outcome, last.recorded_by) == ("finished", "too_late", None)
    assert last.happened_on == LIMIT + timedelta(days=1)
    assert told(world)[-1] == "case.limit_passed"


@pytest.mark.requirement("PER-01")
def test_an_overrun_without_such_an_outcome_is_told_and_shown_and_ends_nothing(world: TimedWorld) -> None:
    case = world.open_timed("pass")
    assert case.deadline_on
    for days in (1, 2, 200):
        let_clocks_ring(case.deadline_on + timedelta(days=days))
    case.refresh_from_db()
    assert (case.is_open, case.step, case.clock_on) == (True, "appoint", None)
    assert case.is_late(case.deadline_on + timedelta(days=1))
    assert (told(world), fired(case)) == (["case.limit_passed"], [("overrun", 0)])


@pytest.mark.requirement("PER-01")
def test_the_offices_that_hold_and_run_the_matter_are_told_too(world: TimedWorld) -> None:
    grants = [make_grant(make_account(name), "ministry_case_officer", world.ministry) for name in ("ann", "bee")]
    elsewhere = make_grant(make_account("cee"), "institution_officer", world.other_university)
    world.open_timed("amend")
    let_clocks_ring(LIMIT - timedelta(days=7))
    with acting_as(SYSTEM):
        accounts = list(Notice.objects.filter(kind="work.limit_near").values_list("account_id", flat=True))
    assert sorted(filter(None, accounts)) == sorted(grant.account_id for grant in grants)
    assert elsewhere.account_id not in accounts


@pytest.mark.requirement("PER-01")
def test_a_clock_set_back_an_hour_across_midnight_tells_nothing_twice(world: TimedWorld) -> None:
    case = world.open_timed("amend")
    day = LIMIT - timedelta(days=30)
    let_clocks_ring(day, hour=8)
    let_clocks_ring(day - timedelta(days=1), hour=23)
    let_clocks_ring(day, hour=8)
    assert (told(world), fired(case)) == (["case.limit_near"], [("warning", 30)])


@pytest.mark.requirement("PER-01", "TRK-11")
def test_neither_suspended_nor_ended_matters_are_told_of(world: TimedWorld) -> None:
    suspended, ended = world.open_timed("amend"), world.open_timed("amend")
    act(world.officer, actions.suspend_case, suspended, remark="รอ", happened_on=DAY)
    act(world.officer, actions.close_case, ended, remark="ซ้ำ", happened_on=DAY)
    let_clocks_ring(LIMIT + timedelta(days=5))
    assert told(world) == []


@pytest.mark.requirement("PER-01", "TRK-11")
def test_a_date_corrected_later_has_clocks_of_its_own(world: TimedWorld) -> None:
    case = world.open_timed("amend", day=DAY + timedelta(days=2))
    assert case.deadline_on
    let_clocks_ring(case.deadline_on - timedelta(days=30))
    case.refresh_from_db()
    restated = Restated(happened_on=DAY + timedelta(days=7), outcome="amend")
    case = act(world.officer, actions.correct_event, case, sequence=2, restated=restated)
    assert case.deadline_on == date(2027, 2, 9)
    let_clocks_ring(case.deadline_on - timedelta(days=30))
    assert (told(world), fired(case)) == (["case.limit_near"] * 2, [("warning", 30)] * 2)


@pytest.mark.requirement("PER-01")
def test_one_matter_that_fails_does_not_hold_up_the_others(world: TimedWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    poisoned, healthy = world.open_timed("amend"), world.open_timed("amend")

    def fail(actor: Actor, case_id: UUID) -> None:
        if case_id == poisoned.pk:
            raise RuntimeError("no disk")
        ring_clock(actor, case_id)

    monkeypatch.setattr(tasks, "ring_clock", fail)
    let_clocks_ring(LIMIT - timedelta(days=30))
    assert (fired(poisoned), fired(healthy)) == ([], [("warning", 30)])
    monkeypatch.undo()
    let_clocks_ring(LIMIT - timedelta(days=29))
    assert fired(poisoned) == [("warning", 30)]


@pytest.mark.requirement("PER-01")
def test_a_worker_killed_while_a_clock_rings_leaves_nothing_and_the_next_one_tells(own_database: str) -> None:
    """The kill is a connection that the server ends after everything was written and before it was committed."""
    world = TimedWorld()
    case = world.open_timed("amend")
    day = LIMIT - timedelta(days=30)

    def ring_and_die() -> None:
        worker = on(world.officer, day)
        try:
            with transaction.atomic(), acting_as(worker):
                ring_clock(worker, case.pk)
                assert connection.connection is not None
                connection.connection.close()
        except DatabaseError:
            connection.close()

    thread = threading.Thread(target=ring_and_die)
    thread.start()
    thread.join(timeout=30)
    assert (fired(case), told(world)) == ([], [])
    let_clocks_ring(day)
    assert (fired(case), told(world)) == ([("warning", 30)], ["case.limit_near"])


@pytest.mark.requirement("PER-01")
def test_workers_that_ring_at_once_tell_once(own_database: str) -> None:
    world = TimedWorld()
    cases = [world.open_timed("amend") for _ in range(3)]
    day = LIMIT - timedelta(days=30)

    def work() -> None:
        try:
            let_clocks_ring(day)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [fired(case) for case in cases] == [[("warning", 30)]] * 3
    assert told(world) == ["case.limit_near"] * 3


@pytest.mark.requirement("PER-01")
def test_clocks_cost_a_step_nothing(world: TimedWorld) -> None:
    def statements(case: Case, **given: Any) -> int:
        with acting_as(world.officer), CaptureQueriesContext(connection) as asked:
            actions.finish_step(world.officer, case, happened_on=DAY, expected_version=case.version, **given)
        return len(asked)

    plain = statements(world.open(), letter_no="1")
    timed = statements(world.open_timed(), outcome="amend")
    assert timed == plain
