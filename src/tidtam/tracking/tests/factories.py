"""A process with everything a process can have, and people around it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Grant, acting_as, clock_at, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import finish_step, open_case, publish_process
from tidtam.tracking.definitions import DefinitionFile, read_file
from tidtam.tracking.models import Case

DAY = date(2026, 11, 2)
"""A Monday; matters of these tests are received on it."""

PROCESS = """
key = "sample"
version = 1
owner = "ministry_case_officer"
opened_by = ["institution_officer"]
visible_to = ["institution_officer"]
may_withdraw = ["institution_officer", "subject"]
name = { th = "คำขอตัวอย่าง", en = "Sample request" }
description = { th = "คำขอสำหรับทดสอบ", en = "A request for tests" }
office = { th = "สป.อว.", en = "OPS MHESI" }

[[steps]]
key = "receive"
name = { th = "รับเรื่อง", en = "Receive" }
explanation = { th = "รับเรื่องจากสถาบัน", en = "The matter is received" }
actor = "ministry_case_officer"
working_days = 3
records = { letter_no = "required" }
shows = ["letter_no"]
next = "check"

[[steps]]
key = "check"
name = { th = "ตรวจเอกสาร", en = "Check documents" }
explanation = { th = "ตรวจเอกสารทุกรายการ", en = "All documents are checked" }
actor = "ministry_case_officer"
working_days = 15
records = { remark = "optional" }
returns = { to = "institution_officer", working_days = 30 }

  [[steps.outcomes]]
  key = "complete"
  name = { th = "ครบถ้วน", en = "Complete" }
  next = "meeting"

  [[steps.outcomes]]
  key = "refuse"
  name = { th = "ไม่รับพิจารณา", en = "Not accepted" }
  next = "refused"

[[steps]]
key = "meeting"
name = { th = "คณะกรรมการพิจารณา", en = "Committee" }
explanation = { th = "คณะกรรมการพิจารณาผล", en = "The committee decides" }
actor = "ministry_case_officer"
office = { th = "ก.พ.อ.", en = "The commission" }
records = { remark = "required" }
shows = ["outcome"]

  [[steps.outcomes]]
  key = "pass"
  name = { th = "เห็นชอบ", en = "Approved" }
  next = "order"

  [[steps.outcomes]]
  key = "amend"
  name = { th = "ให้แก้ไข", en = "To be amended" }
  next = "amend"

[[steps]]
key = "amend"
name = { th = "แก้ไขผลงาน", en = "Amend the work" }
explanation = { th = "เจ้าของผลงานแก้ไข", en = "The applicant amends the work" }
actor = "subject"
working_days = 60
next = "meeting"

[[steps]]
key = "order"
name = { th = "ออกคำสั่ง", en = "Issue the order" }
explanation = { th = "ออกคำสั่งแต่งตั้ง", en = "The order is issued" }
actor = "ministry_case_officer"
records = { order_no = "required", file = "optional" }
shows = ["order_no", "file"]
next = "approved"

[[endings]]
key = "approved"
name = { th = "อนุมัติ", en = "approved" }

[[endings]]
key = "refused"
name = { th = "ไม่รับพิจารณา", en = "not accepted" }
early = true
"""


@cache
def sample_file() -> DefinitionFile:
    return read_file(PROCESS, file="sample.toml")


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)


def make_actor(
    *roles: tuple[str, Organization],
    person: Person | None = None,
    account_id: UUID | None = None,
    today: date = DAY + timedelta(days=100),
) -> Actor:
    grants = tuple(
        Grant(
            id=new_id(),
            role=role,
            organization_id=office.pk,
            organization_path=office.path,
            organization_name_th=office.name_th,
            organization_name_en=office.name_en,
        )
        for role, office in roles
    )
    return Actor(
        kind=ActorKind.MEMBER,
        account_id=account_id or new_id(),
        person_id=person.pk if person else new_id(),
        name=f"who acts as {[role for role, _office in roles]}",
        grants=grants,
        clock=clock_at(at(today)),
    )


PUBLISHER = replace(SYSTEM, clock=clock_at(at(DAY)))


class World:
    """A ministry, two universities, one process, and the officers of each."""

    def __init__(self) -> None:
        with acting_as(PUBLISHER):
            self.ministry = make_organization("mhesi", kind="ministry")
            self.university = make_organization("uni-a", self.ministry)
            self.other_university = make_organization("uni-b", self.ministry)
            publish_process(PUBLISHER, sample_file())
        self.subject = make_person(organization=self.university)
        self.member = make_actor(person=self.subject)
        self.stranger = make_actor(person=make_person())
        self.officer = make_actor(("ministry_case_officer", self.ministry))
        self.second_officer = make_actor(("ministry_case_officer", self.ministry))
        self.institution = make_actor(("institution_officer", self.university))
        self.other_institution = make_actor(("institution_officer", self.other_university))

    def open(
        self,
        *,
        subject: Person | None = None,
        organization: Organization | None = None,
        day: date = DAY,
        process: str = "sample",
    ) -> Case:
        system = replace(SYSTEM, clock=clock_at(at(DAY + timedelta(days=100))))
        with acting_as(system):
            return open_case(
                system,
                process,
                subject=subject or self.subject,
                organization=organization or self.university,
                received_on=day,
                letter_no="อว 0001/1",
            )

    def open_at_check(self) -> Case:
        case = self.open()
        with acting_as(self.officer):
            return finish_step(self.officer, case, happened_on=DAY, letter_no="อว 1", expected_version=case.version)

    def open_at_meeting(self) -> Case:
        case = self.open_at_check()
        with acting_as(self.officer):
            return finish_step(self.officer, case, happened_on=DAY, outcome="complete", expected_version=case.version)
