"""The difference between two versions, said to people who never saw the file."""

import pytest
from django.utils.translation import override

from tidtam.tracking.definitions import read_file
from tidtam.tracking.definitions.decoding import FILE_LIMIT
from tidtam.tracking.publishing.differences import differences
from tidtam.tracking.publishing.numbering import with_number
from tidtam.tracking.tests.factories import PROCESS, sample_file

pytestmark = pytest.mark.requirement("TRK-02")

CHANGES = {
    'en = "Sample request"': (
        'en = "Example"',
        "The process",
        "Name (English): was “Sample request”, becomes “Example”.",
    ),
    'owner = "ministry_case_officer"': (
        'owner = "institution_officer"',
        "The process",
        "Role in charge: was “Ministry case officer”, becomes “Institution officer”.",
    ),
    'opened_by = ["institution_officer"]': (
        'opened_by = ["institution_officer", "subject"]',
        "The process",
        "Who hands such a matter in: was “Institution officer”, becomes “Institution officer, the person concerned”.",
    ),
    'th = "รับเรื่อง"': ('th = "ลงรับเรื่อง"', "Step “Receive”", "Name (Thai): was “รับเรื่อง”, becomes “ลงรับเรื่อง”."),
    "working_days = 15": (
        "working_days = 20",
        "Step “Check documents”",
        "Expected days: was “15 working days”, becomes “20 working days”.",
    ),
    "working_days = 3\n": ("", "Step “Receive”", "Expected days: was “3 working days”, becomes “none”."),
    'records = { remark = "required" }': (
        'records = { remark = "optional" }',
        "Step “Committee”",
        "Remark: was “must be recorded”, becomes “may be recorded”.",
    ),
    'shows = ["outcome"]': (
        'shows = ["outcome", "remark"]',
        "Step “Committee”",
        "What the person concerned sees: was “Outcome”, becomes “Outcome, Remark”.",
    ),
    'returns = { to = "institution_officer", working_days = 30 }': (
        'returns = { to = "subject" }',
        "Step “Check documents”",
        "Returned for correction to: was “Institution officer, 30 working days”, becomes “the person concerned”.",
    ),
    'key = "pass"': ('key = "passed"', "Step “Committee”", "Now also leads on: Approved → Issue the order."),
    'next = "refused"': (
        'next = "meeting"',
        "Step “Check documents”",
        "After “Not accepted”: was “end: not accepted”, becomes “Committee”.",
    ),
    'actor = "subject"': (
        'actor = "subject"\ndeadline = { months = 6, warn = [30] }',
        "Step “Amend the work”",
        "Limit set by rules: was “none”, becomes “limit: 6 months”.",
    ),
    "early = true": (
        "early = false",
        "Ending “not accepted”",
        "Before its course is run: was “yes”, becomes “no”.",
    ),
}


@pytest.mark.requirement("TRK-01")
def test_a_number_is_found_below_as_many_empty_lines_as_a_file_may_have() -> None:
    text = "\n" * (FILE_LIMIT - len(PROCESS.encode())) + PROCESS
    assert read_file(with_number(text, 7), file="sample.toml").definition.version == 7


@pytest.mark.parametrize("old", CHANGES)
def test_every_change_is_said_in_a_sentence(old: str) -> None:
    new, where, said = CHANGES[old]
    assert old in PROCESS
    text = PROCESS.replace(old, new, 1)
    if 'next = "meeting"' in new:
        text = text[: text.index('[[endings]]\nkey = "refused"')]
    with override("en"):
        found = differences(sample_file().definition, read_file(text, file="x").definition)
    assert (where, said) in [(each.where, each.text) for each in found]


def test_steps_that_come_go_and_change_places() -> None:
    without = PROCESS.replace('next = "amend"', 'next = "order"')
    start = without.index('[[steps]]\nkey = "amend"')
    end = without.index('[[steps]]\nkey = "order"')
    without = without[:start] + without[end:]
    with override("en"):
        gone = differences(sample_file().definition, read_file(without, file="x").definition)
        come = differences(read_file(without, file="x").definition, sample_file().definition)
    assert ("removed", "Step “Amend the work”") in [(each.change, each.where) for each in gone]
    assert ("added", "This step is new, in place 4.") in [(each.change, each.text) for each in come]
    moved = PROCESS[: PROCESS.index('[[steps]]\nkey = "amend"')]
    moved += PROCESS[PROCESS.index('[[steps]]\nkey = "order"') : PROCESS.index("[[endings]]")]
    moved += PROCESS[PROCESS.index('[[steps]]\nkey = "amend"') : PROCESS.index('[[steps]]\nkey = "order"')]
    moved += PROCESS[PROCESS.index("[[endings]]") :]
    with override("en"):
        found = differences(sample_file().definition, read_file(moved, file="x").definition)
    assert [each.text for each in found] == ["The steps that stay come in another order."]


def test_the_same_has_no_difference() -> None:
    assert differences(sample_file().definition, sample_file().definition) == []
