"""What everybody has to do with: accounts, roles, services, agencies."""

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.agencies.actions import ask_for_token, issue_token
from tidtam.kernel.fields.tests.factories import make_field
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.tests.factories import make_contact, make_organization
from tidtam.kernel.people.tests.factories import make_person
from tidtam.kernel.programs.actions import create_client
from tidtam.kernel.provider.actions.consents import give_consent
from tidtam.kernel.provider.tests.factories import make_service
from tidtam.kernel.verification.tests.factories import make_request, make_temporary
from tidtam.products.datarights.actions import ask_deletion

from .filling_products import requests
from .office import Office


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


def agencies_with_tokens(office: Office, rows: int) -> Account:
    """Each with an officer and an open token."""
    with acting_as(SYSTEM):
        for number in range(rows):
            agency = make_organization(f"agency-{number}", office.world.ministry, kind="agency")
            officer, role = make_account().pk, "service_point_officer"
            grant_role(SYSTEM, officer, role=role, organization=agency, reason="คำสั่งทดสอบ")
            issue_token(SYSTEM, agency)
    return office.world.accounts["central"]


def data_requests(office: Office, rows: int) -> Account:
    """What people ask to be done with their data, on the list of who decides it."""
    for _ in range(rows):
        person = make_person(organization=office.organization)
        asking = Actor(ActorKind.MEMBER, account_id=make_account(person).pk, person_id=person.pk)
        with acting_as(asking):
            ask_deletion(asking, organization=office.organization, reason="ไม่ใช้บริการแล้ว")
    return office.officer("data_officer")


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
