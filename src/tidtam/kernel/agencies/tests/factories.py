"""A ministry with its central group, agencies, and people who enter tokens; of this app and of those above it."""

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization


def actor_of(account: Account) -> Actor:
    return Actor(
        kind=ActorKind.MEMBER,
        account_id=account.pk,
        person_id=account.person_id,
        name=account.display_name,
        grants=grants_of(account.pk, SYSTEM.today()),
    )


def make_central(office: Organization) -> Account:
    account = make_account()
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role=Role.CENTRAL_GROUP, organization=office, reason="คำสั่งทดสอบ")
    return account
