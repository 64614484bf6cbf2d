"""A ministry, two institutions, their recorders and the approver."""

from dataclasses import replace
from datetime import date
from typing import Any

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, clock_at
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.tests.factories import next_number
from tidtam.products.registry import actions
from tidtam.products.registry import content as contents
from tidtam.products.registry.actions import Letter, Who
from tidtam.products.registry.content import Content
from tidtam.products.registry.facts import Value
from tidtam.products.registry.models import Entry
from tidtam.products.registry.plugin import plugin
from tidtam.products.registry.queries.entries import get_entry
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.tests.factories import at

TODAY = date(2026, 11, 16)
LETTER = Letter("อว 9901/12", date(2026, 11, 10))

LEVEL: dict[str, Value] = {
    "method": "ordinary",
    "field_code": "1801",
    "field_name": "วิทยาการคอมพิวเตอร์",
    "subfield": "ปัญญาประดิษฐ์",
    "appointed_on": "2020-03-05",
    "order_no": "45/2563",
    "works": [{"citation": "สมมติ ตัวอย่าง. (2562). การเรียนรู้ของเครื่อง.", "quality": "A", "participation": "ร้อยละ 80"}],
    "experts": [{"name": "ศาสตราจารย์สมมุติ ทดสอบ", "position": "ศาสตราจารย์"}],
}
HOLDER: dict[str, Value] = {
    "holder.employment": "university_employee",
    "holder.standing": "serving",
    "holder.qualifications": [{"degree": "ปรัชญาดุษฎีบัณฑิต", "field": "วิทยาการคอมพิวเตอร์", "year": "2558"}],
}


def level(position: str, **changed: Value) -> dict[str, Value]:
    return {f"{position}.{key}": value for key, value in {**LEVEL, **changed}.items()}


WHOLE: dict[str, Value] = {**HOLDER, **level("assistant_professor")}


class World:
    def __init__(self) -> None:
        with acting_as(SYSTEM):
            self.ministry = make_ministry()
            self.a, self.b = (make_organization(code, self.ministry) for code in ("uni-a", "uni-b"))
            for file in plugin.process_files:
                publish_process(SYSTEM, read_file(file.read_text("utf-8"), file=file.name))
        self.recorder = self.officer(Role.INSTITUTION_OFFICER, self.a)
        self.other_recorder = self.officer(Role.INSTITUTION_OFFICER, self.b)
        self.approver = self.officer(Role.REGISTER_APPROVER, self.ministry)
        for recorder, office in ((self.recorder, self.a), (self.other_recorder, self.b)):
            self.confirm(recorder, office)

    def officer(self, role: Role, office: Organization) -> Actor:
        account = make_account()
        with acting_as(later(SYSTEM, date(2026, 1, 5))) as founder:
            grant_role(founder, account.pk, role=role, organization=office, reason="คำสั่งทดสอบ")
        return Actor(
            kind=ActorKind.MEMBER,
            account_id=account.pk,
            person_id=account.person_id,
            name="เจ้าหน้าที่ทดสอบ",
            grants=grants_of(account.pk, TODAY),
            clock=clock_at(at(TODAY)),
        )

    def officer_again(self, officer: Actor, office: Organization) -> Actor:
        """The same person with a role in another office too."""
        assert officer.account_id is not None
        with acting_as(later(SYSTEM, date(2026, 1, 5))) as founder:
            grant_role(
                founder, officer.account_id, role=Role.INSTITUTION_OFFICER, organization=office, reason="คำสั่งทดสอบ"
            )
        return replace(officer, grants=grants_of(officer.account_id, TODAY))

    def confirm(self, actor: Actor, office: Organization) -> None:
        with acting_as(actor):
            actions.confirm_contact(
                actor, organization=office, name="เจ้าหน้าที่ ทดสอบ", phone="0 2000 0001", email="nap@example.invalid"
            )

    def begun(self, *, by: Actor | None = None, number: str = "", facts: dict[str, Value] | None = None) -> Entry:
        actor = by or self.recorder
        office = self.b if actor is self.other_recorder else self.a
        who = Who(
            kind="national_id", number=number or next_number(), title="นาง", given_name="สมมติ", family_name="ตัวอย่างดี"
        )
        with acting_as(actor):
            entry = actions.begin_entry(actor, organization=office, who=who)
            return actions.change_facts(actor, entry, facts=facts or {}, version=entry.version) if facts else entry

    def submitted(self, *, by: Actor | None = None, facts: dict[str, Value] | None = None, **given: Any) -> Entry:
        actor = by or self.recorder
        entry = self.begun(by=actor, facts=facts or WHOLE, **given)
        with acting_as(actor):
            return actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)

    def approved(self, *, on: date = TODAY, by: Actor | None = None, facts: dict[str, Value] | None = None) -> Entry:
        entry = self.submitted(by=by, facts=facts)
        return self.approve(entry, on=on)

    def approve(self, entry: Entry, *, on: date = TODAY) -> Entry:
        approver = later(self.approver, on)
        with acting_as(approver):
            return actions.approve_entry(approver, entry, version=entry.version)

    def reload(self, entry: Entry, actor: Actor = SYSTEM) -> Entry:
        with acting_as(actor):
            return get_entry(actor, entry.pk)

    def content(self, entry: Entry) -> Content:
        with acting_as(SYSTEM):
            found = get_entry(SYSTEM, entry.pk)
            return contents.unseal(found.person_id, found.sealed)


def later(actor: Actor, day: date) -> Actor:
    return replace(actor, clock=clock_at(at(day)))
