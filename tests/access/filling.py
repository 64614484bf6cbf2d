"""Matters, as many as a page is to show, and who then looks at them."""

from django.conf import settings
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account, sign_in
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.tests.factories import PROCESS

from .office import Office


def own_cases(office: Office, rows: int) -> Account:
    for _ in range(rows):
        office.case(office.person)
    return make_account(office.person)


def cases_of_others(office: Office, rows: int) -> Account:
    for _ in range(rows):
        office.case(make_person(organization=office.organization))
    return office.officer("institution_officer")


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
