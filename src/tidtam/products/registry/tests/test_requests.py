"""What came of a request fills the entry in, and what differs has to be explained."""

from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.registry import actions
from tidtam.products.registry.models import Entry
from tidtam.tracking.actions import finish_step, open_case, publish_process
from tidtam.tracking.actions.results import deliver_result
from tidtam.tracking.definitions import read_file
from tidtam.tracking.jobs import DELIVER_RESULT

from .factories import LETTER, World

PROCESS = """
key = "appointing"
version = 1
owner = "ministry_case_officer"
opened_by = ["institution_officer"]
visible_to = ["institution_officer"]
name = { th = "แต่งตั้ง", en = "Appointing" }
description = { th = "ทดสอบ", en = "For tests" }
office = { th = "สป.อว.", en = "OPS MHESI" }

[[steps]]
key = "appoint"
name = { th = "แต่งตั้ง", en = "Appoint" }
explanation = { th = "แต่งตั้ง", en = "Appointed" }
actor = "ministry_case_officer"
next = "approved"

[[endings]]
key = "approved"
name = { th = "แต่งตั้งแล้ว", en = "Appointed" }
result = "academic_appointment"
"""
RESULT: dict[str, Any] = {
    "given_name": "สมมติ",
    "family_name": "ตัวอย่าง",
    "position": "professor",
    "method": "ordinary",
    "field_code": "1801",
    "field_name": "วิทยาการคอมพิวเตอร์",
    "appointed_on": "2026-05-04",
    "order_no": "ประกาศสำนักนายกรัฐมนตรี",
    "gazette": "เล่ม 143 ตอนพิเศษ 1 ง",
    "works": [{"citation": "สมมติ ตัวอย่าง. (2567). ตำรา.", "quality": "A+"}],
    "qualifications": [{"degree": "ปรัชญาดุษฎีบัณฑิต", "year": "2550"}],
    "experts": 3,
}


def hand_over(world: World, **changed: Any) -> Entry:
    """A matter of an uploaded process ends with the result, and the worker hands it over, twice."""
    with acting_as(SYSTEM) as actor:
        publish_process(actor, read_file(PROCESS, file="appointing.toml"))
        person = make_person(organization=world.a)
        case = open_case(actor, "appointing", subject=person, organization=world.a, received_on=actor.today())
        finish_step(
            actor,
            case,
            happened_on=actor.today(),
            expected_version=case.version,
            result={**RESULT, **changed},
        )
    for _again in range(2):
        for job in ProcrastinateJob.objects.filter(task_name=DELIVER_RESULT):
            with acting_as(SYSTEM) as actor:
                deliver_result(actor, UUID(job.args["delivery_id"]))
    with acting_as(SYSTEM):
        return Entry.objects.select_related("organization").get(person=person)


@pytest.mark.requirement("NAP-03")
def test_a_request_that_ended_fills_the_entry_in_as_a_draft_with_where_it_came_from(world: World) -> None:
    entry = hand_over(world)
    content = world.content(entry)
    assert (entry.state, entry.position, entry.revision) == ("draft", "professor", 0)
    assert content.facts["professor.field_code"] == "1801"
    assert content.facts["holder.qualifications"] == RESULT["qualifications"]
    assert content.origins["professor.works"]["source"] == "request"
    assert UUID(content.origins["professor.works"]["from"])
    assert "professor.experts" in content.gaps()
    assert content.differences() == ["professor.experts"]
    with acting_as(SYSTEM):
        assert Notice.objects.filter(kind="registry.request_ended", person=world.recorder.person_id).count() == 1


@pytest.mark.requirement("NAP-03")
def test_what_differs_from_the_request_is_shown_and_must_be_explained(world: World) -> None:
    entry = hand_over(world)
    experts = [{"name": f"ผู้ทรงคุณวุฒิ {number}"} for number in range(3)]
    facts: dict[str, Any] = {
        "professor.experts": experts,
        "professor.field_name": "วิทยาการข้อมูล",
        "holder.employment": "civil_servant",
    }
    with acting_as(world.recorder) as actor:
        entry = actions.change_facts(actor, entry, facts=facts, version=entry.version)
        content = world.content(entry)
        assert content.differences() == content.unexplained() == ["professor.field_name"]
        reasons = dict.fromkeys(content.gaps(), "ดำรงตำแหน่งก่อนมีระบบ")
        entry = actions.explain_gaps(actor, entry, unavailable=reasons, explained={}, version=entry.version)
        with pytest.raises(Refused):
            actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
        entry = actions.explain_gaps(
            actor,
            entry,
            unavailable=reasons,
            explained={"professor.field_name": "ประกาศแก้ไขชื่อสาขาวิชา"},
            version=entry.version,
        )
        assert actions.submit_entry(actor, entry, letter=LETTER, version=entry.version).state == "awaiting"


@pytest.mark.requirement("NAP-03")
def test_what_was_typed_before_the_request_ended_stays_beside_what_it_said(world: World) -> None:
    entry = hand_over(world)
    with acting_as(world.recorder) as actor:
        entry = actions.change_facts(actor, entry, facts={"professor.order_no": "ฉบับพิมพ์ผิด"}, version=entry.version)
    content = world.content(entry)
    assert content.facts["professor.order_no"] == "ฉบับพิมพ์ผิด"
    assert content.requested["professor.order_no"] == RESULT["order_no"]
    with acting_as(world.recorder) as actor:
        actions.change_facts(actor, entry, facts={"professor.order_no": RESULT["order_no"]}, version=entry.version)
    assert "professor.order_no" not in world.content(entry).differences()
