"""What the database counts is what the matters say, whatever was done to them and in whichever order."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.people.tests.factories import make_person
from tidtam.thai.working_days import working_days_between
from tidtam.tracking import actions
from tidtam.tracking.actions import Restated
from tidtam.tracking.choices import EventKind
from tidtam.tracking.history import Reason, effective
from tidtam.tracking.models import Case
from tidtam.tracking.queries import entries_of
from tidtam.tracking.statistics.actions import compact, keep_calendar, recount
from tidtam.tracking.statistics.models import CalendarDay, Tally
from tidtam.tracking.statistics.queries import differences
from tidtam.tracking.tests.factories import DAY, World
from tidtam.tracking.timeline import course

pytestmark = pytest.mark.requirement("TRK-32")
Key = tuple[object, ...]


def counted() -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for row in Tally.objects.all():
        sums[row.organization_id, row.version_id, row.measure, row.step, row.day, row.days] += row.change
    return Counter({key: number for key, number in sums.items() if number})


def month(day: date) -> date:
    return day.replace(day=1)


def said(case: Case) -> list[Key]:
    """By hand, from the matter and its timeline."""
    where = (case.organization_id, case.process_version_id)
    found: list[Key] = [(*where, "r", "", month(case.received_on), None)]
    if case.is_open:
        found.append((*where, "h", case.step, case.limit_on, None))
    else:
        took = working_days_between(case.received_on, case.step_since)
        found.append((*where, "e", case.ended_how, month(case.step_since), took))
    with acting_as(SYSTEM):
        entries = entries_of(SYSTEM, case)
    for visit in course(entries):
        if visit.end is not None and visit.end.kind != EventKind.TAKEN_OVER:
            days = working_days_between(visit.entered_on, visit.end.happened_on)
            days -= sum(suspended(effective(entries), visit.entered_on, visit.end.sequence))
            found.append((*where, "s", visit.step.key, month(visit.end.happened_on), days))
    return found


def suspended(entries: list[Any], since: date, until: int) -> list[int]:
    """The working days of each suspension that lies before the event `until`, in the stay that ends with it."""
    begun = [entry for entry in entries if entry.sequence < until and entry.leads_to][-1].sequence
    inside = [entry for entry in entries if begun < entry.sequence <= until]
    found = []
    for place, entry in enumerate(inside):
        if entry.kind == EventKind.SUSPENDED:
            kinds = {EventKind.CONTINUED, EventKind.FINISHED, EventKind.CLOSED, EventKind.WITHDRAWN}
            after = next(each for each in inside[place + 1 :] if each.kind in kinds)
            found.append(working_days_between(entry.happened_on, after.happened_on))
    return found


class Office:
    """Somebody who does whatever comes to mind, on days that come to mind; most of it is refused."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)  # noqa: S311 - a seed that can be repeated is wanted
        self.offices = (world.university, world.other_university)
        self.opened: list[UUID] = []

    def act(self) -> None:
        doings: list[Callable[..., None]] = [self.open, *([self.move] * 8), self.correct, self.correct]
        with suppress(Refused, Http404):
            if self.opened:
                self.random.choice(doings)(Case.objects.get(pk=self.random.choice(self.opened)))
            else:
                self.open()

    def _do(self, action: Callable[..., Any], case: Case, actor: Actor | None = None, **given: Any) -> None:
        with acting_as(actor or self.world.officer) as acting:
            action(acting, case, expected_version=case.version, **given)

    def _day(self, since: date) -> date:
        return since + timedelta(days=self.random.randrange(12))

    def open(self, _case: Case | None = None) -> None:
        office = self.random.choice(self.offices)
        person = make_person(organization=office)
        self.opened.append(self.world.open(subject=person, organization=office, day=self._day(DAY)).pk)

    def move(self, case: Case) -> None:
        day, pick = self._day(case.moved_on), self.random.choice
        step_or_other: list[Callable[[], None]] = [
            *(
                lambda outcome=outcome: self._do(
                    actions.finish_step,
                    case,
                    happened_on=day,
                    outcome=outcome,
                    letter_no="อว 1",
                    remark="ก",
                    order_no="1",
                )
                for outcome in ("", "", "complete", "complete", "pass", "amend", "refuse")
            ),
            lambda: self._do(actions.return_case, case, happened_on=day, reasons=[Reason("ขาด")]),
            lambda: self._do(actions.resume_case, case, self.world.institution, happened_on=day),
            lambda: self._do(actions.suspend_case, case, happened_on=day, remark="รอ"),
            lambda: self._do(actions.continue_case, case, happened_on=day),
            lambda: self._do(actions.close_case, case, happened_on=day, remark="ปิด"),
            lambda: self._do(actions.reopen_case, case, happened_on=day, remark="เปิด", step=pick(["check", "order"])),
        ]
        pick(step_or_other)()

    def correct(self, case: Case) -> None:
        sequence = self.random.randrange(1, case.version + 1)
        event = case.events.get(sequence=sequence)
        day = event.happened_on + timedelta(days=self.random.randrange(-3, 4))
        restated = Restated(happened_on=day, outcome=event.outcome, remark="ก", letter_no="อว 2", order_no="2")
        self._do(actions.correct_event, case, sequence=sequence, restated=restated)


@pytest.mark.parametrize("seed", range(3))
def test_the_sums_are_what_the_matters_say_whatever_was_done(world: World, seed: int) -> None:
    office = Office(world, seed)
    for _ in range(160):
        office.act()
    expected: Counter[Key] = Counter(key for case in Case.objects.all() for key in said(case))
    measures = {str(key[2]) for key in expected}
    assert measures == set("rhes"), "all that is counted came to pass"
    assert counted() == expected
    rows = Tally.objects.count()
    compact(SYSTEM)
    assert counted() == expected
    assert Tally.objects.count() == len(expected) < rows
    office.act()
    assert differences() == []
    recount(SYSTEM)
    assert counted() == Counter(key for case in Case.objects.all() for key in said(case))


def test_a_step_is_counted_with_no_statement_of_its_own(world: World, django_assert_num_queries: Any) -> None:
    case = world.open_at_check()
    before = Tally.objects.count()
    with acting_as(world.officer), django_assert_num_queries(0):
        pass
    with acting_as(world.officer):
        actions.finish_step(world.officer, case, happened_on=DAY, outcome="complete", expected_version=case.version)
    assert Tally.objects.count() == before + 3, "one less here, one more there, one stay"


def test_the_check_names_what_differs_and_a_recount_mends_it(world: World) -> None:
    world.open()
    said_of_it = StringIO()
    call_command("statistics", "check", stdout=said_of_it)
    assert "agree" in said_of_it.getvalue()
    Tally.objects.filter(measure="r").delete()
    with pytest.raises(CommandError, match="1 figures differ"):
        call_command("statistics", "check", stdout=StringIO())
    call_command("statistics", "recount", stdout=StringIO())
    assert differences() == []


def test_a_holiday_decided_later_is_taken_over(world: World) -> None:
    case = world.open_at_check()
    with acting_as(world.officer):
        actions.finish_step(
            world.officer, case, happened_on=DAY + timedelta(days=7), outcome="refuse", expected_version=case.version
        )
    CalendarDay.objects.filter(day__gte=DAY + timedelta(days=3)).update(number=0)
    recount(SYSTEM)
    assert not Tally.objects.filter(measure="e", days=5).exists()
    assert keep_calendar(SYSTEM)
    assert Tally.objects.filter(measure="e", days=5).exists()
    assert not keep_calendar(SYSTEM), "nothing changed since"
