"""A process with everything that runs by the calendar, ends in a result, or can be objected to."""

from functools import cache

from tidtam.tracking.definitions import DefinitionFile, read_file

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
