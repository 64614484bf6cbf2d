import json
from dataclasses import FrozenInstanceError

import pytest
from django.utils.translation import override

from tidtam.tracking.definitions import DefinitionRefused, Mistake, Need, Recorded, from_content, read_file

from .factories import PROCESS, sample_file


def mistakes_of(text: str) -> list[Mistake]:
    with override("en"), pytest.raises(DefinitionRefused) as refused:
        read_file(text, file="sample.toml")
    return refused.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in PROCESS
    return PROCESS.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.requirement("TRK-01")
def test_a_definition_says_everything_a_process_needs() -> None:
    definition = sample_file().definition
    check, order = definition.step("check"), definition.step("order")
    assert (definition.key, definition.version, definition.owner) == ("sample", 1, "ministry_case_officer")
    assert [step.key for step in definition.steps] == ["receive", "check", "meeting", "amend", "order"]
    assert [outcome.leads_to for outcome in check.outcomes] == ["meeting", "refused"]
    assert check.returns is not None
    assert (check.returns.to, check.returns.working_days) == ("institution_officer", 30)
    assert order.need(Recorded.ORDER_NO) is Need.REQUIRED
    assert order.need(Recorded.REMARK) is Need.NONE
    with override("th"):
        assert str(check.name) == "ตรวจเอกสาร"
    with override("en"):
        assert str(check.name) == "Check documents"
    with pytest.raises(FrozenInstanceError):
        definition.version = 2  # type: ignore[misc]


@pytest.mark.requirement("TRK-01")
def test_the_database_keeps_plain_values_that_read_back_as_the_same_definition() -> None:
    read = sample_file()
    assert from_content(json.loads(json.dumps(read.content))) == read.definition


@pytest.mark.requirement("TRK-01", "TRK-21")
@pytest.mark.parametrize(
    ("step", "certain"),
    [
        ("receive", ["check", "meeting", "order"]),
        ("check", ["meeting", "order"]),
        ("meeting", ["order"]),
        ("amend", ["meeting", "order"]),
        ("order", []),
    ],
)
def test_only_steps_on_every_way_to_a_regular_ending_are_certain_to_come(step: str, certain: list[str]) -> None:
    assert [later.key for later in sample_file().definition.certain_after(step)] == certain


BAD = {
    "an outcome leads to no step": ('next = "meeting"', 'next = "meating"', "steps 2 › outcomes 1 › next", "meating"),
    "two steps share a key": ('key = "order"', 'key = "check"', "steps 5 › key", "used twice"),
    "a step and an ending share a key": ('key = "refused"', 'key = "order"', "endings 2 › key", "used twice"),
    "two outcomes share a key": ('key = "refuse"', 'key = "complete"', "steps 2 › outcomes 2 › key", "used twice"),
    "nobody acts": ('actor = "subject"', 'actor = "the boss"', "steps 4 › actor", "the boss"),
    "a name lacks Thai": ('name = { th = "ออกคำสั่ง", en', "name = { en", "steps 5 › name › th", "missing"),
    "a name lacks English": (', en = "Issue the order" }', " }", "steps 5 › name › en", "missing"),
    "a misspelt entry": ("working_days = 3", "wroking_days = 3", "steps 1 › wroking_days", "working_days"),
    "no days at all": ("working_days = 3", "working_days = 0", "steps 1 › working_days", "from 1"),
    "days as text": ("working_days = 3", 'working_days = "3"', "steps 1 › working_days", "whole number"),
    "an auditor sees matters": (
        'visible_to = ["institution_officer"',
        'visible_to = ["auditor", "institution_officer"',
        "visible_to",
        "auditor",
    ),
    "an administrator of accounts acts": (
        'actor = "subject"',
        'actor = "account_admin"',
        "steps 4 › actor",
        "account_admin",
    ),
    "an unknown thing to record": (
        "records = { remark = ",
        "records = { photo = ",
        "steps 2 › records › photo",
        "known",
    ),
    "an unknown need": ('order_no = "required"', 'order_no = "maybe"', "steps 5 › records › order_no", "maybe"),
    "an unknown thing to show": ('shows = ["outcome"]', 'shows = ["voter"]', "steps 3 › shows", "voter"),
    "a kept ending": ('key = "refused"', 'key = "withdrawn"', "endings 2 › key", "kept"),
    "a version that is none": ("version = 1", "version = true", "version", "whole number"),
    "a key with capitals": ('key = "sample"', 'key = "Sample"', "key", "small letters"),
    "a control character": ('"ตรวจเอกสารทุกรายการ"', '"ตรวจ\\u0000เอกสาร"', "steps 2 › explanation › th", "control"),
    "a name that never ends": ('en = "Issue the order"', f'en = "{"x" * 151}"', "steps 5 › name › en", "151"),
    "returned to the one who acts": (
        'returns = { to = "institution_officer"',
        'returns = { to = "ministry_case_officer"',
        "steps 2 › returns › to",
        "returned to the one who acts",
    ),
    "both a next step and outcomes": (
        'shows = ["outcome"]',
        'shows = ["outcome"]\nnext = "order"',
        "steps 3 › next",
        "not both",
    ),
}


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("case", BAD)
def test_a_mistake_names_its_file_line_place_and_reason(case: str) -> None:
    old, new, place, reason = BAD[case]
    text = changed(old, new)
    mistake = next(mistake for mistake in mistakes_of(text) if mistake.place == place)
    assert mistake.file == "sample.toml"
    assert mistake.line is not None
    assert new.splitlines()[-1] in text.splitlines()[mistake.line - 1]
    assert reason in mistake.reason
    assert str(mistake).startswith(f"sample.toml:{mistake.line}, {place}: ")


@pytest.mark.requirement("TRK-01")
def test_every_mistake_is_told_at_once() -> None:
    text = changed('actor = "subject"', 'actor = "nobody"').replace("working_days = 3\n", "working_days = -3\n")
    assert [mistake.place for mistake in mistakes_of(text)] == ["steps 1 › working_days", "steps 4 › actor"]


@pytest.mark.requirement("TRK-01")
def test_a_step_nobody_can_reach_is_named() -> None:
    text = changed('next = "amend"', 'next = "order"')
    assert [(m.line, m.place) for m in mistakes_of(text)] == [(line_of(text, "แก้ไขผลงาน") - 2, "steps 4")]


@pytest.mark.requirement("TRK-01")
def test_a_cycle_without_a_way_out_is_named() -> None:
    text = changed('next = "approved"', 'next = "meeting"')
    reasons = {mistake.place: mistake.reason for mistake in mistakes_of(text)}
    assert {"steps 3", "steps 4", "steps 5"} <= reasons.keys()
    assert "round for ever" in reasons["steps 3"]
    assert "approved" in reasons["endings 1"]


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("text", ["", "key = ", "= = =", '"' * 1_000, "steps = 3", "steps = []", "[[steps]]\n" * 61])
def test_what_is_no_definition_at_all_is_refused(text: str) -> None:
    assert mistakes_of(text)


@pytest.mark.requirement("TRK-01")
def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    (mistake,) = mistakes_of("# " + "ก" * 700_000)
    assert "2,100,002" in mistake.reason


@pytest.mark.requirement("TRK-01")
def test_deeply_nested_values_are_refused_like_any_other() -> None:
    assert mistakes_of("key = " + "[" * 50_000)


@pytest.mark.requirement("TRK-01")
def test_a_toml_mistake_names_its_line() -> None:
    (mistake,) = mistakes_of(changed("version = 1", "version = = 1"))
    assert mistake.line == 3
