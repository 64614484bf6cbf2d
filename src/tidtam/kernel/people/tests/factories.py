from datetime import date
from itertools import count
from typing import Any

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Grant, acting_as, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import find_or_enter_person
from tidtam.kernel.people.models import Person
from tidtam.thai.national_id import demo_number

_numbers = count(700_000)


def next_number() -> str:
    return demo_number(next(_numbers))


def make_person(
    *, number: str = "", organization: Organization | None = None, actor: Actor = SYSTEM, **names: Any
) -> Person:
    with acting_as(actor):
        return find_or_enter_person(
            actor,
            kind="national_id",
            number=number or next_number(),
            organization=organization,
            **{"title": "นาย", "given_name": "สมมติ", "family_name": "ตัวอย่าง", **names},
        )


def place(path: str) -> Organization:
    """The organisation at this path, made with all those above it where they are not there yet."""
    above, _, code = path.rpartition("/")
    found = Organization.objects.filter(path=path).first()
    return found or make_organization(code, place(above) if above else None)


def officer_at(path: str, role: str = "institution_officer") -> Actor:
    grant = Grant(
        id=new_id(),
        role=role,
        organization_id=new_id(),
        organization_path=path,
        organization_name_th=path,
        organization_name_en=path,
        until=date(2099, 12, 31),
    )
    return Actor(kind=ActorKind.MEMBER, account_id=new_id(), person_id=new_id(), name="officer", grants=(grant,))


def member(person: Person) -> Actor:
    return Actor(kind=ActorKind.MEMBER, account_id=new_id(), person_id=person.pk, name="member")
