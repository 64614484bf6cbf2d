"""The courses of the four processes: what each step leads to, which days count, what becomes of the person."""

from datetime import date, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.models import Assignment
from tidtam.kernel.people.queries import Assigned, assignment_of
from tidtam.products.personnel import actions
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.plugin import plugin
from tidtam.products.personnel.tests.factories import ROUTES, TODAY, World, later
from tidtam.tracking import actions as tracking
from tidtam.tracking.actions.results import deliver_result
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import CaseResult, ResultDelivery
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


def deliver_all() -> None:
    """As the worker does; twice, as a worker may."""
    with acting_as(SYSTEM):
        for delivery in ResultDelivery.objects.order_by("pk"):
            deliver_result(SYSTEM, delivery.pk)
            deliver_result(SYSTEM, delivery.pk)


def serving(world: World, day: date) -> Assigned:
    with acting_as(SYSTEM):
        found = assignment_of(SYSTEM, world.person.pk, day)
    assert found is not None
    return found


@pytest.mark.requirement("PER-08")
def test_the_names_and_definitions_are_the_offices_own() -> None:
    read = {file.stem: read_file(file.read_text("utf-8"), file=file.name).definition for file in plugin.process_files}
    assert {key: definition.name.th for key, definition in read.items()} == {
        "personnel_promotion": "การประเมินผลงานวิชาการ/การเลื่อนระดับ",
        "personnel_transfer": "การให้โอน",
        "personnel_move": "การย้าย",
        "personnel_resignation": "การลาออก",
    }
    assert all("ก.พ." in definition.definition.th or key == "personnel_transfer" for key, definition in read.items())
    assert all(definition.definition.en for definition in read.values())


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


@pytest.mark.requirement("PER-09")
@EACH
def test_the_order_changes_the_register_once_and_not_before_its_day(world: World, kind: Kind) -> None:
    request = world.submitted(kind)
    day = date(2027, 3, 1) if kind is not Kind.RESIGNATION else date(2027, 1, 4)
    if kind is not Kind.RESIGNATION:
        with acting_as(world.officer):
            actions.set_order(world.officer, request, effective_on=day, position="", unit="", version=request.version)
    world.walk(request, *ROUTES[kind])
    assert ProcrastinateJob.objects.filter(task_name="tracking.deliver_result").count() == 1
    assert serving(world, day).level == "practitioner"
    deliver_all()
    before, after = serving(world, day - timedelta(days=1)), serving(world, day)
    assert (before.status, before.level, before.unit) == ("serving", "practitioner", "สำนักอนามัยผู้สูงอายุ")
    expected = {
        Kind.PROMOTION: ("serving", "professional", "สำนักอนามัยผู้สูงอายุ"),
        Kind.TRANSFER: ("transferred", "practitioner", "สำนักอนามัยผู้สูงอายุ"),
        Kind.MOVE: ("serving", "practitioner", "สำนักโภชนาการ"),
        Kind.RESIGNATION: ("resigned", "practitioner", "สำนักอนามัยผู้สูงอายุ"),
    }
    assert (after.status, after.level, after.unit) == expected[kind]
    with acting_as(SYSTEM):
        assert Assignment.objects.filter(person=world.person).count() == 2


@pytest.mark.requirement("PER-09")
def test_an_order_to_another_post_than_asked_for_is_what_the_register_says(world: World) -> None:
    request = world.submitted(Kind.MOVE)
    with acting_as(world.officer):
        actions.set_order(
            world.officer,
            request,
            effective_on=None,
            position="นักโภชนาการ",
            unit="ศูนย์ที่ 4",
            version=request.version,
        )
    case = world.walk(request, *ROUTES[Kind.MOVE])
    deliver_all()
    after = serving(world, case.step_since)
    assert (after.position, after.unit) == ("นักโภชนาการ", "ศูนย์ที่ 4")
    assert after.effective_on == case.step_since - timedelta(days=1), "the day of the order, not of the letter"


