"""An office filled with as many rows as a page is to show, and who then looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.test import Client

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.agencies.actions import ask_for_token, issue_token
from tidtam.kernel.fields.tests.factories import make_field
from tidtam.kernel.identity.actions.api_clients import create_client
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_contact, make_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.provider.actions.consents import give_consent
from tidtam.kernel.provider.tests.factories import make_service
from tidtam.kernel.verification.tests.factories import make_request, make_temporary
from tidtam.products.academic import actions as academic
from tidtam.products.academic.dossier.actions import publish_rule_set, set_parameter
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts.facts import ExpertFacts
from tidtam.products.academic.layouts.models import Layout, LayoutPublication
from tidtam.products.academic.rulebook.rule_sets import shipped
from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER
from tidtam.products.academic.tests.factories import facts
from tidtam.products.personnel import actions as personnel
from tidtam.products.personnel.choices import Kind
from tidtam.products.registry import actions as registry
from tidtam.products.registry.models import Entry
from tidtam.products.registry.tests.factories import WHOLE
from tidtam.tracking.actions import open_case, publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import PROCESS

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


def own_cases(office: Office, rows: int) -> Account:
    for _ in range(rows):
        office.case(office.person)
    return make_account(office.person)


def cases_of_others(office: Office, rows: int) -> Account:
    for _ in range(rows):
        office.case(make_person(organization=office.organization))
    return office.officer("institution_officer")


def requests(office: Office, rows: int) -> Account:
    account = office.officer("institution_officer")
    grants = grants_of(account.pk, SYSTEM.today())
    actor = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)
    for _ in range(rows):
        office.request(actor)
    return account


def personnel_office(office: Office, rows: int) -> Account:
    for _ in range(rows):
        person = make_person(organization=office.organization)
        office.employ(person)
        office.personnel_request(person)
    return office.officer("hr_officer")


def own_personnel(office: Office, rows: int) -> Account:
    """Matters of the kinds, and as many more as nobody of the office keeps open twice."""
    office.employ(office.person)
    for _ in range(rows):
        with acting_as(SYSTEM):
            open_case(
                SYSTEM,
                "personnel_move",
                subject=office.person,
                organization=office.organization,
                received_on=office.world.today,
            )
    office.person.refresh_from_db()
    return make_account(office.person)


def register_entries(office: Office, rows: int) -> Account:
    """Holders being entered, by the officer who then looks at their list."""
    account = office.officer("institution_officer")
    grants = grants_of(account.pk, SYSTEM.today())
    recorder = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)
    for _ in range(rows):
        who = registry.Who(kind="national_id", number=next_number(), title="", given_name="สมมติ", family_name="ตัวอย่าง")
        with acting_as(recorder):
            registry.begin_entry(recorder, organization=office.organization, who=who, facts=WHOLE)
    return account


def register_approvals(office: Office, rows: int) -> Account:
    """The same in the public register, approved by the ministry."""
    account = register_entries(office, rows)
    grants = grants_of(account.pk, SYSTEM.today())
    recorder = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)
    approver = office.world.acting("approver")
    contact = {"name": "เจ้าหน้าที่", "phone": "0 2000 0001", "email": "nap@example.invalid"}
    with acting_as(recorder):
        registry.confirm_contact(recorder, organization=office.organization, **contact)
        entries = list(Entry.objects.filter(organization=office.organization))
    for entry in entries:
        letter = registry.Letter("อว 9901/1", office.world.today)
        with acting_as(recorder):
            sent = registry.submit_entry(recorder, entry, letter=letter, version=entry.version)
        with acting_as(approver):
            registry.approve_entry(approver, sent, version=sent.version)
    return account


def roles(office: Office, rows: int) -> Account:
    for _ in range(rows - 1):
        office.officer("institution_officer")
    return office.officer("role_admin")


def clients(office: Office, rows: int) -> Account:
    with acting_as(SYSTEM):
        for number in range(rows):
            create_client(
                SYSTEM,
                organization=office.organization,
                name=f"ระบบ {number}",
                contact="it@example.invalid",
                role="institution_officer",
                scopes=["cases:read"],
            )
    return office.officer("role_admin")


def records(office: Office, rows: int) -> Account:
    requests(office, rows)
    return office.officer("auditor")


def contacts(office: Office, rows: int) -> Account:
    for number in range(rows):
        make_contact(office.organization, phone=f"0 2000 {number:04}")
    return make_account()


def fields(office: Office, rows: int) -> Account:
    for number in range(rows):
        make_field(f"{number:04}", "สาขาทดสอบ")
    return make_account()


def kept_experts(office: Office, rows: int) -> Account:
    account = office.officer("institution_officer")
    grants = grants_of(account.pk, SYSTEM.today())
    actor = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)
    with acting_as(actor):
        for number in range(rows):
            given = ExpertFacts("ศ.", f"ปรีชา {number}", "ทดสอบเลิศ")
            experts.enter_expert(actor, expert_id=new_id(), organization=office.organization, facts=given)
    return account


def viewed(office: Office, rows: int) -> Account:
    account = own_cases(office, rows)
    browser = browser_of(cases_of_others(office, 1))
    for case in Case.objects.filter(subject=office.person):
        assert browser.get(f"/work/{case.pk}/").status_code == 200
    return account


def browser_of(account: Account) -> Client:
    client = Client()
    sign_in(client, account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "th"
    return client


def process_versions(office: Office, rows: int) -> Account:
    with acting_as(SYSTEM):
        for number in range(2, rows + 2):
            publish_process(SYSTEM, read_file(PROCESS.replace("version = 1", f"version = {number}"), file="x"))
    return office.world.accounts["process_admin"]


def paper_templates(office: Office, rows: int) -> Account:
    """Each published, so that where it stands is asked too."""
    with acting_as(SYSTEM):
        for number in range(1, rows + 1):
            of = {"organization": office.organization, "paper": "summary"}
            layout = Layout.objects.create(**of, number=number, template="", uploaded_at=SYSTEM.now())
            day = SYSTEM.today()
            LayoutPublication.objects.create(**of, layout=layout, in_force_from=day, published_at=SYSTEM.now())
    return office.officer("process_admin")


def rules_set(office: Office, rows: int) -> Account:
    """What was said of one setting, again and again."""
    with acting_as(office.world.acting("rules_admin")) as actor:
        for number in range(rows):
            set_parameter(
                actor,
                office.world.a,
                shipped()[-1],
                key="teaching_hours_least",
                value=str(number + 1),
                reason=f"มติที่ {number + 1}",
            )
    return office.world.accounts["rules_admin"]


def rules_published(office: Office, rows: int) -> Account:
    text = (FOLDER / "criteria_2564.toml").read_text("utf-8").replace('key = "criteria_2564"', 'key = "own_rules"')
    with acting_as(office.world.acting("rules_admin")) as actor:
        for number in range(rows):
            data = text.replace("version = 1", f"version = {number + 1}").encode()
            publish_rule_set(actor, office.world.a, data)
    return office.world.accounts["rules_admin"]


def agencies_with_tokens(office: Office, rows: int) -> Account:
    """Each with an officer and an open token."""
    with acting_as(SYSTEM):
        for number in range(rows):
            agency = make_organization(f"agency-{number}", office.world.ministry, kind="agency")
            officer, role = make_account().pk, "service_point_officer"
            grant_role(SYSTEM, officer, role=role, organization=agency, reason="คำสั่งทดสอบ")
            issue_token(SYSTEM, agency)
    return office.world.accounts["central"]


def tokens_asked_for(office: Office, rows: int) -> Account:
    for _ in range(rows):
        asking = Actor(ActorKind.MEMBER, account_id=new_id(), person_id=make_person().pk)
        with acting_as(asking):
            ask_for_token(asking, office.organization, reason="หนังสือสูญหาย")
    return office.world.accounts["central"]


def documents_to_decide(office: Office, rows: int) -> Account:
    for _ in range(rows):
        make_request(make_temporary(), office.organization)
    return office.officer("account_admin")


def accounts_named(office: Office, rows: int) -> Account:
    for _ in range(rows):
        make_account()
    return office.world.accounts["account_admin"]


def services(office: Office, rows: int) -> Account:
    for number in range(rows):
        make_service(office.organization, name_th=f"บริการ {number}")
    return office.officer("client_admin")


def own_services(office: Office, rows: int) -> Account:
    account = make_account()
    person = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id)
    for number in range(rows):
        made = make_service(office.organization, name_th=f"บริการ {number}")
        with acting_as(person):
            give_consent(person, account, made.service, scopes=["openid", "profile"])
    return account
