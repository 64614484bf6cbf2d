"""Demo persons get their accounts and roles, as an administrator would give them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from allauth.mfa.totp.internal.auth import TOTP

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import BANGKOK, SYSTEM, Actor, ActorKind, acting_as, clock_at
from tidtam.kernel.identity.actions import create_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.actions import import_organizations, read_rows
from tidtam.kernel.orgs.actions.importing import DATA
from tidtam.kernel.orgs.queries import get_organization
from tidtam.kernel.people.actions import find_or_enter_person, set_contact_address
from tidtam.kernel.people.models import Person
from tidtam.sandbox.demo.persons import DemoPerson, demo_persons

OFFICES = ("thailand", "demo-institutions", "demo-departments")
YEARS = 3


def beginning() -> date:
    """The first day of the demonstration's history."""
    return SYSTEM.today() - timedelta(days=365 * YEARS + 30)


def morning_of(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=BANGKOK)


def system_on(day: date) -> Actor:
    return replace(SYSTEM, clock=clock_at(morning_of(day)))


def enter_persons() -> int:
    """Offices, persons, accounts and roles; whoever is there already stays as they are. Returns how many are new."""
    founder = system_on(beginning())
    with acting_as(founder):
        for name in OFFICES:
            import_organizations(founder, read_rows(DATA / f"{name}.csv"))
    return sum(_enter(founder, person) for person in demo_persons())


def _enter(founder: Actor, demo: DemoPerson) -> bool:
    with acting_as(founder):
        person = _person_entered_by(founder, demo)
        if not demo.username or Account.objects.filter(person=person).exists():
            return False
        account = create_account(founder, person=person, username=demo.username, password=demo.password)
        set_contact_address(founder, person, kind="email", value=f"{demo.username}@example.invalid")
        for held in demo.roles:
            grant_role(
                founder,
                account.pk,
                role=held.role,
                organization=get_organization(held.organization),
                reason="demonstration",
            )
        if demo.totp_secret:
            TOTP.activate(account, demo.totp_secret)
        return True


def account_of(demo: DemoPerson) -> Account | None:
    """The account of a demo person; those who only have ThaiD get theirs when they first sign in."""
    if demo.username:
        return Account.objects.filter(username=demo.username).first()
    return Account.objects.filter(person=person_of(demo)).first()


def person_of(demo: DemoPerson) -> Person:
    with acting_as(SYSTEM):
        return _person_entered_by(SYSTEM, demo)


def _person_entered_by(actor: Actor, demo: DemoPerson) -> Person:
    return find_or_enter_person(
        actor,
        kind="passport" if demo.passport else "national_id",
        number=demo.passport or demo.national_id,
        organization=None,
        birth_date=date.fromisoformat(demo.birth_date) if demo.birth_date else None,
        birth_precision="",
        **demo.names,
    )


def actor_of(demo: DemoPerson) -> Actor:
    """The demo person at work, in all their roles."""
    account = account_of(demo)
    if account is None:
        raise LookupError(f"{demo.key} has no account")
    return Actor(
        kind=ActorKind.MEMBER,
        account_id=account.pk,
        person_id=account.person_id,
        name=demo.full_name,
        grants=grants_of(account.pk, SYSTEM.today()),
    )
