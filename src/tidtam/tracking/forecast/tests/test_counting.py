"""Counting what the database holds, and what pages then tell of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, acting_as, clock_at
from tidtam.tracking.actions import (
    close_case,
    continue_case,
    finish_step,
    open_case,
    resume_case,
    return_case,
    suspend_case,
)
from tidtam.tracking.forecast.actions import count_process
from tidtam.tracking.forecast.choices import Measure
from tidtam.tracking.forecast.models import Curve, Estimate
from tidtam.tracking.forecast.queries import Expectation, Forecast, courses_of, forecast_of
from tidtam.tracking.forecast.ranges import Range
from tidtam.tracking.forecast.tasks import count_process_job
from tidtam.tracking.forecast.wording import say
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case, Process
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import World, at

from .invented import later

pytestmark = pytest.mark.requirement("TRK-23")

FIRST = date(2026, 3, 2)

TODAY = date(2026, 9, 1)


def on(day: date) -> Actor:
    return replace(SYSTEM, clock=clock_at(at(day)))


class Office:
    """Opens matters of one subject and moves them on, each entry recorded on its own day."""

    def __init__(self, world: World) -> None:
        self.world = world

    def open(self, day: date) -> Case:
        with acting_as(on(day)) as actor:
            return open_case(
                actor, "sample", subject=self.world.subject, organization=self.world.university, received_on=day
            )

    def finish(self, case: Case, day: date, outcome: str = "") -> Case:
        needed: dict[str, Any] = {"letter_no": "อว 1"} if case.step == "receive" else {}
        with acting_as(on(day)) as actor:
            return finish_step(
                actor,
                case,
                happened_on=day,
                outcome=outcome,
                expected_version=case.version,
                **needed,
            )

    def refused(self, day: date, receive: int, check: int) -> Case:
        case = self.finish(self.open(day), later(day, receive))
        return self.finish(case, later(day, receive + check), "refuse")

    def send_back(self, case: Case, day: date) -> Case:
        with acting_as(on(day)) as actor:
            return return_case(
                actor, case, reasons=[Reason("ขาดเอกสาร")], happened_on=day, expected_version=case.version
            )

    def hand_in(self, case: Case, day: date) -> Case:
        with acting_as(on(day)) as actor:
            return resume_case(actor, case, happened_on=day, expected_version=case.version)


def count(day: date = TODAY) -> Estimate:
    with acting_as(on(day)) as actor:
        return count_process(actor, Process.objects.get(key="sample"))


@pytest.fixture
def office(world: World) -> Office:
    """24 matters received and refused, the checks taking 1 to 24 days; six were only received."""
    office = Office(world)
    for number in range(24):
        office.refused(later(FIRST, number), 2, number + 1)
    for number in range(6):
        office.finish(office.open(later(FIRST, number)), later(FIRST, number + 2))
    count()
    return office


def told(actor: Actor, case: Case) -> Forecast:
    with acting_as(actor):
        forecast = forecast_of(actor, case)
    assert forecast is not None
    return forecast


def member_on(world: World, day: date) -> Actor:
    return replace(world.member, clock=clock_at(at(day)))


def test_a_fresh_matter_is_told_what_became_of_those_before(office: Office) -> None:
    """Six of thirty wait still, longer than all others: of thirty checks half were done within 15 days."""
    case = office.finish(office.open(TODAY), TODAY)
    forecast = told(member_on(office.world, TODAY), case)
    assert forecast.step == forecast.whole == Expectation(range=Range(15, 24, forecast.whole.range.beyond, 24, 6))  # type: ignore[union-attr]
    assert not forecast.waits


def test_open_matters_in_the_database_are_censored(office: Office) -> None:
    """Were the six open ones taken for short, the half would be at 12 days."""
    curve = Curve.objects.get(step="check", waits=False, waited=0, measure=Measure.STEP)
    assert (curve.finished, curve.going) == (24, 6)
    assert curve.at_risk[0] == 30
    assert curve.share[-1] == pytest.approx(6 / 30)


def test_who_waits_longer_is_told_what_is_left(office: Office) -> None:
    case = office.finish(office.open(TODAY), TODAY)
    ten_days_on = member_on(office.world, later(TODAY, 10))
    forecast = told(ten_days_on, case)
    assert forecast.step is not None
    assert forecast.step.range is not None
    assert forecast.step.range.half == 10


def test_days_of_suspension_are_not_waited(office: Office) -> None:
    case = office.finish(office.open(TODAY), TODAY)
    for act, day in ((suspend_case, later(TODAY, 4)), (continue_case, later(TODAY, 64))):
        with acting_as(on(day)) as actor:
            case = act(actor, case, remark="รอผลคดี", happened_on=day, expected_version=case.version)
            assert (forecast_of(actor, case) is None) is case.is_suspended
    forecast = told(member_on(office.world, later(TODAY, 70)), case)
    assert forecast.step is not None
    assert forecast.step.range is not None
    assert forecast.step.range.half == 10


def test_counting_again_says_the_same(office: Office) -> None:
    def said() -> list[tuple[object, ...]]:
        fields = [field.name for field in Curve._meta.fields if field.name not in {"id", "process"}]
        return [*Curve.objects.order_by("step", "waits", "measure", "waited").values_list(*fields)]

    before, estimate = said(), Estimate.objects.get()
    count()
    count_process_job(str(estimate.process_id))
    count()
    assert said() == before
    again = Estimate.objects.get()
    assert (again.pk, again.calibration, again.years) == (estimate.pk, estimate.calibration, estimate.years)


def test_under_twenty_finished_matters_the_plan_is_told(world: World) -> None:
    office = Office(world)
    for number in range(19):
        office.refused(later(FIRST, number), 2, 10)
    count()
    case = office.finish(office.open(TODAY), TODAY)
    forecast = told(member_on(world, TODAY), case)
    assert forecast.step == Expectation(expected=15)
    assert forecast.whole == Expectation(expected=None)
    with translation.override("th"):
        said = say(forecast)
    assert said.step == "เรื่องที่ผ่านขั้นตอนนี้แล้วยังไม่ถึง 20 เรื่อง กระบวนงานกำหนดไว้ 15 วันทำการ"
    assert said.basis == ""


def test_while_it_is_out_for_correction_one_counts_from_handing_in(office: Office) -> None:
    for number in range(20):
        case = office.finish(office.open(later(FIRST, number)), later(FIRST, number))
        case = office.send_back(case, later(FIRST, number + 5))
        case = office.hand_in(case, later(FIRST, number + 45))
        office.finish(case, later(FIRST, number + 48), "refuse")
    count()
    case = office.send_back(office.finish(office.open(TODAY), TODAY), TODAY)
    forecast = told(member_on(office.world, later(TODAY, 30)), case)
    assert forecast.waits
    assert forecast.step is not None
    assert forecast.step.range is not None
    assert (forecast.step.range.half, forecast.step.range.most) == (3, 3)
    with translation.override("th"):
        assert say(forecast).whole == "นับจากวันที่ส่งเรื่องเข้ามา ครึ่งหนึ่งเสร็จภายใน 3 วันทำการ, 8 ใน 10 ภายใน 3"


def test_nobody_is_told_of_a_matter_that_is_not_theirs_or_has_ended(office: Office) -> None:
    case = office.finish(office.open(TODAY), TODAY)
    for actor, knows in ((office.world.stranger, False), (office.world.other_institution, False)):
        with acting_as(actor):
            assert (forecast_of(actor, case) is not None) is knows
    with acting_as(on(TODAY)) as actor:
        case = close_case(actor, case, happened_on=TODAY, remark="ยุติ", expected_version=case.version)
        assert forecast_of(actor, case) is None


def test_only_the_platform_counts(world: World) -> None:
    with acting_as(world.officer), pytest.raises(NotAllowed):
        count_process(world.officer, Process.objects.get(key="sample"))


def test_of_very_many_matters_an_even_part_is_counted(office: Office) -> None:
    with acting_as(on(TODAY)) as actor:
        process = Process.objects.get(key="sample")
        assert len(courses_of(actor, process).matters) == 30
        assert len(courses_of(actor, process, sample=15).matters) < 30


def test_the_pages_of_a_matter_say_it_in_one_query(office: Office, browse: Callable[..., Browser]) -> None:
    case = office.finish(office.open(TODAY), TODAY)
    page = browse(member_on(office.world, TODAY), "th").get(f"/my/cases/{case.pk}/").content.decode()
    assert "นับจากวันนี้ ครึ่งหนึ่งเสร็จภายใน 15 วันทำการ, 8 ใน 10 ภายใน 24 (ประมาณ 22 ก.ย. – 5 ต.ค. 2569)" in page
    assert "คำนวณจากเรื่องที่เสร็จแล้วประมาณ 20 เรื่อง และเรื่องที่ยังไม่เสร็จไม่ถึง 10 เรื่อง" in page
    assert 'href="/processes/sample/estimate/"' in page
    officer = replace(office.world.officer, clock=clock_at(at(TODAY)))
    assert (
        "From today, half are done within 15 working days" in browse(officer).get(f"/work/{case.pk}/").content.decode()
    )
    with acting_as(officer), CaptureQueriesContext(connection) as asked:
        forecast_of(officer, case)
    assert len([query for query in asked if "tracking_forecast_curve" in query["sql"]]) == 1
    assert len(asked) <= 3


def test_the_page_explains_the_estimate_to_everybody(office: Office, browse: Callable[..., Browser]) -> None:
    page = browse().get("/processes/sample/estimate/")
    text = page.content.decode()
    assert "Reckoned from about 20 finished matters of this kind and fewer than 10 unfinished ones." in text
    assert page.context["points"] == [(25, 10), (50, 17), (80, 26)]
    assert "<polyline" in text
    assert [(line.name, line.half, line.finished) for line in page.context["steps"]] == [
        ("Receive", "2", "about 30"),
        ("Check documents", "15", "about 20"),
    ]
    assert page.context["judged"] == []


def test_the_page_of_the_process_tells_it_too(office: Office, browse: Callable[..., Browser]) -> None:
    text = browse().get("/processes/sample/").content.decode()
    assert "Half of these matters are done within 17 working days of their receipt, 8 in 10 within 26." in text
    assert 'href="/processes/sample/estimate/"' in text
    Curve.objects.all().delete()
    assert "Half of these matters" not in browse().get("/processes/sample/").content.decode()


def test_a_process_of_few_matters_tells_nothing(world: World, browse: Callable[..., Browser]) -> None:
    office = Office(world)
    for number in range(4):
        office.refused(later(FIRST, number), 2, 10)
    count()
    text = browse().get("/processes/sample/estimate/").content.decode()
    assert "Fewer than 20 matters of this kind have finished" in text
    assert "<polyline" not in text
    assert browse().get("/processes/nothing/estimate/").status_code == 404


def test_the_report_tells_how_often_it_came_true(office: Office) -> None:
    """On 2 June, thirteen weeks ago, nobody knew enough; the report says so rather than nothing."""
    shown = StringIO()
    call_command("forecast", "report", "--format", "json", stdout=shown)
    found = json.loads(shown.getvalue())
    assert set(found) == {"sample", "all"}
    assert set(found["all"]["whole"]) == {"eight_in_ten", "half", "mean_of_finished"}
    shown = StringIO()
    call_command("forecast", "report", "--process", "sample", stdout=shown)
    assert "sample" in shown.getvalue()
    call_command("forecast", "count", stdout=StringIO())
