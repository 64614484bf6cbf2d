"""Which dates and texts an act takes, and which it refuses with the reason."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from tidtam.kernel.actor import Refused, acting_as
from tidtam.tracking.actions import add_note, close_case, finish_step, open_case, return_case
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case

from .acting import LATER, act, entries
from .factories import DAY, World

WRONG_DATES = {
    "before it was received": (DAY - timedelta(days=1), "before_last"),
    "in the future": (DAY + timedelta(days=101), "future"),
}


@pytest.mark.requirement("TRK-13")
@pytest.mark.parametrize("case_name", WRONG_DATES)
def test_dates_that_cannot_be_are_refused_with_the_reason(world: World, case_name: str) -> None:
    day, code = WRONG_DATES[case_name]
    with override("en"), pytest.raises(Refused) as refused:
        act(world.officer, finish_step, world.open(), happened_on=day, letter_no="1")
    assert (refused.value.code, refused.value.field) == (code, "happened_on")
    assert "2026" in str(refused.value.message) or "2027" in str(refused.value.message)


@pytest.mark.requirement("TRK-13")
def test_a_step_is_not_finished_before_the_one_before_it(world: World) -> None:
    case = act(world.officer, finish_step, world.open(), happened_on=LATER, letter_no="1")
    with pytest.raises(Refused) as refused:
        act(world.officer, finish_step, case, happened_on=LATER - timedelta(days=1), outcome="complete")
    assert refused.value.code == "before_last"
    same_day = act(world.officer, finish_step, case, happened_on=LATER, outcome="complete")
    assert same_day.step == "meeting"


@pytest.mark.requirement("TRK-13")
def test_a_late_entry_of_an_old_date_is_fine(world: World) -> None:
    case = act(world.officer, finish_step, world.open(), happened_on=DAY, letter_no="1")
    finished = entries(world.officer, case)[-1]
    assert finished.happened_on == DAY < finished.recorded_at.date()


@pytest.mark.requirement("TRK-13")
@pytest.mark.parametrize("day", [date(1999, 12, 31), DAY + timedelta(days=101)])
def test_a_matter_is_not_received_in_the_future_nor_before_there_were_computers(world: World, day: date) -> None:
    with acting_as(world.institution), pytest.raises(Refused) as refused:
        open_case(world.institution, "sample", subject=world.subject, organization=world.university, received_on=day)
    assert refused.value.field == "received_on"


TEXTS = {"null byte": "a\x00b", "escape": "a\x1bb", "surrogate": "a\ud800b", "too long": "ก" * 10_000}


@pytest.mark.requirement("TRK-11")
@pytest.mark.parametrize("kind", TEXTS)
def test_texts_nobody_can_read_are_refused_wherever_they_are_given(world: World, kind: str) -> None:
    text, case, at_check = TEXTS[kind], world.open(), world.open_at_check()
    tries: list[tuple[Callable[..., Case], Case, dict[str, Any]]] = [
        (finish_step, case, {"happened_on": LATER, "letter_no": text}),
        (finish_step, at_check, {"happened_on": LATER, "outcome": "complete", "remark": text}),
        (return_case, at_check, {"happened_on": LATER, "reasons": [Reason(text)]}),
        (return_case, at_check, {"happened_on": LATER, "reasons": [Reason("ก", code=text)]}),
        (close_case, case, {"happened_on": LATER, "remark": text}),
        (add_note, case, {"text": text, "for_subject": True}),
    ]
    for action, tried, given in tries:
        with pytest.raises(Refused) as refused:
            act(world.officer, action, tried, **given)
        assert refused.value.code == "text"
    with acting_as(world.institution), pytest.raises(Refused):
        open_case(
            world.institution,
            "sample",
            subject=world.subject,
            organization=world.university,
            received_on=DAY,
            letter_no=text,
        )


@pytest.mark.requirement("TRK-11")
def test_an_emoji_is_a_text_like_any_other(world: World) -> None:
    case = act(world.officer, add_note, world.open(), text="เรียบร้อย 👍🏽", for_subject=True)
    assert entries(world.officer, case)[-1].written.remark == "เรียบร้อย 👍🏽"
