from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.personnel import actions, queries
from tidtam.products.personnel.choices import Kind
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.plugin import plugin
from tidtam.tracking.actions import finish_step, publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import at, make_actor

TODAY = date(2026, 11, 16)
"""A Monday between the rounds of May and December."""

FACTS: dict[Kind, dict[str, Any]] = {
    Kind.PROMOTION: {
        "target_level": "professional",
        "target_position": "นักวิชาการสาธารณสุข",
        "work_title": "การส่งเสริมสุขภาพผู้สูงอายุในชุมชน",
    },
    Kind.TRANSFER: {
        "destination": "กรมสมมติวิทยา",
        "target_position": "นักวิชาการสาธารณสุข",
        "wished_on": date(2027, 2, 1),
        "reason": "ดูแลบิดามารดา",
    },
    Kind.MOVE: {
        "target_unit": "สำนักโภชนาการ",
        "target_position": "นักวิชาการสาธารณสุข",
        "reason": "ใกล้ภูมิลำเนา",
    },
    Kind.RESIGNATION: {"leave_on": date(2027, 1, 4), "for_election": False, "reason": "ประกอบอาชีพส่วนตัว"},
}

ROUTES: dict[Kind, list[dict[str, Any]]] = {
    Kind.PROMOTION: [{}, {}, {"outcome": "pass"}, {"order_no": "101/2569"}, {"letter_no": "สธ 0902/1"}],
    Kind.TRANSFER: [
        {},
        {"outcome": "qualified"},
        {"outcome": "agreed"},
        {"outcome": "consented", "letter_no": "สธ 0902/7"},
        {"order_no": "102/2569"},
        {"letter_no": "สธ 0902/2"},
    ],
    Kind.MOVE: [
        {},
        {"outcome": "passed"},
        {"outcome": "qualified"},
        {"outcome": "agreed"},
        {"order_no": "103/2569"},
        {"letter_no": "สธ 0902/3"},
    ],
    Kind.RESIGNATION: [
        {},
        {"outcome": "clear"},
        {"outcome": "permitted"},
        {"order_no": "104/2569"},
        {"letter_no": "สธ 0902/4"},
    ],
}
"""What is recorded step by step on the straight way to each kind's order."""


def person_of(actor: Actor) -> Person:
    assert actor.person_id is not None
    return Person.objects.get(pk=actor.person_id)


def later(actor: Actor, day: date) -> Actor:
    return replace(actor, clock=clock_at(at(day)))


class World:
    """A ministry with two departments, their personnel officers and employees."""

    def __init__(self) -> None:
        with acting_as(SYSTEM):
            self.ministry = make_organization("moph", kind="ministry")
            self.department = make_organization("health", self.ministry, kind="department")
            self.other_department = make_organization("other", self.ministry, kind="department")
            for file in plugin.process_files:
                publish_process(SYSTEM, read_file(file.read_text("utf-8"), file=file.name))
        self.officer = make_actor((Role.HR_OFFICER, self.department), today=TODAY)
        self.other_officer = make_actor((Role.HR_OFFICER, self.other_department), today=TODAY)
        self.person = self.employ(self.department)
        self.employee = self.member(self.person)
        self.colleague = self.member(self.employ(self.department))
        self.stranger = self.member(self.employ(self.other_department))
        self.nobody = make_actor(person=make_person(), today=TODAY)

    def employ(self, office: Organization, **names: Any) -> Person:
        person = make_person(**names)
        with acting_as(SYSTEM):
            record_assignment(
                SYSTEM,
                person,
                organization=office,
                position="นักวิชาการสาธารณสุข",
                level="practitioner",
                unit="สำนักอนามัยผู้สูงอายุ",
                effective_on=date(2020, 10, 1),
                source_kind="register",
                source_id=new_id(),
            )
        person.refresh_from_db()
        return person

    def member(self, person: Person) -> Actor:
        return replace(make_actor(person=person, today=TODAY), office_id=person.office_id)

    def draft(self, kind: Kind, *, by: Actor | None = None, facts: Mapping[str, Any] | None = None) -> PersonnelRequest:
        """The employee fills it in; an officer enters it from a paper."""
        actor = by or self.employee
        is_on_paper = bool(actor.grants)
        paper = {"received_on": TODAY, "letter_no": "สธ 0901/55"} if is_on_paper else {}
        with acting_as(actor):
            return actions.draft_request(
                actor,
                draft_id=new_id(),
                kind=kind,
                person=self.person if is_on_paper else person_of(actor),
                organization=self.department,
                is_on_paper=is_on_paper,
                facts={**paper, **FACTS[kind], **(facts or {})},
            )

    def submitted(
        self, kind: Kind, *, by: Actor | None = None, facts: Mapping[str, Any] | None = None
    ) -> PersonnelRequest:
        actor = by or self.employee
        request = self.draft(kind, by=actor, facts=facts)
        with acting_as(actor):
            return actions.submit_request(actor, request, version=request.version)

    def reload(self, request: PersonnelRequest) -> PersonnelRequest:
        with acting_as(SYSTEM):
            return queries.get_request(SYSTEM, request.pk)

    def walk(self, request: PersonnelRequest, *steps: Mapping[str, Any], by: Actor | None = None) -> Case:
        """Finish one step after the other, one day each."""
        case = self.reload(request).case
        assert case is not None
        actor = by or self.officer
        for step in steps:
            actor = later(actor, max(actor.today(), case.held_since) + timedelta(days=1))
            with acting_as(actor):
                case = finish_step(actor, case, happened_on=actor.today(), expected_version=case.version, **step)
        return case
