"""What the order changes in the staff register, and when: once, not before its day, never in vain."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.people.models import Assignment
from tidtam.kernel.people.queries import Assigned, assignment_of
from tidtam.products.personnel import actions
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.plugin import plugin
from tidtam.products.personnel.tests.factories import ROUTES, TODAY, World, later
from tidtam.tracking import actions as tracking
from tidtam.tracking.actions.results import deliver_result
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import CaseResult, ResultDelivery

from .test_ways import EACH


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
