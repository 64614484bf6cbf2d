"""The courses of the four processes: what each step leads to, which days count, what becomes of the person."""

from datetime import date, timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.products.personnel import actions
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.tests.factories import ROUTES, TODAY, World, later
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.queries import entries_of
from tidtam.tracking.tasks import ring_all
from tidtam.tracking.timeline import timeline
from tidtam.tracking.versions import definition_of

EACH = pytest.mark.parametrize("kind", list(Kind))

TO_COMMITTEE: list[dict[str, Any]] = [{}, {}]

FOUR_RESULTS = {
    "pass": "ผ่านการประเมินแบบไม่ต้องแก้ไข",
    "pass_minor": "ผ่านการประเมินแบบแก้ไขในส่วนที่ไม่ใช่สาระสำคัญ (3 เดือน)",
    "amend_major": "แก้ไขในสาระสำคัญ (6 เดือน) (นำเข้าคณะกรรมการพิจารณาผลงานใหม่)",
    "fail": "ไม่ผ่านการประเมิน (ต้องเข้ารับการคัดเลือกบุคคลใหม่)",
}


@pytest.mark.requirement("PER-01")
def test_the_four_results_of_the_committee_read_exactly_as_the_office_knows_them(world: World) -> None:
    case = world.walk(world.submitted(Kind.PROMOTION), *TO_COMMITTEE)
    outcomes = definition_of(case.process_version_id).step("committee").outcomes
    assert {outcome.key: outcome.name.th for outcome in outcomes} == FOUR_RESULTS


@pytest.mark.requirement("PER-01", "PER-07")
@pytest.mark.parametrize(
    ("result", "step", "holder"),
    [
        ("pass", "order", "hr_officer"),
        ("pass_minor", "amend_minor", "subject"),
        ("amend_major", "amend_major", "subject"),
        ("fail", "inform_refusal", "hr_officer"),
    ],
)
def test_each_result_of_the_committee_has_its_own_way_on(world: World, result: str, step: str, holder: str) -> None:
    case = world.walk(world.submitted(Kind.PROMOTION), *TO_COMMITTEE, {"outcome": result})
    assert (case.step, case.holder) == (step, holder)
    with acting_as(world.employee):
        definition = definition_of(case.process_version_id)
        shown = timeline(definition, case, entries_of(world.employee, case), all_shown=False)
    committee = next(each for each in shown if each.number == 3)
    assert FOUR_RESULTS[result] in committee.remark
    not_taken = {"amend_minor", "amend_major", "inform_refusal", "order"} - {step}
    to_come = {each.title for each in shown if each.state == "future"}
    if result == "pass":
        assert not to_come & {str(definition.step(key).name) for key in not_taken}


@pytest.mark.requirement("PER-01")
def test_corrected_essentials_come_before_the_committee_anew(world: World) -> None:
    request = world.submitted(Kind.PROMOTION)
    case = world.walk(request, *TO_COMMITTEE, {"outcome": "amend_major"})
    case = world.walk(request, {}, by=later(world.employee, case.held_since))
    assert case.step == "committee"
    assert world.walk(request, {"outcome": "fail"}, {"letter_no": "สธ 1"}).ended_how == "not_passed"


@pytest.mark.requirement("PER-01")
def test_small_corrections_are_checked_and_go_on_to_the_order(world: World) -> None:
    request = world.submitted(Kind.PROMOTION)
    case = world.walk(request, *TO_COMMITTEE, {"outcome": "pass_minor"})
    case = world.walk(request, {}, by=later(world.employee, case.held_since))
    assert case.step == "confirm"
    case = world.walk(request, {}, {"order_no": "1/2569"}, {"letter_no": "สธ 1"})
    assert (case.status, case.ended_how) == (CaseStatus.COMPLETED, "promoted")


