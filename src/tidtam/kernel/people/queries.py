from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.http import Http404

from tidtam.kernel.actor import Actor, Refused

from .choices import IdentifierKind
from .crypto import blind_indexes
from .models import Affiliation, ContactAddress, Identifier, Person
from .numbers import normalise
from .policies import affiliation_rule, can_change_contact, can_name_for_audit, scope, sees_true_name


def find_person_id(kind: str, number: str, country: str = "") -> UUID | None:
    """Whose number this is. For signing in and for entering: whoever may read nothing else learns only the id."""
    indexes = blind_indexes(kind, normalise(kind, number))
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_find_person(%s, %s, %s)", (kind, country, indexes))
        row = cursor.fetchone()
    return row[0] if row else None


def get_person(actor: Actor, person_id: UUID) -> Person:
    person = scope(Person.objects.all(), actor).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def display_names(actor: Actor, person_ids: Iterable[UUID], language: str = "th") -> dict[UUID, str]:
    """The names the actor may be shown; a person out of their scope is left out. Two queries, however many persons.

    An organisation that typed a number with another name than the one on record goes on seeing the name it typed.
    """
    wanted = set(person_ids)
    persons = scope(Person.objects.filter(pk__in=wanted), actor)
    known = Affiliation.objects.filter(affiliation_rule(actor), person__in=wanted).order_by("since", "pk")
    by_person: dict[UUID, list[Affiliation]] = {}
    for affiliation in known:
        by_person.setdefault(affiliation.person_id, []).append(affiliation)
    names = {}
    for person in persons:
        affiliations = by_person.get(person.pk, [])
        if sees_true_name(actor, person.pk, affiliations):
            names[person.pk] = person.full_name_en or person.full_name if language == "en" else person.full_name
        else:
            names[person.pk] = affiliations[-1].stated_name
    return names


def display_name(actor: Actor, person_id: UUID, language: str = "th") -> str:
    return display_names(actor, [person_id], language).get(person_id, "")


def masked_numbers(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The masked number of each person in scope: the national ID number, or else the passport entered last."""
    persons = scope(Person.objects.filter(pk__in=set(person_ids)), actor)
    found = Identifier.objects.filter(person__in=persons).order_by("entered_at", "pk")
    masked: dict[UUID, str] = {}
    for identifier in sorted(found, key=lambda row: row.kind == IdentifierKind.NATIONAL_ID):
        masked[identifier.person_id] = identifier.masked
    return masked


def masked_number(actor: Actor, person_id: UUID) -> str:
    return masked_numbers(actor, [person_id]).get(person_id, "")


def current_addresses(actor: Actor, person_id: UUID) -> dict[str, ContactAddress]:
    """Where the person is reached now, by kind: for the person and for what the platform itself sends."""
    person = get_person(actor, person_id)
    if not can_change_contact(actor, person):
        raise Http404
    return {row.kind: row for row in ContactAddress.objects.filter(person=person, ended_at=None)}


def persons_matching(actor: Actor, text: str, limit: int = 50) -> set[UUID]:
    """Persons in scope by a number typed whole, or by the beginning of the given or the family name."""
    for kind in IdentifierKind:
        with suppress(Refused):
            person_id = find_person_id(kind, text)
            return {person_id} if person_id and scope(Person.objects.filter(pk=person_id), actor).exists() else set()
    first, _, last = text.strip().partition(" ")
    rule = (
        Q(given_name__startswith=first) | Q(family_name__startswith=first)
        if not last
        else Q(given_name__startswith=first, family_name__startswith=last.strip())
    )
    return set(scope(Person.objects.filter(rule), actor).values_list("pk", flat=True)[:limit]) if first else set()


def names_for_audit(actor: Actor, person_ids: Iterable[str]) -> dict[str, str]:
    """How the persons are called of whom an audit record speaks; an auditor has seen the record already."""
    named = Person.objects.filter(pk__in=list(person_ids))
    return {str(p.pk): p.full_name for p in (named if can_name_for_audit(actor) else scope(named, actor))}
