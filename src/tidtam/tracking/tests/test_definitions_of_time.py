"""What a definition says of limits, results and objections."""

import json
from datetime import date

import pytest

from tidtam.tracking import limits
from tidtam.tracking.definitions import Appeal, Deadline, DeadlineUnit, from_content

from .test_definitions import mistakes_of
from .timed import TIMED, timed_file

MONTHS, DAYS, WORKING_DAYS = DeadlineUnit.MONTHS, DeadlineUnit.DAYS, DeadlineUnit.WORKING_DAYS


@pytest.mark.requirement("TRK-01", "PER-01")
def test_a_definition_says_its_limits_results_and_ways_to_object() -> None:
    definition = timed_file().definition
    assert definition.definition.en == "A matter for which the law sets times"
    assert definition.step("amend").deadline == Deadline(MONTHS, 3, warn=(30, 7), overrun="too_late")
    assert definition.step("appoint").deadline == Deadline(WORKING_DAYS, 20, warn=(3,))
    assert definition.step("decide").deadline is None
    assert definition.endings[0].result == "assignment"
    assert definition.endings[1].appeal == Appeal("objection", 30)
    assert from_content(json.loads(json.dumps(timed_file().content))) == definition


THREE_MONTHS = "deadline = { months = 3,"
BAD = {
    "no span": (THREE_MONTHS, "deadline = {", "steps 2 › deadline", "months, days, working_days"),
    "two spans": (THREE_MONTHS, "deadline = { months = 3, days = 90,", "steps 2 › deadline", "must have one of"),
    "a span of none": (THREE_MONTHS, "deadline = { months = 0,", "steps 2 › deadline › months", "from 1 to 120"),
    "a span as text": (THREE_MONTHS, 'deadline = { months = "3",', "steps 2 › deadline › months", "whole number"),
    "a misspelt span": (THREE_MONTHS, "deadline = { month = 3,", "steps 2 › deadline › month", "did you mean"),
    "no table": ("deadline = { working_days = 20, warn = [3] }", "deadline = 20", "steps 3 › deadline", "a table"),
    "warnings as one number": ("warn = [3]", "warn = 3", "steps 3 › deadline › warn", "list"),
    "a warning on the day": ("warn = [3]", "warn = [0]", "steps 3 › deadline › warn", "from 1"),
    "a warning as truth": ("warn = [3]", "warn = [true]", "steps 3 › deadline › warn", "whole numbers"),
    "the same warning twice": ("warn = [3]", "warn = [3, 3]", "steps 3 › deadline › warn", "twice"),
    "a warning before the beginning": ("warn = [3]", "warn = [40]", "steps 3 › deadline › warn", "before the time"),
    "an unknown overrun": ('overrun = "too_late"', 'overrun = "late"', "steps 2 › deadline › overrun", "late"),
    "an overrun without outcomes": ("warn = [3]", 'overrun = "x"', "steps 3 › deadline › overrun", "no outcome"),
    "an overrun that needs a number": (
        'actor = "subject"',
        'actor = "subject"\nrecords = { order_no = "required" }',
        "steps 2 › deadline › overrun",
        "order_no",
    ),
    "an unknown result": ('result = "assignment"', 'result = "fame"', "endings 1 › result", "assignment"),
    "an objection nowhere": ('process = "objection",', "", "endings 2 › appeal › process", "missing"),
    "a malformed process": ('process = "objection"', 'process = "The board"', "endings 2 › appeal › process", "small"),
    "an objection without days": (", days = 30 }", " }", "endings 2 › appeal › days", "missing"),
    "an objection for ever": ("days = 30", "days = 4000", "endings 2 › appeal › days", "365"),
    "a definition in one language": (
        'definition = { th = "เรื่องที่กฎหมายกำหนดเวลาไว้", en',
        "definition = { en",
        "definition › th",
        "missing",
    ),
}


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("case", BAD)
def test_a_mistake_in_them_names_its_line_place_and_reason(case: str) -> None:
    old, new, place, reason = BAD[case]
    assert old in TIMED
    text = TIMED.replace(old, new, 1)
    mistake = next(found for found in mistakes_of(text) if found.place == place)
    assert reason in mistake.reason
    assert mistake.line
    entry = place.split(" › ")[1] if place.startswith(("steps", "endings")) else "definition"
    assert text.splitlines()[mistake.line - 1].startswith(entry)
    assert new in text.splitlines()[mistake.line - 1] or "\n" in new


@pytest.mark.requirement("TRK-02")
def test_what_was_published_is_read_when_its_role_and_result_are_gone() -> None:
    text = json.dumps(timed_file().content)
    old = text.replace("ministry_case_officer", "former_officer").replace('"assignment"', '"former_result"')
    definition = from_content(json.loads(old))
    assert (definition.owner, definition.step("decide").actor) == ("former_officer", "former_officer")
    assert definition.endings[0].result == "former_result"


@pytest.mark.requirement("PER-01")
@pytest.mark.parametrize(
    ("since", "unit", "number", "last"),
    [
        (date(2026, 11, 2), MONTHS, 3, date(2027, 2, 2)),
        (date(2026, 11, 30), MONTHS, 3, date(2027, 3, 1)),  # no 30 February; the 28th is a Sunday
        (date(2028, 1, 31), MONTHS, 1, date(2028, 2, 29)),
        (date(2026, 8, 15), MONTHS, 6, date(2027, 2, 15)),
        (date(2026, 11, 5), MONTHS, 1, date(2026, 12, 8)),  # the 5th is a holiday on a Saturday, made up for on the 7th
        (date(2026, 11, 2), DAYS, 30, date(2026, 12, 2)),
        (date(2026, 11, 2), DAYS, 5, date(2026, 11, 9)),  # a Saturday
        (date(2026, 11, 2), WORKING_DAYS, 5, date(2026, 11, 9)),
    ],
)
def test_the_last_day_is_counted_as_the_law_counts(since: date, unit: DeadlineUnit, number: int, last: date) -> None:
    assert limits.deadline(since, Deadline(unit, number)) == last
