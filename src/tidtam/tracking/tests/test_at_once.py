"""Several people at one matter at the same moment, each on a connection of their own."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from tidtam.kernel.actor import Actor, Outdated, acting_as
from tidtam.tracking.actions import add_note, finish_step
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.versions import definition_of

from .factories import DAY, World


def _set_database(name: str) -> None:
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the test database in which one may commit: what is append-only could not be cleaned away."""
    with django_db_blocker.unblock():
        original = str(connection.settings_dict["NAME"])
        copy = f"{original}_copy"
        connections.close_all()
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
        _set_database(copy)
        yield
        _set_database(original)
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def all_at_once(*does: Callable[[], object]) -> list[object]:
    """What each one answered, or was refused."""
    answers: list[object] = [None] * len(does)
    start = threading.Barrier(len(does))

    def run(place: int, do: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            answers[place] = do()
        except Outdated as outdated:
            answers[place] = outdated
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
def test_of_two_officers_at_once_one_wins_and_the_other_is_told(own_database: None) -> None:
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
def test_the_same_form_sent_twice_at_once_is_recorded_once(own_database: None) -> None:
    world = World()
    case = world.open_at_check()
    answers = all_at_once(*[finishing(world.officer, case, "complete")] * 4)
    assert [answer.version for answer in answers if isinstance(answer, Case)] == [3] * 4
    assert CaseEvent.objects.filter(case=case).count() == 3


@pytest.mark.requirement("TRK-11", "TRK-12")
def test_events_of_one_matter_are_numbered_without_a_gap(own_database: None) -> None:
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
