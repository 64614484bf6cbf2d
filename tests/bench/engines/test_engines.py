"""Short forms: what is measured does what it should, in the product and in the table written by hand."""

import pytest
from django.db import connections

from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import CaseEvent

from .commit import Commit
from .contender import Contender, run, statements
from .floor import Floor, FloorEvent, OutdatedError
from .ours import Ours, definition
from .process import BRANCHES, END, WAYS, outcomes

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.requirement("QLT-08")]


def test_the_process_has_twelve_steps_a_choice_of_four_and_a_loop() -> None:
    read = read_file(definition(), file="bench.toml").definition
    assert len(read.steps) == 12
    assert {step.key: {outcome.leads_to for outcome in step.outcomes} for step in read.steps} == {
        step: set(ways.values()) for step, ways in WAYS.items()
    }
    assert {list(outcomes(number))[2] for number in range(8)} == set(BRANCHES)
    assert [list(outcomes(number)).count("again") for number in range(2)] == [1, 1]


@pytest.mark.parametrize("contender", [Ours(), Floor("owner")], ids=["ours", "floor"])
def test_each_takes_its_matters_to_the_end_one_transaction_a_step(contender: Contender) -> None:
    contender.prepare()
    run(contender, 4)
    assert statements(contender, 1) > 12 * 4
    events = CaseEvent.objects if isinstance(contender, Ours) else FloorEvent._default_manager.using("owner")
    assert events.filter(leads_to=END).count() == 5
    assert events.count() == 5 * 12


def test_the_least_of_all_writes_a_row_in_each_transaction() -> None:
    least = Commit("owner")
    least.prepare()
    assert statements(least, 2) == 2 * 12
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bench_committed")
        assert cursor.fetchone() == (2 * 12,)


def test_the_table_written_by_hand_gives_the_same_guarantees() -> None:
    floor = Floor("owner")
    floor.prepare()
    case = floor.open()
    floor.step(case, "")
    with pytest.raises(OutdatedError):
        floor.step(case, "")
    with connections["owner"].cursor() as cursor, pytest.raises(Exception, match="never rewritten"):
        cursor.execute("UPDATE floor_floorevent SET step = ''")
