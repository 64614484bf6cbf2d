"""What the products keep."""

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.products.academic.dossier.actions import publish_rule_set, set_parameter
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts.facts import ExpertFacts
from tidtam.products.academic.layouts.models import Layout, LayoutPublication
from tidtam.products.academic.rulebook.rule_sets import shipped
from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER
from tidtam.products.registry import actions as registry
from tidtam.products.registry.models import Entry
from tidtam.products.registry.tests.factories import WHOLE
from tidtam.tracking.actions import open_case

from .office import Office


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


def kept_experts(office: Office, rows: int) -> Account:
    account = office.officer("institution_officer")
    grants = grants_of(account.pk, SYSTEM.today())
    actor = Actor(ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id, grants=grants)
    with acting_as(actor):
        for number in range(rows):
            given = ExpertFacts("ศ.", f"ปรีชา {number}", "ทดสอบเลิศ")
            experts.enter_expert(actor, expert_id=new_id(), organization=office.organization, facts=given)
    return account


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
