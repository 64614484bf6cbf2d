from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.people.models import Assignment
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.sandbox.demo.actions import enter_persons
from tidtam.sandbox.demo.actions.department import (
    employ_staff,
    employees_of,
    file_matters,
    file_named_matters,
    matters_for,
)
from tidtam.sandbox.demo.actions.department.growing import AT_ONCE, GROW_DEPARTMENT, grow_later
from tidtam.sandbox.demo.actions.department.matters import plan
from tidtam.sandbox.demo.actions.department.staff import STAYING
from tidtam.sandbox.demo.tasks import grow_department
from tidtam.tracking.models import Case, CaseEvent

SOME = 8


@pytest.fixture
def department(db: None) -> None:
    call_command("process", "load", stdout=StringIO())
    enter_persons()
    _fill()


def _fill() -> None:
    employ_staff(employees_of(SOME))
    file_named_matters()
    for _number in file_matters(range(SOME)):
        pass


def _counted() -> tuple[int, ...]:
    with acting_as(SYSTEM):
        return tuple(model.objects.count() for model in (PersonnelRequest, Assignment, Case, CaseEvent))


def test_a_whole_demonstration_is_a_department_of_four_hundred_with_three_years_of_matters() -> None:
    everything = plan()
    assert 900 <= len(everything) == matters_for(300) <= 1_200
    assert len({planned.employee for planned in everything if not planned.leaves}) == STAYING == 400
    kinds = Counter(planned.kind for planned in everything)
    assert set(kinds) == set(Kind)
    assert min(kinds.values()) >= 60
    once = Counter((planned.kind, planned.employee) for planned in everything)
    assert max(once.values()) == 1, "nobody has two of one kind at once"


@pytest.mark.usefixtures("department")
def test_matters_are_dated_back_through_the_actions_and_filling_again_adds_nothing() -> None:
    with acting_as(SYSTEM):
        assert not CaseEvent.objects.filter(happened_on__gt=SYSTEM.today()).exists()
        assert PersonnelRequest.objects.filter(is_on_paper=True).exists()
        assert PersonnelRequest.objects.filter(is_on_paper=False).exists()
    before = _counted()
    assert before[0] == SOME + 4
    _fill()
    assert _counted() == before


@pytest.mark.usefixtures("department")
def test_the_worker_makes_the_rest_bit_by_bit() -> None:
    grow_later(done=SOME, of=SOME + 1)
    waiting = ProcrastinateJob.objects.get(task_name=GROW_DEPARTMENT)
    assert waiting.args == {"done": SOME, "of": SOME + 1}
    assert waiting.priority < 0
    before = _counted()
    grow_department(**waiting.args)
    grow_department(**waiting.args)
    after = _counted()
    assert after[0] == before[0] + 1 <= before[0] + AT_ONCE
    assert ProcrastinateJob.objects.filter(task_name=GROW_DEPARTMENT).count() == 1
