"""From one product to another: a request that was approved fills the register in, though neither knows the other."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.academic import actions as academic
from tidtam.products.academic import policies, queries
from tidtam.products.academic.dossier.actions import import_content
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.presenting.requests import state_tag
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import Plan, Values, made, sample
from tidtam.products.academic.tests.factories import TODAY, World, everybody_signs
from tidtam.products.registry import actions as registry
from tidtam.products.registry import content as contents
from tidtam.products.registry.content import Content
from tidtam.products.registry.models import Entry
from tidtam.tracking import actions as tracking
from tidtam.tracking.actions import Restated
from tidtam.tracking.actions.results import deliver_result
from tidtam.tracking.definitions import Need, Recorded
from tidtam.tracking.jobs import DELIVER_RESULT
from tidtam.tracking.models import Case, CaseResult
from tidtam.tracking.versions import definition_of

AUTHORS = "สมชาย ใจดี, สมหญิง มีสุข ณ อยุธยา และ John Paul Smith"
GAZETTE = "เล่ม 143 ตอนพิเศษ 301 ง หน้า 5\nวันที่ 16 พฤศจิกายน 2569"
RECORDED = {Recorded.LETTER_NO: "อว 0201/55", Recorded.ORDER_NO: "1234/2569", Recorded.REMARK: GAZETTE}


@pytest.fixture
def world(db: None) -> World:
    return World()


def sent(world: World, dossier: Values | None, *, position: str, number: str = "") -> Case:
    request = world.draft(position=position, identifier_number=number or next_number())
    if dossier is None:
        with acting_as(world.institution) as actor:
            return _case(academic.submit_request(actor, request, version=request.version))
    with acting_as(world.institution) as actor:
        begun = academic.begin_request_dossier(actor, request)
        import_content(actor, begun, made_of(dossier), expected_version=begun.version)
        everybody_signs(actor, request)
        now = queries.get_request(actor, request.pk)
        return _case(academic.submit_request(actor, now, version=now.version))


def _case(request: AcademicRequest) -> Case:
    assert request.case is not None
    return request.case


def at_last_step(world: World, case: Case) -> Case:
    """Agreed to by all whom the process asks, each step with what it must record."""
    while True:
        definition = definition_of(case.process_version_id)
        step = definition.step(case.step)
        if any(definition.result_at(way.leads_to) for way in step.outcomes):
            return case
        outcome = "agreed" if step.asks_outcome else ""
        case = finish(world, case, outcome=outcome)


def finish(world: World, case: Case, **more: Any) -> Case:
    step = definition_of(case.process_version_id).step(case.step)
    recorded = {str(kind): text for kind, text in RECORDED.items() if step.need(kind) is Need.REQUIRED}
    with acting_as(_doer(world, case)) as actor:
        return tracking.finish_step(
            actor, case, happened_on=TODAY, expected_version=case.version, **{**recorded, **more}
        )


def _doer(world: World, case: Case) -> Actor:
    return world.institution if case.holder == "institution_officer" else world.officer


def approved(world: World, case: Case, **more: Any) -> Case:
    return finish(world, at_last_step(world, case), **more)


def deliver() -> None:
    """What the worker does with every job that was ordered, done or not."""
    for job in ProcrastinateJob.objects.filter(task_name=DELIVER_RESULT).order_by("id"):
        with acting_as(SYSTEM) as actor:
            deliver_result(actor, UUID(job.args["delivery_id"]))


def entry_of(person: Person | UUID) -> Entry | None:
    with acting_as(SYSTEM):
        return Entry.objects.select_related("organization").filter(person=person).first()


def register(case: Case) -> Content:
    entry = entry_of(case.subject_id)
    assert entry is not None
    with acting_as(SYSTEM):
        return contents.unseal(entry.person_id, entry.sealed)


@pytest.mark.requirement("NAP-03", "ACA-03")
def test_a_professors_request_fills_the_entry_in_once_with_where_each_fact_comes_from(world: World) -> None:
    case = approved(world, sent(world, sample(), position="professor"))
    assert case.ended_how == "approved"
    assert entry_of(case.subject_id) is None, "another product hears of it by a job, not by the hand of who ended it"
    for _again in range(2):
        deliver()
    content = register(case)
    assert content.name == "นายเมฆา ตัวอย่างวงศ์"
    assert {place: content.facts[place] for place in content.facts if place.startswith("professor.")} == {
        "professor.method": "ordinary",
        "professor.field_code": "0501",
        "professor.field_name": "วิทยาการคอมพิวเตอร์",
        "professor.appointed_on": "2026-01-18",
        "professor.order_no": "1234/2569",
        "professor.gazette": "เล่ม 143 ตอนพิเศษ 301 ง หน้า 5 วันที่ 16 พฤศจิกายน 2569",
        "professor.works": [
            {
                "citation": f"{AUTHORS}. (2566). การศึกษาเรื่องที่ 1. วารสารตัวอย่าง, หน้า 1-20.",
                "quality": "A",
                "participation": "ผู้ประพันธ์อันดับแรก 60%",
            },
            {
                "citation": f"{AUTHORS}. (2566). การศึกษาเรื่องที่ 2. สำนักพิมพ์ตัวอย่าง, 250 หน้า.",
                "quality": "A",
                "participation": "ผู้ประพันธ์อันดับแรก 60%",
            },
        ],
    }
    below = {"method": "ordinary", "field_code": "1205", "field_name": "วิศวกรรมคอมพิวเตอร์"}
    for level, day in (("assistant_professor", "2010-03-15"), ("associate_professor", "2017-08-20")):
        facts = {place: text for place, text in content.facts.items() if place.startswith(f"{level}.")}
        assert facts == {f"{level}.{key}": text for key, text in {**below, "appointed_on": day}.items()}
    assert content.facts["holder.employment"] == "university_employee"
    assert [row["degree"] for row in content.facts["holder.qualifications"] if isinstance(row, dict)] == [
        "วิศวกรรมศาสตรบัณฑิต",
        "ปรัชญาดุษฎีบัณฑิต",
    ]
    assert {each["source"] for each in content.origins.values()} == {"request"}
    assert {each["from"] for each in content.origins.values()} == {str(case.pk)}
    entry = entry_of(case.subject_id)
    assert entry is not None
    assert (entry.state, entry.organization, entry.revision) == ("draft", world.university, 0)


@pytest.mark.requirement("NAP-01", "NAP-03")
def test_two_requests_of_one_person_are_two_levels_of_one_entry(world: World) -> None:
    number = next_number()
    first = sent(world, made(Plan(Position.ASSISTANT_PROFESSOR)), position="assistant_professor", number=number)
    approved(world, first)
    deliver()
    plan = Plan(Position.ASSOCIATE_PROFESSOR, signed=date(2026, 3, 2))
    second = sent(world, made(plan), position="associate_professor", number=number)
    approved(world, second)
    deliver()
    assert first.subject_id == second.subject_id
    content = register(second)
    days = [content.facts[f"{level}.appointed_on"] for level in ("assistant_professor", "associate_professor")]
    assert days == ["2026-01-18", "2026-03-10"]
    origins = [content.origins[f"{level}.works"]["from"] for level in ("assistant_professor", "associate_professor")]
    assert origins == [str(first.pk), str(second.pk)]
    with acting_as(SYSTEM):
        assert Entry.objects.filter(person=second.subject_id).count() == 1


@pytest.mark.requirement("NAP-03", "TRK-02")
def test_without_a_dossier_nobody_guesses_the_day_the_last_step_asks_for_it(
    world: World,
) -> None:
    case = at_last_step(world, sent(world, None, position="assistant_professor"))
    with pytest.raises(Refused) as refused:
        finish(world, case)
    assert (refused.value.code, "วันที่แต่งตั้ง" in str(refused.value)) == ("missing", True)
    case.refresh_from_db()
    assert case.is_open
    with browsing_as(world.officer) as browser:
        page = browser.get(f"/work/{case.pk}/").content.decode()
    assert 'name="result_appointed_on"' in page
    assert page.count('name="result_') == 1, "what the request says is not asked again"
    case = finish(world, case, result={"appointed_on": "2026-10-01"})
    deliver()
    content = register(case)
    assert content.facts["assistant_professor.appointed_on"] == "2026-10-01"
    assert content.facts["assistant_professor.field_code"] == "0501"


@pytest.mark.requirement("TRK-11", "NAP-03")
def test_a_correction_is_told_anew_and_what_an_officer_typed_stays_beside_it(world: World) -> None:
    case = approved(world, sent(world, None, position="professor"), result={"appointed_on": "2026-10-01"})
    deliver()
    correct(world, case, order_no="1235/2569")
    deliver()
    content = register(case)
    assert content.facts["professor.order_no"] == "1235/2569", "nobody had touched what the first statement filled in"
    assert content.facts["professor.appointed_on"] == "2026-10-01", "what was said at the ending holds"
    entry = entry_of(case.subject_id)
    assert entry is not None
    with acting_as(world.institution) as actor:
        registry.change_facts(actor, entry, facts={"professor.order_no": "1235/2569 ก"}, version=entry.version)
    correct(world, case, order_no="1236/2569", result={"appointed_on": "2026-10-02"})
    deliver()
    content = register(case)
    assert content.facts["professor.order_no"] == "1235/2569 ก"
    assert content.requested["professor.order_no"] == "1236/2569"
    assert content.facts["professor.appointed_on"] == "2026-10-02"
    assert content.unexplained() == ["professor.order_no"]


def correct(world: World, case: Case, **restated: Any) -> None:
    case.refresh_from_db()
    ended = case.events.order_by("sequence").get(kind="finished", leads_to="approved").sequence
    with acting_as(world.officer) as actor:
        tracking.correct_event(
            actor,
            case,
            sequence=ended,
            restated=Restated(happened_on=TODAY, **restated),
            expected_version=case.version,
        )


@pytest.mark.requirement("NAP-03", "TRK-11")
def test_what_was_overtaken_before_the_job_ran_enters_nothing(world: World) -> None:
    case = approved(world, sent(world, None, position="professor"), result={"appointed_on": "2026-10-01"})
    with acting_as(world.officer) as actor:
        case.refresh_from_db()
        tracking.reopen_case(
            actor, case, step="royal", remark="ทบทวน", happened_on=TODAY, expected_version=case.version
        )
    deliver()
    assert entry_of(case.subject_id) is None


@pytest.mark.requirement("ACA-03")
def test_what_was_approved_cannot_be_changed_while_the_institution_writes_its_order(world: World) -> None:
    case = at_last_step(world, sent(world, None, position="professor"))
    assert case.holder == "institution_officer"
    with acting_as(world.institution) as actor:
        request = queries.request_of_case(actor, case.pk)
        assert request is not None
        assert not policies.can_change(actor, request)
        assert not policies.can_answer(actor, request)
        assert state_tag(request)[0] == "progress"


@pytest.mark.requirement("ACA-03")
def test_a_refusal_leaves_the_register_alone(world: World) -> None:
    case = sent(world, None, position="assistant_professor")
    for outcome in ("", "", "not_agreed", ""):
        case = finish(world, case, outcome=outcome)
    deliver()
    assert (case.ended_how, CaseResult.objects.count()) == ("refused", 0)
    assert entry_of(case.subject_id) is None
