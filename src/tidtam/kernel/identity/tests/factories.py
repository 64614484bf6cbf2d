"""Accounts and signed-in browsers for tests, of this app and of those above it."""

import time
from itertools import count
from typing import Any

from django.test import Client

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity import session_state
from tidtam.kernel.identity.actions import create_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person

PASSWORD = "กล้วยน้ำว้า-7-หวี-ที่-ตลาด"
_numbers = count(1)


def make_account(person: Person | None = None, **given: Any) -> Account:
    """With a person of its own unless one is given; without a password unless one is given."""
    given.setdefault("username", f"member.{next(_numbers)}")
    with acting_as(SYSTEM):
        return create_account(SYSTEM, person=person or make_person(), **given)


def sign_in(client: Client, account: Account, *, method: str = "thaid") -> None:
    """Signed in with ThaiD (two factors), or only with a password."""
    client.force_login(account)
    session = client.session
    session_state.start(session, now=SYSTEM.now(), grants=grants_of(account.pk, SYSTEM.today()))
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()


def client_for(account: Account, **given: Any) -> Client:
    client = Client()
    sign_in(client, account, **given)
    return client
