"""What is measured: a ministry, a university with its officers, one applicant, and as many matters as asked for."""

from dataclasses import dataclass
from io import StringIO
from typing import Any

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

CASES_PER_PERSON = 10

_GROW = (
    """
    INSERT INTO people_person (id, kind, title, academic_title, rank, given_name, middle_name, family_name, title_en,
        given_name_en, middle_name_en, family_name_en, birth_precision, verified_source, created_at)
    SELECT md5('person' || n)::uuid, 'thai', 'นาย', '', '', 'ชื่อ' || n, '', 'สกุล' || n, '', '', '', '', '', '',
        TIMESTAMPTZ '2020-01-01'
    FROM generate_series(%(first_person)s, %(last_person)s) n
    """,
    """
    INSERT INTO people_affiliation (id, person_id, organization_id, since, source, stated_name)
    SELECT md5('affiliation' || n)::uuid, md5('person' || n)::uuid, %(university)s, DATE '2020-01-01', 'entered', ''
    FROM generate_series(%(first_person)s, %(last_person)s) n
    """,
    """
    INSERT INTO tracking_case (id, organization_path, letter_no, tracking_code, version, received_on, status,
        ended_how, step, step_since, holder, held_since, due_on, limit_on, moved_on, organization_id, subject_id,
        process_id, process_version_id)
    SELECT md5('case' || n)::uuid, organization_path, 'อว 9/' || n, substr(md5('code' || n), 1, 26), 1, day, status,
        ended_how, step, day, holder, day, due_on, due_on, day, organization_id, md5('person' || n / 10)::uuid,
        process_id, process_version_id
    FROM tracking_case c, generate_series(%(first)s, %(last)s) n, LATERAL (SELECT DATE '2020-01-01' + n %% 2000) d(day)
    WHERE c.id = %(case)s
    """,
    """
    INSERT INTO academic_academicrequest (id, state, letter_no, applicant_title, applicant_given_name,
        applicant_family_name, position, method, field_code, field_name, subfield_name, coordinator_name,
        coordinator_phone, coordinator_email, drafted_at, changed_at, submitted_at, version, case_id, organization_id,
        person_id)
    SELECT md5('request' || n)::uuid, state, 'อว 9/' || n, 'นาย', 'ชื่อ' || n / 10, 'สกุล' || n / 10, position, method,
        field_code, field_name, subfield_name, coordinator_name, coordinator_phone, coordinator_email, moment, moment,
        moment, 2, md5('case' || n)::uuid, organization_id, md5('person' || n / 10)::uuid
    FROM academic_academicrequest r, generate_series(%(first)s, %(last)s) n,
        LATERAL (SELECT TIMESTAMPTZ '2020-01-01' + n * INTERVAL '1 minute') d(moment)
    WHERE r.case_id = %(case)s
    """,
)


@dataclass
class World:
    applicant: Client
    institution: Client
    ministry: Client
    university: Organization
    request: AcademicRequest
    cases: int = 1
    persons: int = 0

    def grow(self, cases: int) -> None:
        """Add matters of other people at the same university, until there are so many."""
        values: dict[str, Any] = {
            "first": self.cases,
            "last": cases - 1,
            "first_person": self.persons,
            "last_person": (cases - 1) // CASES_PER_PERSON,
            "university": self.university.pk,
            "case": self.request.case_id,
        }
        with connections["owner"].cursor() as cursor:
            for statement in _GROW:
                cursor.execute(statement, values)
            cursor.execute("ANALYZE")
        self.cases, self.persons = cases, values["last_person"] + 1


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
        university = make_organization("uni-a", make_ministry())
        ministry = university.parent
    if ministry is None:
        raise LookupError("the university stands below its ministry")
    officer, institution = _officer("institution", Role.INSTITUTION_OFFICER, university)
    _, case_officer = _officer("ministry", Role.MINISTRY_CASE_OFFICER, ministry)
    request = _request(officer, university)
    if request.person is None:
        raise LookupError("a request that was sent has its applicant")
    return World(client_for(make_account(request.person)), institution, case_officer, university, request)


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
