from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.crypto import blind_indexes
from tidtam.kernel.people.models import Affiliation, ContactAddress, Identifier, Person
from tidtam.kernel.people.numbers import normalise
from tidtam.kernel.people.policies import (
    affiliation_rule,
    can_change_contact,
    can_name_for_audit,
    scope,
    sees_true_name,
)
from tidtam.thai import names


def find_person_id(kind: str, number: str, country: str = "") -> UUID | None:
    """Whose number this is. For signing in and for entering: whoever may read nothing else learns only the id."""
    indexes = blind_indexes(kind, normalise(kind, number))
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_find_person(%s, %s, %s)", (kind, country, indexes))
        row = cursor.fetchone()
    return row[0] if row else None


def main_record(person_id: UUID) -> UUID:
    """Under which the same human's own things are kept, where they stand in several records."""
    joined = Person.objects.filter(also__contains=[person_id]).exclude(also=[])
    return joined.values_list("pk", flat=True).first() or person_id


def records_of_human(person_id: UUID) -> frozenset[UUID]:
    """Every record that is known to be the same human's; this one at least."""
    joined = Q(also__contains=[person_id]) & ~Q(also=[])
    rows = Person.objects.filter(joined | Q(pk=person_id)).values_list("pk", "also")
    return frozenset({person_id}.union(*({main, *others} for main, others in rows)))


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """A number as it is kept, ready to be looked for."""

    kind: str
    bare: str
    country: str = ""


def find_person_ids(numbers: Sequence[PersonNumber]) -> dict[PersonNumber, UUID]:
    """The same for many, with one query; whom nobody entered is left out."""
    wanted = list(dict.fromkeys(numbers))
    rows = [
        (place, number.kind, number.country, index)
        for place, number in enumerate(wanted)
        for index in blind_indexes(number.kind, number.bare)
    ]
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_find_persons(%s, %s, %s, %s)", [list(column) for column in zip(*rows, strict=True)]
        )
        return {wanted[place]: person_id for place, person_id in cursor.fetchall()}


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
    known = _known_affiliations(actor, wanted)
    shown = {}
    for person in scope(Person.objects.filter(pk__in=wanted), actor):
        affiliations = known.get(person.pk, [])
        if sees_true_name(actor, person.pk, affiliations):
            shown[person.pk] = person.full_name_en or person.full_name if language == "en" else person.full_name
        else:
            shown[person.pk] = affiliations[-1].stated_name
    return shown


def display_name(actor: Actor, person_id: UUID, language: str = "th") -> str:
    return display_names(actor, [person_id], language).get(person_id, "")


def masked_numbers(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The masked number of each person in scope: the national ID number, or else the passport entered last."""
    persons = scope(Person.objects.filter(pk__in=set(person_ids)), actor)
    found = Identifier.objects.filter(person__in=persons).exclude(masked="").order_by("entered_at", "pk")
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


SHORTEST_PART = 3
MOST_WEIGHED = 2_000


def person_numbered(actor: Actor, text: str) -> UUID | None:
    """The person in scope whose number was typed whole."""
    if not text.isprintable():
        return None
    for kind in IdentifierKind:
        with suppress(Refused):
            person_id = find_person_id(kind, text)
            if person_id and scope(Person.objects.filter(pk=person_id), actor).exists():
                return person_id
    return None


def persons_matching(actor: Actor, text: str, limit: int = 1_000) -> set[UUID]:
    """Persons in scope by a number typed whole, or by parts of the name, all of which must occur.

    A search must not be a way to guess a name: where the actor only sees a name as typed, only that one is searched.
    """
    if not text.isprintable():
        return set()
    person_id = person_numbered(actor, text)
    if person_id:
        return {person_id}
    name = names.split(text)
    words = " ".join((name.given_name, name.middle_name, name.family_name)).split()
    if not words:
        return set()
    found = set(scope(_called(words), actor).values_list("pk", flat=True)[:limit])
    if actor.is_system:
        return found
    as_typed = Q()
    for word in words:
        as_typed &= Q(stated_name__icontains=word)
    stated = Affiliation.objects.filter(affiliation_rule(actor), as_typed).exclude(stated_name="")
    found |= set(stated.values_list("person", flat=True)[:limit])
    known = _known_affiliations(actor, found)
    return {
        person_id
        for person_id in found
        if sees_true_name(actor, person_id, known.get(person_id, []))
        or any(_occur(words, affiliation.stated_name) for affiliation in known.get(person_id, []))
    }


def _called(words: list[str]) -> QuerySet[Person]:
    """Persons in whose names all the words occur. An index of three letters each finds a shorter word at a beginning.

    Where few are called so, they are picked out before anybody asks for their affiliations; where very many are, the
    affiliations come first.
    """
    rule = Q()
    for word in words:
        how = "contains" if len(word) >= SHORTEST_PART else "startswith"
        thai = Q(**{f"given_name__{how}": word}) | Q(**{f"family_name__{how}": word})
        rule &= thai | Q(**{f"given_name_en__i{how}": word}) | Q(**{f"family_name_en__i{how}": word})
    called = Person.objects.filter(rule)
    few = list(called.values_list("pk", flat=True)[: MOST_WEIGHED + 1])
    return called if len(few) > MOST_WEIGHED else Person.objects.filter(pk__in=few)


def _occur(words: list[str], name: str) -> bool:
    return all(word.casefold() in name.casefold() for word in words)


def _known_affiliations(actor: Actor, person_ids: set[UUID]) -> dict[UUID, list[Affiliation]]:
    """What the actor's own organisations know of these persons, the newest last."""
    by_person: dict[UUID, list[Affiliation]] = {}
    rows = Affiliation.objects.filter(affiliation_rule(actor), person__in=person_ids).order_by("since", "pk")
    for affiliation in rows:
        by_person.setdefault(affiliation.person_id, []).append(affiliation)
    return by_person


def names_for_audit(actor: Actor, person_ids: Iterable[str]) -> dict[str, str]:
    """How the persons are called of whom an audit record speaks; an auditor has seen the record already."""
    named = Person.objects.filter(pk__in=list(person_ids))
    return {str(p.pk): p.full_name for p in (named if can_name_for_audit(actor) else scope(named, actor))}
