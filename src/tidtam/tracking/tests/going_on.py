"""A university's own steps before a matter of the sample process, and the world in which both are run."""

from datetime import date
from functools import cache
from typing import Any

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, acting_as
from tidtam.tracking import actions
from tidtam.tracking.definitions import DefinitionFile, read_file
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case

from .factories import DAY, World, make_actor

INSIDE = """
key = "inside"
version = 1
owner = "institution_officer"
opened_by = ["subject"]
name = { th = "ขั้นตอนภายในสถาบัน", en = "Steps inside" }
description = { th = "ก่อนส่งไปยังกระทรวง", en = "Before it is sent to the ministry" }
office = { th = "กองบริหารงานบุคคล", en = "Personnel division" }

[[steps]]
key = "receive"
name = { th = "มหาวิทยาลัยรับเรื่อง", en = "University receives" }
explanation = { th = "รับเรื่อง", en = "It is received" }
actor = "institution_officer"
working_days = 5
records = { file = "optional" }
shows = ["file"]
next = "council"

[[steps]]
key = "council"
name = { th = "สภาสถาบันพิจารณา", en = "Council decides" }
explanation = { th = "สภาสถาบันพิจารณา", en = "The council decides" }
actor = "institution_officer"
records = { remark = "optional" }

  [[steps.outcomes]]
  key = "agreed"
  name = { th = "เห็นชอบ", en = "Agreed" }
  next = "send"

  [[steps.outcomes]]
  key = "not_agreed"
  name = { th = "ไม่เห็นชอบ", en = "Not agreed" }
  next = "declined"

[[steps]]
key = "send"
name = { th = "จัดทำหนังสือส่ง", en = "Letter prepared" }
explanation = { th = "จัดทำหนังสือส่ง", en = "The letter is prepared" }
actor = "institution_officer"
records = { letter_no = "required" }
shows = ["letter_no"]
next = "sent"

[[endings]]
key = "sent"
name = { th = "ส่งไปยังกระทรวงแล้ว", en = "sent to the ministry" }
goes_on_as = ["sample"]

[[endings]]
key = "declined"
name = { th = "สภาสถาบันไม่เห็นชอบ", en = "council did not agree" }
early = true
"""


@cache
def inside_file() -> DefinitionFile:
    return read_file(INSIDE, file="inside.toml")


class TwoHalves(World):
    """University A has steps of its own before the sample process."""

    def __init__(self) -> None:
        super().__init__()
        self.publisher = make_actor((Role.PROCESS_ADMIN, self.university), today=DAY)
        with acting_as(self.publisher):
            actions.publish_process(self.publisher, inside_file())

    def begin(self, day: date = DAY) -> Case:
        with acting_as(self.institution) as actor:
            return actions.open_case(
                actor, "inside", subject=self.subject, organization=self.university, received_on=day
            )

    def move(self, case: Case, day: date = DAY, **given: Any) -> Case:
        case.refresh_from_db()
        with acting_as(self.institution) as actor:
            return actions.finish_step(actor, case, happened_on=day, expected_version=case.version, **given)

    def ended(self, day: date = DAY) -> Case:
        case = self.move(self.move(self.begin(), day), day, outcome="agreed")
        return self.move(case, day, letter_no="อว 1/1")

    def carry_on(self, case: Case, day: date = DAY, *, by: Actor | None = None, **given: Any) -> Case:
        facts = {"subject": self.subject, "organization": self.university, "received_on": day, **given}
        with acting_as(by or self.institution) as actor:
            return actions.open_case(actor, "sample", carries_on=case, **facts)

    def returned(self, case: Case, day: date = DAY) -> Case:
        """At the step that can be returned."""
        with acting_as(self.officer) as actor:
            case = actions.finish_step(actor, case, happened_on=day, expected_version=case.version, letter_no="อว 2")
            return actions.return_case(
                actor,
                case,
                reasons=[Reason("ขาดเอกสาร")],
                happened_on=day,
                expected_version=case.version,
            )