@pytest.mark.requirement("PER-09")
@pytest.mark.parametrize("ends_again", [True, False])
def test_a_matter_taken_up_again_takes_its_order_out_of_the_register(world: World, ends_again: bool) -> None:
    request = world.submitted(Kind.RESIGNATION)
    case = world.walk(request, *ROUTES[Kind.RESIGNATION])
    deliver_all()
    day = date(2027, 2, 1)
    assert serving(world, day).status == "resigned"
    officer = later(world.officer, case.step_since)
    with acting_as(officer):
        case = tracking.reopen_case(
            officer,
            case,
            step="order",
            remark="วันที่มีผลไม่ถูกต้อง",
            happened_on=officer.today(),
            expected_version=case.version,
        )
    assert serving(world, day).status == "serving"
    deliver_all()
    assert serving(world, day).status == "serving"
    if ends_again:
        again = world.reload(request)
        with acting_as(world.officer):
            actions.set_order(
                world.officer, again, effective_on=date(2027, 1, 18), position="", unit="", version=again.version
            )
        world.walk(request, {"order_no": "105/2569"}, {"letter_no": "สธ 9"})
        deliver_all()
        assert serving(world, date(2027, 1, 17)).status == "serving"
        assert serving(world, date(2027, 1, 18)).status == "resigned"
        with acting_as(SYSTEM):
            assert CaseResult.objects.filter(case=case).count() == 2


@pytest.mark.requirement("PER-09")
def test_a_result_that_was_overtaken_before_the_job_ran_enters_nothing(world: World) -> None:
    request = world.submitted(Kind.TRANSFER)
    case = world.walk(request, *ROUTES[Kind.TRANSFER])
    officer = later(world.officer, case.step_since)
    with acting_as(officer):
        tracking.reopen_case(
            officer, case, step="order", remark="ผิดคน", happened_on=officer.today(), expected_version=case.version
        )
    deliver_all()
    assert serving(world, date(2027, 12, 1)).status == "serving"


@pytest.mark.requirement("PER-09")
def test_what_ends_in_vain_changes_nothing(world: World) -> None:
    world.walk(world.submitted(Kind.MOVE), {}, {"outcome": "not_passed"}, {"letter_no": "1"})
    deliver_all()
    with acting_as(SYSTEM):
        assert Assignment.objects.filter(person=world.person).count() == 1
        assert not CaseResult.objects.exists()


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


@pytest.mark.requirement("PER-09", "TRK-15")
def test_a_running_matter_brought_in_without_its_request_ends_and_leaves_the_register_alone(world: World) -> None:
    with acting_as(world.officer):
        case = tracking.open_case(
            world.officer, "personnel_move", subject=world.person, organization=world.department, received_on=TODAY
        )
    actor = world.officer
    for step in ROUTES[Kind.MOVE]:
        actor = later(actor, actor.today() + timedelta(days=1))
        with acting_as(actor):
            case = tracking.finish_step(actor, case, happened_on=actor.today(), expected_version=case.version, **step)
    deliver_all()
    assert case.ended_how == "moved"
    with acting_as(SYSTEM):
        assert Assignment.objects.filter(person=world.person).count() == 1


ELSEWHERE = """
key = "deputation"
version = 1
owner = "hr_officer"
name = { th = "การรักษาการในตำแหน่ง", en = "Acting appointment" }
description = { th = "แต่งตั้งผู้รักษาการ", en = "Somebody acts in a post" }
office = { th = "กองการเจ้าหน้าที่", en = "Personnel division" }

[[steps]]
key = "order"
name = { th = "ออกคำสั่ง", en = "Order" }
explanation = { th = "ออกคำสั่งแต่งตั้ง", en = "The order is issued" }
actor = "hr_officer"
next = "appointed"

[[endings]]
key = "appointed"
name = { th = "แต่งตั้งแล้ว", en = "appointed" }
result = "assignment"
"""


@pytest.mark.requirement("PER-09", "TRK-02")
def test_a_process_of_the_offices_own_reaches_the_register_too_and_so_does_its_correction(world: World) -> None:
    day = TODAY + timedelta(days=30)
    with acting_as(SYSTEM):
        tracking.publish_process(SYSTEM, read_file(ELSEWHERE, file="deputation.toml"))
    officer = world.officer
    said = {"position": "ผู้รักษาการ", "effective_on": day.isoformat()}
    with acting_as(officer):
        case = tracking.open_case(
            officer, "deputation", subject=world.person, organization=world.department, received_on=TODAY
        )
        case = tracking.finish_step(officer, case, happened_on=TODAY, expected_version=case.version, result=said)
    deliver_all()
    before = serving(world, TODAY)
    assert (serving(world, day).position, serving(world, day).level) == ("ผู้รักษาการ", before.level)
    with acting_as(officer):
        restated = tracking.Restated(happened_on=TODAY, result={**said, "position": "หัวหน้ากลุ่ม"})
        tracking.correct_event(officer, case, sequence=case.version, restated=restated, expected_version=case.version)
    deliver_all()
    assert serving(world, day).position == "หัวหน้ากลุ่ม"
    with acting_as(SYSTEM):
        assert [one.is_void for one in Assignment.objects.filter(source_id=case.pk)] == [False, False]
