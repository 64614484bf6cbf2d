"""An office of its own, to be filled with as many rows as a page is to show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.academic import actions as academic
from tidtam.products.academic.tests.factories import facts
from tidtam.products.personnel import actions as personnel
from tidtam.products.personnel.choices import Kind
from tidtam.tracking.actions import open_case

from .world import World


@dataclass
class Office:
    """A university of its own, filled with as many rows as a page is to show."""

    world: World
    organization: Organization
    person: Person

    @classmethod
    def found(cls, world: World) -> "Office":
        organization = make_organization("uni-c", world.ministry)
        return cls(world, organization, make_person(organization=organization))

    def officer(self, role: str) -> Account:
        account = make_account()
        with acting_as(SYSTEM):
            grant_role(SYSTEM, account.pk, role=role, organization=self.organization, reason="คำสั่งทดสอบ")
        return account

    def case(self, subject: Person) -> None:
        with acting_as(SYSTEM):
            open_case(SYSTEM, "sample", subject=subject, organization=self.organization, received_on=self.world.today)

    def employ(self, person: Person) -> None:
        with acting_as(SYSTEM):
            record_assignment(
                SYSTEM,
                person,
                organization=self.organization,
                position="นักวิชาการสาธารณสุข",
                level="practitioner",
                unit="กองทดสอบ",
                effective_on=date(2020, 10, 1),
                source_kind="register",
                source_id=new_id(),
            )

    def personnel_request(self, person: Person) -> None:
        employee = Actor(ActorKind.MEMBER, account_id=new_id(), person_id=person.pk)
        with acting_as(employee):
            drafted = personnel.draft_request(
                employee,
                draft_id=new_id(),
                kind=Kind.RESIGNATION,
                person=person,
                organization=self.organization,
                is_on_paper=False,
                facts={"leave_on": self.world.today + timedelta(days=40), "reason": "ศึกษาต่อ"},
            )
            personnel.submit_request(employee, drafted, version=drafted.version)

    def request(self, officer: Actor) -> None:
        with acting_as(officer):
            academic.draft_request(officer, draft_id=new_id(), organization=self.organization, facts=facts())


Fill = Callable[[Office, int], Account]
