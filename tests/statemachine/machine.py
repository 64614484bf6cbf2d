"""Several people and the passing of time at one matter: everything they may do and much that they may not."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.tracking import actions
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case
from tidtam.tracking.queries import entries_of
from tidtam.tracking.queries.events import seen_version
from tidtam.tracking.tests.factories import DAY
from tidtam.tracking.tests.timed import TimedWorld, let_clocks_ring, on
from tidtam.tracking.versions import definition_of

from .agreement import disagreements, stored

SEED = st.integers(0, 2**64 - 1)
"""What is likely is weighed here, by chance from a seed and the turn: drawn one by one, few matters came anywhere."""
WHO = ["officer"] * 6 + ["second_officer"] * 2 + ["institution", "member", "member", "stranger"]
LAG = [0] * 12 + [1, 2]
"""How many events ago the page was opened from which somebody acts."""
WRITING = re.compile(r"\b(INSERT INTO|DELETE FROM|UPDATE \"?\w+\"? SET)\b")
AFTER = [0, 0, 0, 1, 1, 3, 3, -1]
"""Days between the last move and what is recorded now; some before it, some in the future."""

Given = dict[str, Any]
"""What an action is given; nothing stands for the day."""


def _finish(case: Case, choice: int) -> Given:
    step = definition_of(case.process_version_id).step(case.step)
    given: Given = {"outcome": step.outcomes[choice % len(step.outcomes)].key if choice < 6 else "no_outcome"}
    if case.step == "appoint" and choice:
        given["result"] = {"level": "expert", "effective_on": "2026-12-01"} if choice > 1 else {"level": 7}
    return {**given, "happened_on": None}


def _change_version(case: Case, choice: int) -> Given:
    """Mostly the next version, at the step that answers to the present one."""
    number = definition_of(case.process_version_id).version + [1, 1, 1, 1, 2, -1, 0][choice]
    step = {"decide": "judge"}.get(case.step, case.step) if choice > 1 else ["decide", "amend"][choice]
    return {"version_number": number, "step": step, "remark": "ระเบียบใหม่", "happened_on": None}


def _correct(case: Case, choice: int) -> Given:
    """One of the latest entries: another day, or another outcome."""
    with acting_as(SYSTEM):
        recorded = entries_of(SYSTEM, case)
    wrong = recorded[-1 - choice % len(recorded)]
    restated = actions.Restated(
        happened_on=wrong.happened_on + timedelta(days=[0, 1, -1, 3, 0, 0, -3][choice]),
        outcome=["pass", "amend", "fail"][choice % 3] if choice in {0, 4, 5} else wrong.outcome,
        letter_no=wrong.letter_no,
        order_no=wrong.order_no,
        remark=wrong.written.remark,
    )
    return {"sequence": wrong.sequence, "restated": restated}


ACTS: dict[str, tuple[Callable[..., Case], Callable[[Case, int], Given]]] = {
    "finish": (actions.finish_step, _finish),
    "return": (actions.return_case, lambda case, choice: {"reasons": [Reason("ขาดเอกสาร")], "happened_on": None}),
    "resume": (actions.resume_case, lambda case, choice: {"happened_on": None}),
    "suspend": (actions.suspend_case, lambda case, choice: {"remark": "รอคำพิพากษา", "happened_on": None}),
    "continue": (actions.continue_case, lambda case, choice: {"happened_on": None}),
    "change version": (actions.move_case_to_version, _change_version),
    "close": (actions.close_case, lambda case, choice: {"remark": "ยื่นซ้ำ", "happened_on": None}),
    "withdraw": (actions.withdraw_case, lambda case, choice: {"remark": "ขอถอน", "happened_on": None}),
    "reopen": (
        actions.reopen_case,
        lambda case, choice: {"step": ["amend", "decide", "judge"][choice % 3], "remark": "ทบทวน", "happened_on": None},
    ),
    "object": (actions.appeal_case, lambda case, choice: {"received_on": None, "remark": "ไม่เห็นด้วย"}),
    "correct": (actions.correct_event, _correct),
    "note": (actions.add_note, lambda case, choice: {"text": "บันทึก", "for_subject": choice > 3}),
    "renew": (actions.renew_link, lambda case, choice: {}),
}
WHAT = ["finish"] * 12 + ["return", "resume", "suspend", "continue", "change version", "correct"] * 2 + [*ACTS]


class Matter(RuleBasedStateMachine):
    """One matter under three versions of its process. `world` is given by the test."""

    world: ClassVar[TimedWorld]

    @initialize()
    def begin(self) -> None:
        self.turn = 0
        officer = on(self.world.officer, DAY)
        with acting_as(officer):
            case = actions.open_case(
                officer,
                "timed",
                subject=self.world.subject,
                organization=self.world.university,
                received_on=DAY,
            )
        self.case_id = case.pk
        self.today = DAY + timedelta(days=25)

    @property
    def case(self) -> Case:
        return Case.objects.select_related("process", "organization").get(pk=self.case_id)

    def attempt(self, who: str, action: Callable[..., Case], given: Mapping[str, Any], lag: int = 0) -> None:
        """Whoever is refused has changed nothing, and nothing was even begun to be written."""
        actor, case = on(getattr(self.world, who), self.today), self.case
        before = stored(case)
        with CaptureQueriesContext(connection) as asked:
            try:
                with acting_as(actor):
                    action(actor, case, expected_version=max(1, seen_version(actor, case) - lag), **given)
            except (Refused, Http404) as refused:
                event(f"{action.__name__} refused: {getattr(refused, 'code', 'not there')}")
                written = [query["sql"] for query in asked if WRITING.search(query["sql"])]
                assert written == []
                assert stored(self.case) == before
                return
        event(f"{action.__name__} done")

    @rule(seed=SEED)
    def some_people_act(self, seed: int) -> None:
        for _turn in range(3):
            self.act(seed)
            self.everything_agrees()

    def act(self, seed: int) -> None:
        self.turn += 1
        chance, case = Random(f"{seed} {self.turn}"), self.case  # noqa: S311 - repeatable on purpose
        what, choice = chance.choice(WHAT), chance.randrange(7)
        if not case.is_open and choice > 1:
            what = "reopen" if choice > 2 else "object"
        elif case.is_suspended and choice > 3:
            what = "continue"
        action, make = ACTS[what]
        day = case.moved_on + timedelta(days=chance.choice(AFTER))
        given = {name: day if value is None else value for name, value in make(case, choice).items()}
        self.attempt(chance.choice(WHO), action, given, chance.choice(LAG))

    @rule(days=st.sampled_from([0, 1, 3, 14, 30, 61]))
    def let_time_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
        let_clocks_ring(self.today)
        clock_on = self.case.clock_on
        assert clock_on is None or clock_on > self.today

    @rule(hour=st.integers(7, 23))
    def set_the_machines_clock_back(self, hour: int) -> None:
        """Whatever rang stays rung; what was not due then is not due now."""
        let_clocks_ring(self.today)
        before = stored(self.case)
        let_clocks_ring(self.today - timedelta(days=1), hour=hour)
        assert stored(self.case) == before

    @invariant()
    def everything_agrees(self) -> None:
        if hasattr(self, "case_id"):
            assert disagreements(self.world, self.case, self.today) == []
