"""A process with everything that runs by the calendar, ends in a result, or can be objected to."""

from dataclasses import replace
from datetime import date
from functools import cache

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at
from tidtam.tracking import actions
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import DefinitionFile, read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tasks import ring_all

from .acting import act
from .factories import DAY, PUBLISHER, World, at

TIMED = """
key = "timed"
version = 1
owner = "ministry_case_officer"
opened_by = ["institution_officer", "subject"]
visible_to = ["institution_officer"]
may_withdraw = ["subject"]
name = { th = "คำขอมีกำหนด", en = "Timed request" }
description = { th = "คำขอที่มีกำหนดเวลา", en = "A request with limits" }
definition = { th = "เรื่องที่กฎหมายกำหนดเวลาไว้", en = "A matter for which the law sets times" }
office = { th = "สป.อว.", en = "OPS MHESI" }

[[steps]]
key = "decide"
name = { th = "พิจารณา", en = "Decide" }
explanation = { th = "พิจารณาผลงาน", en = "The work is judged" }
actor = "ministry_case_officer"
working_days = 10
returns = { to = "institution_officer", working_days = 5 }

  [[steps.outcomes]]
  key = "pass"
  name = { th = "ผ่าน", en = "Passed" }
  next = "appoint"

  [[steps.outcomes]]
  key = "amend"
  name = { th = "ให้แก้ไข", en = "To be amended" }
  next = "amend"

  [[steps.outcomes]]
  key = "fail"
  name = { th = "ไม่ผ่าน", en = "Failed" }
  next = "failed"

[[steps]]
key = "amend"
name = { th = "แก้ไขผลงาน", en = "Amend the work" }
explanation = { th = "เจ้าของผลงานแก้ไข", en = "The applicant amends the work" }
actor = "subject"
deadline = { months = 3, warn = [7, 30], overrun = "too_late" }

  [[steps.outcomes]]
  key = "amended"
  name = { th = "แก้ไขแล้ว", en = "Amended" }
  next = "decide"

  [[steps.outcomes]]
  key = "too_late"
  name = { th = "พ้นกำหนด", en = "Too late" }
  next = "failed"

[[steps]]
key = "appoint"
name = { th = "แต่งตั้ง", en = "Appoint" }
explanation = { th = "ออกคำสั่งแต่งตั้ง", en = "The order is issued" }
actor = "ministry_case_officer"
deadline = { working_days = 20, warn = [3] }
next = "appointed"

[[endings]]
key = "appointed"
name = { th = "แต่งตั้งแล้ว", en = "appointed" }
result = "assignment"

[[endings]]
key = "failed"
name = { th = "ไม่ผ่าน", en = "failed" }
early = true
appeal = { process = "objection", days = 30 }
"""

OBJECTION = """
key = "objection"
version = 1
owner = "ministry_case_officer"
visible_to = ["institution_officer"]
name = { th = "คำอุทธรณ์", en = "Objection" }
description = { th = "อุทธรณ์ผลการพิจารณา", en = "An objection to a decision" }
office = { th = "สป.อว.", en = "OPS MHESI" }

[[steps]]
key = "weigh"
name = { th = "พิจารณาคำอุทธรณ์", en = "Weigh the objection" }
explanation = { th = "พิจารณาคำอุทธรณ์", en = "The objection is weighed" }
actor = "ministry_case_officer"
next = "answered"

[[endings]]
key = "answered"
name = { th = "แจ้งผลแล้ว", en = "answered" }
"""


@cache
def timed_file() -> DefinitionFile:
    return read_file(TIMED, file="timed.toml")


@cache
def objection_file() -> DefinitionFile:
    return read_file(OBJECTION, file="objection.toml")


class TimedWorld(World):
    """The world with the processes of this file, in which one can let days pass."""

    def __init__(self) -> None:
        super().__init__()
        with acting_as(PUBLISHER):
            publish_process(PUBLISHER, timed_file())
            publish_process(PUBLISHER, objection_file())

    def open_timed(self, outcome: str = "", day: date = DAY) -> Case:
        """At its first step, or at the one to which the outcome of that leads."""
        case = self.open(process="timed", day=day)
        return act(self.officer, actions.finish_step, case, happened_on=day, outcome=outcome) if outcome else case


def on(actor: Actor, day: date, hour: int = 10) -> Actor:
    """The same actor, on that day."""
    return replace(actor, clock=clock_at(at(day, hour)))


def let_clocks_ring(day: date, hour: int = 10) -> None:
    ring_all(on(SYSTEM, day, hour))