@pytest.mark.requirement("PER-01")
@pytest.mark.parametrize(("result", "months"), [("pass_minor", 3), ("amend_major", 6)])
def test_the_clocks_of_the_corrections_warn_and_show_the_overrun_without_ending_anything(
    world: World, result: str, months: int
) -> None:
    request = world.submitted(Kind.PROMOTION)
    case = world.walk(request, *TO_COMMITTEE, {"outcome": result})
    limit = case.deadline_on
    assert limit is not None
    since = case.held_since
    assert limit == date(since.year + (since.month + months - 1) // 12, (since.month + months - 1) % 12 + 1, since.day)
    told = []
    for day in (
        limit - timedelta(days=31),
        limit - timedelta(days=30),
        limit - timedelta(days=7),
        limit,
        limit + timedelta(days=1),
    ):
        for _run in range(2):
            ring_all(later(SYSTEM, day))
        with acting_as(SYSTEM):
            told.append(Notice.objects.filter(person=world.person, kind__startswith="case.limit").count())
    assert told == [0, 1, 2, 2, 3]
    after = world.reload(request).case
    assert after is not None
    assert (after.is_open, after.step) == (True, case.step)


@pytest.mark.requirement("PER-02", "PER-03", "PER-04", "PER-07")
@pytest.mark.parametrize(
    ("kind", "steps", "ending"),
    [
        (Kind.TRANSFER, [{}, {"outcome": "not_qualified"}, {"letter_no": "1"}], "not_transferred"),
        (
            Kind.TRANSFER,
            [{}, {"outcome": "qualified"}, {"outcome": "not_agreed"}, {"letter_no": "1"}],
            "not_transferred",
        ),
        (
            Kind.TRANSFER,
            [
                {},
                {"outcome": "qualified"},
                {"outcome": "agreed"},
                {"outcome": "refused", "letter_no": "1"},
                {"letter_no": "1"},
            ],
            "not_transferred",
        ),
        (Kind.MOVE, [{}, {"outcome": "not_passed"}, {"letter_no": "1"}], "not_moved"),
        (Kind.MOVE, [{}, {"outcome": "not_needed"}, {"outcome": "not_qualified"}, {"letter_no": "1"}], "not_moved"),
        (
            Kind.RESIGNATION,
            [
                {},
                {"outcome": "bound"},
                {"outcome": "deferred"},
                {},
                {"order_no": "1"},
                {"letter_no": "1"},
            ],
            "resigned",
        ),
        (Kind.RESIGNATION, [{}, {"outcome": "election"}, {"order_no": "1"}, {"letter_no": "1"}], "resigned"),
    ],
)
def test_every_way_leads_to_its_ending(world: World, kind: Kind, steps: list[dict[str, Any]], ending: str) -> None:
    assert world.walk(world.submitted(kind), *steps).ended_how == ending


@pytest.mark.requirement("PER-01", "PER-02", "PER-03", "PER-04")
@EACH
def test_order_and_letter_are_recorded_and_shown_to_the_employee(world: World, kind: Kind) -> None:
    request = world.submitted(kind)
    case = world.walk(request, *ROUTES[kind])
    assert case.status == CaseStatus.COMPLETED
    with acting_as(world.employee):
        shown = timeline(
            definition_of(case.process_version_id), case, entries_of(world.employee, case), all_shown=False
        )
    remarks = "\n".join(step.remark for step in shown)
    assert ROUTES[kind][-2]["order_no"] in remarks
    assert ROUTES[kind][-1]["letter_no"] in remarks


def _set(world: World, request: PersonnelRequest, day: date, by: Actor | None = None) -> None:
    actor = by or world.officer
    with acting_as(actor):
        actions.set_order(actor, request, effective_on=day, position="", unit="", version=request.version)


@pytest.mark.requirement("PER-04")
def test_a_resignation_is_deferred_for_ninety_days_at_most(world: World) -> None:
    wish = date(2027, 1, 4)
    request = world.submitted(Kind.RESIGNATION)
    _set(world, request, wish + timedelta(days=90))
    request = world.reload(request)
    with pytest.raises(Refused) as refused:
        _set(world, request, wish + timedelta(days=91))
    assert (refused.value.code, refused.value.field) == ("deferred_too_long", "effective_on")


@pytest.mark.requirement("PER-04")
def test_a_resignation_to_stand_in_an_election_is_not_deferred(world: World) -> None:
    request = world.submitted(Kind.RESIGNATION, facts={"for_election": True, "leave_on": TODAY})
    with pytest.raises(Refused) as refused:
        _set(world, request, TODAY + timedelta(days=1))
    assert refused.value.code == "deferred_too_long"
    case = world.walk(request, {})
    definition = definition_of(case.process_version_id)
    after_check = {outcome.key: outcome.leads_to for outcome in definition.step("qualify").outcomes}
    assert after_check["election"] == "order", "it never comes to where it could be deferred"


@pytest.mark.requirement("PER-04")
def test_no_order_lets_anybody_leave_before_they_asked(world: World) -> None:
    request = world.submitted(Kind.RESIGNATION)
    with pytest.raises(Refused):
        _set(world, request, TODAY - timedelta(days=1))


@pytest.mark.requirement("PER-09")
def test_what_the_order_says_is_entered_by_the_office_and_while_the_matter_runs(world: World) -> None:
    request = world.submitted(Kind.MOVE)
    with pytest.raises(NotAllowed):
        _set(world, request, TODAY, by=world.employee)
    world.walk(request, *ROUTES[Kind.MOVE])
    with pytest.raises(NotAllowed):
        _set(world, world.reload(request), TODAY)
    case = world.reload(request).case
    assert case is not None
    assert case.status == CaseStatus.COMPLETED
