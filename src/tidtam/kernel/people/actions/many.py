"""Entering persons by the thousand, as `find_or_enter_person` does one: the same rows, the same trail."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import Happened, record_many
from tidtam.kernel.keys import encrypt_bytes
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import IdentifierKind, PersonKind
from tidtam.kernel.people.crypto import blind_index, encrypt, identifier_field
from tidtam.kernel.people.models import Affiliation, Identifier, Person, PersonKey
from tidtam.kernel.people.numbers import mask, normalise
from tidtam.kernel.people.policies import can_enter_person
from tidtam.kernel.people.private_text import fresh_key, wrapping_field
from tidtam.kernel.people.queries import PersonNumber, find_person_ids

from .persons import clean_names, stated_name


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as an office's list has them: a number, and the names beside it."""

    kind: str
    number: str
    names: Mapping[str, str]
    organization: Organization
    country: str = ""


def find_or_enter_persons(actor: Actor, listed: Sequence[NamedPerson]) -> list[UUID]:
    """The person behind each line of the list; entered now, if nobody entered them before.

    Who enters one of them at the same moment wins: the database refuses the second number, and the caller tries anew.
    """
    if not all(can_enter_person(actor, path) for path in {each.organization.path for each in listed}):
        raise NotAllowed(_("You can enter persons for your own organisation only."))
    numbers = [PersonNumber(each.kind, normalise(each.kind, each.number), each.country) for each in listed]
    with transaction.atomic():
        known = find_person_ids(numbers)
        new: dict[PersonNumber, Person] = {}
        for number, each in zip(numbers, listed, strict=True):
            if number not in known and number not in new:
                new[number] = _made(actor, each)
        Person.objects.bulk_create(new.values())
        ids = [known.get(number) or new[number].pk for number in numbers]
        _affiliate(actor, ids, listed, set(known.values()))
        _give_keys(actor, new.values())
        _give_numbers(actor, new)
        _leave_trail(actor, numbers, listed, new)
    return ids


def _made(actor: Actor, each: NamedPerson) -> Person:
    names = clean_names(each.names)
    if not (names.get("given_name") or names.get("given_name_en")):
        raise Refused(_("Enter the given name."), code="required", field="given_name")
    kind = PersonKind.THAI if each.kind == IdentifierKind.NATIONAL_ID else PersonKind.FOREIGN
    return Person(kind=kind, created_at=actor.now(), **names)


def _affiliate(actor: Actor, ids: Sequence[UUID], listed: Sequence[NamedPerson], known: Collection[UUID]) -> None:
    """Each with the office that lists them; who is on record under another name goes on being called as listed."""
    pairs = {(person_id, each.organization.pk): each for person_id, each in zip(ids, listed, strict=True)}
    there = set(
        Affiliation.objects.filter(
            person__in=known, organization__in={organization_id for _person, organization_id in pairs}
        ).values_list("person_id", "organization_id")
    )
    on_record = Person.objects.in_bulk(list(known))
    missing = {pair: each for pair, each in pairs.items() if pair not in there}
    Affiliation.objects.bulk_create(
        Affiliation(
            person_id=person_id,
            organization_id=organization_id,
            since=actor.today(),
            source="entered",
            stated_name=stated_name(on_record[person_id], clean_names(each.names)) if person_id in on_record else "",
        )
        for (person_id, organization_id), each in missing.items()
    )
    happened = [
        Happened(person_id, person_id, each.organization.path) for (person_id, _office), each in missing.items()
    ]
    record_many(actor, "person.affiliated", "person", happened)


def _give_keys(actor: Actor, persons: Collection[Person]) -> None:
    PersonKey.objects.bulk_create(
        PersonKey(person=person, wrapped=encrypt_bytes(fresh_key(), wrapping_field(person.pk)), created_at=actor.now())
        for person in persons
    )


def _give_numbers(actor: Actor, persons: Mapping[PersonNumber, Person]) -> None:
    rows = [
        Identifier(
            person=person,
            kind=number.kind,
            country=number.country,
            index=blind_index(number.kind, number.bare),
            masked=mask(number.kind, number.bare),
            entered_at=actor.now(),
        )
        for number, person in persons.items()
    ]
    for row, number in zip(rows, persons, strict=True):
        row.ciphertext = encrypt(number.bare, identifier_field(row.pk))
    Identifier.objects.bulk_create(rows)


def _leave_trail(
    actor: Actor, numbers: Sequence[PersonNumber], listed: Sequence[NamedPerson], new: Mapping[PersonNumber, Person]
) -> None:
    paths = {number: each.organization.path for number, each in zip(reversed(numbers), reversed(listed), strict=True)}
    happened = [Happened(person.pk, person.pk, paths[number], {"kind": number.kind}) for number, person in new.items()]
    record_many(actor, "person.entered", "person", happened)
