"""Two universities under one ministry, and somebody in every role, with real accounts and sessions.

Whatever ends in `a` belongs to University A or to the applicant there, whatever ends in `b` to the other one. Made
through the same actions a person would use.
"""

from datetime import date
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.notifications.actions import link_chat
from tidtam.kernel.notifications.links import Whose
from tidtam.kernel.notifications.models import Destination, Notice
from tidtam.kernel.orgs.models import OfficeContact, Organization
from tidtam.kernel.orgs.tests.factories import make_contact, make_ministry, make_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.kernel.provider.actions.signing import key_to_sign_with
from tidtam.products.academic.plugin import plugin
from tidtam.products.datarights.plugin import plugin as datarights_plugin
from tidtam.products.personnel.plugin import plugin as personnel_plugin
from tidtam.thai import national_id
from tidtam.tracking import actions as tracking
from tidtam.tracking.definitions import read_file
from tidtam.tracking.tests.factories import make_actor, sample_file
from tidtam.tracking.tests.going_on import INSIDE

OFFICERS = {
    "institution": ("institution_officer", "a"),
    "other_institution": ("institution_officer", "b"),
    "ministry": ("ministry_case_officer", "ministry"),
    "role_admin": ("role_admin", "a"),
    "other_role_admin": ("role_admin", "b"),
    "account_admin": ("account_admin", "ministry"),
    "process_admin": ("process_admin", "ministry"),
    "auditor": ("auditor", "ministry"),
}
STAFF = {"hr": ("hr_officer", "a"), "other_hr": ("hr_officer", "b")}
"""Those of the personnel offices; with the employee they stand in the last columns, which most rows leave out."""
APPROVERS = {"approver": ("register_approver", "ministry")}
"""One more column: the ministry's officer who approves what stands in the register of academic positions."""
RULERS = {"rules_admin": ("rules_admin", "a")}
"""One more column: who sees to the rules of A's dossiers."""
SERVICE_POINTS = {"central": ("central_group", "ministry"), "service_point": ("service_point_officer", "a")}
"""The central group of the ministry, and the service-point officer of A."""
CLIENT_ADMINS = {"client_admin": ("client_admin", "a")}
"""Who registers the services of A into which people sign in with their account here."""
DATA_OFFICERS = {"data_officer": ("data_officer", "ministry")}
LATER = {**STAFF, **APPROVERS, **RULERS, **SERVICE_POINTS, **CLIENT_ADMINS, **DATA_OFFICERS}
ACTORS = ("visitor", "member", "applicant", *OFFICERS, *STAFF, "employee", *list(LATER)[len(STAFF) :])
"""In the order of the columns of expectations.toml."""

NAMESAKE: dict[str, Any] = {"title": "นางสาว", "given_name": "ธารา", "family_name": "ตัวอย่างวงศ์"}


class People:
    def __init__(self) -> None:
        self.today: date = SYSTEM.today()
        with acting_as(SYSTEM):
            self.ministry = make_ministry()
            self.a, self.b = (make_organization(code, self.ministry) for code in ("uni-a", "uni-b"))
            self.contacts = {"a": make_contact(self.a), "b": make_contact(self.b)}
            key_to_sign_with(SYSTEM)
            tracking.publish_process(SYSTEM, sample_file())
            for file in (*plugin.process_files, *personnel_plugin.process_files, *datarights_plugin.process_files):
                tracking.publish_process(SYSTEM, read_file(file.read_text("utf-8"), file=file.name))
        self._steps_inside()
        self.accounts: dict[str, Account] = {"member": make_account()}
        self._people()
        for column, (role, place) in {**OFFICERS, **LATER}.items():
            self._officer(column, role, getattr(self, place))
        self.sessions = {column: self.new_session(account) for column, account in self.accounts.items()}

    def _steps_inside(self) -> None:
        """University A has a process of its own before the ministry's."""
        goes_on = 'goes_on_as = ["academic_professor", "academic_associate_professor"]'
        publisher = make_actor((Role.PROCESS_ADMIN, self.a), today=self.today)
        with acting_as(publisher):
            text = INSIDE.replace('goes_on_as = ["sample"]', goes_on)
            tracking.publish_process(publisher, read_file(text, file="inside.toml"))

    def _people(self) -> None:
        """The two applicants have the same name; only their numbers tell them apart."""
        self.numbers = {"a": national_id.demo_number(810_001), "b": national_id.demo_number(810_002)}
        self.persons: dict[str, Person] = {
            place: make_person(number=self.numbers[place], organization=office, **NAMESAKE)
            for place, office in (("a", self.a), ("b", self.b))
        }
        self.accounts["applicant"] = make_account(self.persons["a"])
        self.accounts["other_applicant"] = make_account(self.persons["b"])
        self.employees = {place: self._employee(getattr(self, place)) for place in ("a", "b")}
        self.accounts["employee"] = make_account(self.employees["a"])
        self.accounts["other_employee"] = make_account(self.employees["b"])

    def _employee(self, office: Organization) -> Person:
        person = make_person(organization=office, given_name=f"บุคลากร{office.code}")
        with acting_as(SYSTEM):
            record_assignment(
                SYSTEM,
                person,
                organization=office,
                position="นักวิชาการสาธารณสุข",
                level="practitioner",
                unit="กองทดสอบ",
                effective_on=date(2020, 10, 1),
                source_kind="register",
                source_id=new_id(),
            )
        person.refresh_from_db()
        return person

    def _officer(self, column: str, role: str, office: Organization) -> None:
        account = make_account()
        with acting_as(SYSTEM):
            grant_role(SYSTEM, account.pk, role=role, organization=office, reason="คำสั่งทดสอบ")
        self.accounts[column] = account

    def new_session(self, account: Account) -> str:
        client = Client()
        sign_in(client, account)
        key = str(client.cookies[settings.SESSION_COOKIE_NAME].value)
        UserSession.objects.create(user=account, session_key=key, ip="127.0.0.1")
        return key

    def ask_as_nobody(self) -> None:
        """What the actions told the database about who acts must not linger in the tests' own transaction."""
        names = ("actor_kind", "account", "person", "paths", "roles")
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"set_config('tidtam.{name}', '', true)" for name in names))

    def acting(self, column: str) -> Actor:
        account = self.accounts[column]
        return Actor(
            kind=ActorKind.MEMBER,
            account_id=account.pk,
            person_id=account.person_id,
            office_id=account.person.office_id if account.person else None,
            name=column,
            grants=grants_of(account.pk, self.today),
        )

    def browser(self, column: str, language: str = "th", **given: Any) -> Client:
        """A browser of its own in which somebody is signed in, so that nothing is carried from one cell to the next."""
        client = Client(raise_request_exception=False, **given)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if column != "visitor":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[column]
        return client

    def grant(self, column: str) -> RoleGrant:
        return RoleGrant.objects.get(account_id=self.accounts[column].pk)

    def notice(self, column: str) -> Notice:
        """The one that tells this person of the beginning of their matter."""
        with acting_as(SYSTEM):
            return Notice.objects.filter(person=self.accounts[column].person).order_by("pk")[0]

    def destination(self, column: str) -> Destination:
        """The chat in which this person is told."""
        whose = Whose(self.accounts[column].person_id, None)
        with acting_as(SYSTEM):
            return link_chat(SYSTEM, whose, f"chat of {column}")

    def contact(self, place: str) -> OfficeContact:
        return self.contacts[place]
