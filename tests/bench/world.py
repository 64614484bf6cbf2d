"""What is measured: a ministry, a university with its officers, one applicant, and as many matters as asked for."""

from dataclasses import dataclass
from hashlib import md5
from io import StringIO
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connections
from django.test import Client

from tidtam.config.database import migrate_database, prepare_database
from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.products.academic import actions
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.tests.factories import facts
from tidtam.tracking.statistics.actions import recount

from . import growing


@dataclass
class World:
    applicant: Client
    institution: Client
    ministry: Client
    universities: list[Organization]
    request: AcademicRequest
    cases: int = 1
    persons: int = 0

    def grow(self, cases: int) -> None:
        """Add matters of other people at all universities, until there are so many."""
        last_person = (cases - 1) // growing.CASES_PER_PERSON
        values: dict[str, Any] = {
            "offices": [university.pk for university in self.universities],
            "office_count": len(self.universities),
            "case": self.request.case_id,
        }
        growing.add_persons(self.persons, last_person, values)
        growing.add_cases(self.cases, cases - 1, values)
        with acting_as(SYSTEM) as actor:
            recount(actor)
        growing.settle()
        self.cases, self.persons = cases, last_person + 1

    @property
    def other_case(self) -> UUID:
        """One with as many events as all of them have."""
        return UUID(md5(b"case1", usedforsecurity=False).hexdigest())

    @property
    def other_code(self) -> str:
        """Its tracking code, as `growing` makes them."""
        return md5(b"code1", usedforsecurity=False).hexdigest()[:26]


def _officer(username: str, role: str, office: Organization) -> tuple[Account, Client]:
    account = make_account(username=username)
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role=role, organization=office, reason="benchmark")
    return account, client_for(account)


def make_world() -> World:
    prepare_database(connections["owner"])
    migrate_database(connections["owner"])
    call_command("process", "load", stdout=StringIO())
    with acting_as(SYSTEM):
        ministry = make_ministry()
        universities = [make_organization(f"uni-{number}", ministry) for number in range(growing.OFFICES)]
    officer, institution = _officer("institution", Role.INSTITUTION_OFFICER, universities[0])
    _, case_officer = _officer("ministry", Role.MINISTRY_CASE_OFFICER, ministry)
    request = _request(officer, universities[0])
    if request.person is None:
        raise LookupError("a request that was sent has its applicant")
    return World(client_for(make_account(request.person)), institution, case_officer, universities, request)


def _request(officer: Account, university: Organization) -> AcademicRequest:
    actor = Actor(
        kind=ActorKind.MEMBER,
        account_id=officer.pk,
        person_id=officer.person_id,
        grants=grants_of(officer.pk, SYSTEM.today()),
    )
    with acting_as(actor):
        draft = actions.draft_request(actor, draft_id=new_id(), organization=university, facts=facts())
        return actions.submit_request(actor, draft, version=draft.version)
