"""A worker is killed in the middle of a table of holders: another one goes on, and every row is there once."""

import pytest

from tests.torture.examples import examples
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.notifications.tests.test_worker import retry_what_stands_still
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.products.registry import actions
from tidtam.products.registry.models import Entry, RegistryImport
from tidtam.tracking.batches.tests.test_killed import LONG, finish, killed_in_the_middle, start_worker

from .factories import LETTER, World
from .test_imports import row, table

PIECE = 2
_SMALL_PIECES = "from tidtam.products.registry import carrying\ncarrying.PIECE = 2"


def _now(begun: RegistryImport) -> RegistryImport:
    with acting_as(SYSTEM):
        return RegistryImport.objects.get(pk=begun.pk)


@pytest.mark.requirement("NAP-08", "QLT-03")
def test_an_import_whose_worker_was_killed_is_finished_and_no_holder_comes_twice(own_database: str) -> None:
    world = World()
    kills = examples(1)
    numbers = [next_number() for _ in range(2 * PIECE * kills + 1)]
    with acting_as(world.recorder) as actor:
        begun = actions.begin_import(actor, organization=world.a, upload=table(*map(row, numbers)))
    assert start_worker(own_database, _SMALL_PIECES).wait(timeout=LONG) == 0
    assert (_now(begun).state, _now(begun).good) == ("checked", len(numbers))
    with acting_as(world.recorder) as actor:
        actions.order_import(actor, _now(begun), letter=LETTER)
    for kill in range(kills):
        if kill:
            assert retry_what_stands_still() == 1
        with killed_in_the_middle(own_database, _SMALL_PIECES):
            # Somebody enters a person of the next piece but one and has not finished yet.
            make_person(number=numbers[2 * PIECE * kill + PIECE + 1])
        now, done = _now(begun), PIECE * (2 * kill + 1)
        with acting_as(SYSTEM):
            assert (now.state, now.imported, Entry.objects.count()) == ("importing", done, done)
    finish(own_database, _SMALL_PIECES)
    now = _now(begun)
    assert (now.state, now.bad) == ("imported", 0)
    assert {now.imported, now.new, now.rows_read} == {len(numbers)}
    with acting_as(SYSTEM):
        assert set(Entry.objects.values_list("state", "version")) == {("awaiting", 1)}
        assert Entry.objects.count() == AuditRecord.objects.filter(verb="registry_entry.imported").count()
        entered = Identifier.objects.filter(person__in=Entry.objects.values("person"))
        assert entered.count() == Entry.objects.count() == len(numbers)
