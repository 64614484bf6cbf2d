"""An erasure whose process dies between two of its parts: all of it is there still, and it is carried out later."""

from dataclasses import replace

import pytest

from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.people.models import Person, PersonKey
from tidtam.kernel.personal_data import Holding, Subject, holdings
from tidtam.products.datarights.actions import carry_out_due, erase_again, erasing, stop_erasure
from tidtam.products.datarights.models import Erasure

from .factories import EMAIL, GIVEN, World
from .searching import tables_that_say

pytestmark = [pytest.mark.requirement("IDN-16", "QLT-03"), pytest.mark.django_db]


class Killed(BaseException):
    """Nobody catches it, as nobody catches a kill."""


def carry_out(world: World) -> None:
    world.days = 8
    with acting_as(world.system) as actor:
        carry_out_due(actor)


def kill_at(place: int, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the keeper at that place does its part; the first in the list is asked last."""

    def die(actor: Actor, subject: Subject) -> int:
        raise Killed

    all_of_them: list[Holding] = list(holdings())
    all_of_them[place] = replace(all_of_them[place], erase_person=die)
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "holdings", lambda: all_of_them)
        with pytest.raises(Killed):
            carry_out(world)


def test_wherever_it_is_killed_nothing_is_gone_and_the_next_run_does_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.order_erasure()
    with acting_as(world.system):
        before = tables_that_say(GIVEN, EMAIL)
    for place in (0, len(holdings()) // 2, -1):
        kill_at(place, world, monkeypatch)
    with acting_as(world.system):
        assert tables_that_say(GIVEN, EMAIL) == before
        assert Erasure.objects.get().begun_at is None
    carry_out(world)
    with acting_as(world.system):
        assert tables_that_say(GIVEN, EMAIL) == {}
        assert PersonKey.objects.get(person=world.person).wrapped == ""


def test_stopped_after_that_nobody_is_erased_when_a_backup_is_restored(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file outside the database names them already: it was written before the kill."""
    world.order_erasure()
    kill_at(0, world, monkeypatch)
    with acting_as(world.member) as actor:
        stop_erasure(actor)
    with acting_as(world.system) as actor:
        assert erase_again(actor) == 0
        assert Person.objects.get(pk=world.person.pk).given_name == GIVEN
