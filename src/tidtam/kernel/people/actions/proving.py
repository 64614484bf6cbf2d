"""A number is proven: whose it is was shown, by a register or by papers that somebody looked at."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.choices import AddressKind, IdentifierKind
from tidtam.kernel.people.models import ContactAddress, Identifier, Person
from tidtam.kernel.people.numbers import normalise
from tidtam.kernel.people.queries import find_person_id

from .contacts import set_contact_address
from .persons import give_number, lock_number


def prove_number(actor: Actor, person: Person, *, kind: str, number: str, country: str = "") -> Person:
    """The one person with this number: who was entered with it before, or else this person, from now on."""
    if not actor.is_system:
        raise NotAllowed(_("Nobody vouches for a number of their own."))
    bare, country = normalise(kind, number), country.strip().upper()
    with transaction.atomic():
        lock_number(kind, bare)
        known = find_person_id(kind, bare, country)
        if known == person.pk:
            return person
        numbered = Identifier.objects.filter(person=person, kind=IdentifierKind.NATIONAL_ID).exists()
        if numbered and (known is not None or kind == IdentifierKind.NATIONAL_ID):
            raise Refused(_("This account belongs to a person with another number already."), code="other_number")
        if known is not None:
            return Person.objects.get(pk=known)
        give_number(actor, person, kind, bare, country)
        record(actor, "person.number_proven", "person", person.pk, person_id=person.pk, details={"kind": kind})
    return person


def carry_addresses(actor: Actor, person: Person, *, known_as: Person) -> None:
    """Who registered turned out to be somebody known before: they are reached where they said, if nowhere else."""
    has = ContactAddress.objects.filter(person=known_as, ended_at=None).values("kind")
    for row in ContactAddress.objects.filter(person=person, ended_at=None).exclude(kind__in=has):
        set_contact_address(actor, known_as, kind=AddressKind(row.kind), value=row.value, verified_at=row.verified_at)
