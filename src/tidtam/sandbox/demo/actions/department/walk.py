"""One matter of an employee, day by day, through the same actions a person would use."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tidtam.kernel.actor import Actor, ActorKind, acting_as, clock_at
from tidtam.kernel.people.models import Person
from tidtam.products.personnel import actions as personnel
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.sandbox.demo.actions.accounts import actor_of, morning_of
from tidtam.sandbox.demo.actions.walks import OutOfTimeError
from tidtam.sandbox.demo.persons import demo_person
from tidtam.thai import working_days
from tidtam.tracking import actions as tracking
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case

from .staff import office
from .words import words


@dataclass
class MatterWalk:
    """Where one matter is, and the day it has got to."""

    person: Person
    day: date
    today: date
    chance: Random
    request: PersonnelRequest = field(init=False)
    case: Case = field(init=False)
    officer: Actor = field(init=False)
    employee: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.officer = actor_of(demo_person("officer_wellbeing"))
        self.employee = Actor(kind=ActorKind.MEMBER, person_id=self.person.pk, office_id=office().pk)

    def later(self, least: int, most: int) -> None:
        """Go on by some working days; stops the story at today."""
        self.until(working_days.add_working_days(self.day, max(1, self.chance.randint(least, most))))

    def until(self, day: date) -> None:
        if day > self.today:
            raise OutOfTimeError
        self.day = max(day, self.day)

    def _at(self, actor: Actor) -> Actor:
        return replace(actor, clock=clock_at(morning_of(self.day) + timedelta(minutes=self.chance.randint(0, 400))))

    def _do(self, actor: Actor, act: Callable[[Actor], Any]) -> Any:
        with acting_as(self._at(actor)) as dated:
            return act(dated)

    def hand_in(self, request_id: UUID, kind: str, facts: dict[str, Any], *, is_on_paper: bool) -> None:
        """From a paper some days after HR received it, or on line at once."""
        actor = self.officer if is_on_paper else self.employee
        paper = {
            "received_on": self.day,
            "letter_no": f"สธ 09{self.chance.randint(1, 14):02}/{self.chance.randint(10, 999)}",
        }

        def draft(acting: Actor) -> PersonnelRequest:
            drafted = personnel.draft_request(
                acting,
                draft_id=request_id,
                kind=kind,
                person=self.person,
                organization=office(),
                is_on_paper=is_on_paper,
                facts={**(paper if is_on_paper else {}), **facts},
            )
            return personnel.submit_request(acting, drafted, version=drafted.version)

        self.request = self._do(actor, draft)
        self._take(self.request.case)

    def _take(self, case: Case | None) -> None:
        if case is None:
            raise LookupError("the request was not handed in")
        self.case = case

    def finish(self, *, by_employee: bool = False, **recorded: Any) -> None:
        actor = self.employee if by_employee else self.officer
        self._take(
            self._do(
                actor,
                lambda acting: tracking.finish_step(
                    acting, self.case, happened_on=self.day, expected_version=self.case.version, **recorded
                ),
            )
        )

    def send_back(self) -> None:
        reasons = [Reason(text) for text in self.chance.sample(words().defects, self.chance.randint(1, 2))]
        self._take(
            self._do(
                self.officer,
                lambda acting: tracking.return_case(
                    acting, self.case, reasons=reasons, happened_on=self.day, expected_version=self.case.version
                ),
            )
        )

    def hand_in_again(self) -> None:
        self._take(
            self._do(
                self.employee,
                lambda acting: tracking.resume_case(
                    acting, self.case, happened_on=self.day, expected_version=self.case.version
                ),
            )
        )

    def withdraw(self, reason: str) -> None:
        self._take(
            self._do(
                self.employee,
                lambda acting: tracking.withdraw_case(
                    acting, self.case, remark=reason, happened_on=self.day, expected_version=self.case.version
                ),
            )
        )

    def rest(self, reason: str, least: int, most: int) -> None:
        """The matter is suspended for some days, in which its clock stands still."""
        self._take(
            self._do(
                self.officer,
                lambda acting: tracking.suspend_case(
                    acting, self.case, remark=reason, happened_on=self.day, expected_version=self.case.version
                ),
            )
        )
        self.later(least, most)
        self._take(
            self._do(
                self.officer,
                lambda acting: tracking.continue_case(
                    acting, self.case, remark="ได้รับเอกสารแล้ว", happened_on=self.day, expected_version=self.case.version
                ),
            )
        )
