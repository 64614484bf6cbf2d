"""Two clicks, and two ways to the same end, at the same moment. Each thread has its own connection; commits last."""

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.actions import prove_owner
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.issuers import browser_state
from tidtam.kernel.issuers.tests.journeys import registered
from tidtam.kernel.issuers.tests.test_races import at_once
from tidtam.kernel.people.actions import VerifiedClaims
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person, next_number

pytestmark = pytest.mark.requirement("IDN-04", "IDN-13")
PAGE = "/account/join/"


def asked_about(older: Account, *lessers: Account) -> list[Client]:
    """For each of them a session of the older account in which both were proven."""
    browsers = []
    for lesser in lessers:
        browser = client_for(older)
        session = browser.session
        browser_state.note_joining(session, lesser.pk, older.pk, now=SYSTEM.now())
        session.save()
        browsers.append(browser)
    return browsers


def join(browser: Client) -> int:
    return browser.post(PAGE, {"choice": "join"}).status_code


def joined() -> int:
    with acting_as(SYSTEM):
        return AuditRecord.objects.filter(verb="account.joined").count()


def test_one_account_confirmed_twice_at_once_is_joined_once(own_database: str) -> None:
    older, lesser = make_account(), registered(Client())
    first, second = asked_about(older, lesser, lesser)
    assert 302 in at_once(lambda: join(first), lambda: join(second))
    assert joined() == 1
    lesser.refresh_from_db()
    assert lesser.ended_at is not None


def test_two_accounts_joined_to_one_at_once_are_both_found_there(own_database: str) -> None:
    older, lessers = make_account(), [registered(Client()), registered(Client())]
    first, second = asked_about(older, *lessers)
    assert at_once(lambda: join(first), lambda: join(second)).count(302) >= 1
    for lesser in lessers:
        lesser.refresh_from_db()
    ended = {lesser.person_id for lesser in lessers if lesser.ended_at is not None}
    assert set(Person.objects.get(pk=older.person_id).also) == ended  # type: ignore[misc]
    assert len(ended) == joined()


def test_joined_and_verified_with_another_number_at_once_only_one_is_done(own_database: str) -> None:
    older, lesser, number = make_account(make_person()), registered(Client()), next_number()
    (browser,) = asked_about(older, lesser)

    def verify_otherwise() -> bool:
        try:
            with acting_as(SYSTEM):
                prove_owner(SYSTEM, lesser, kind="national_id", number=number, claims=VerifiedClaims(source="x"))
        except Refused:
            return False
        return True

    status, is_verified = at_once(lambda: join(browser), verify_otherwise)
    lesser.refresh_from_db()
    assert (lesser.ended_at is None) is is_verified
    assert joined() == (0 if is_verified else 1)
    assert (status == 302) is not is_verified
