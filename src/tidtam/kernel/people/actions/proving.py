"""A number is proven: whose it is was shown, by a register or by papers that somebody looked at."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import Identifier, Person
from tidtam.kernel.people.numbers import normalise
from tidtam.kernel.people.queries import find_person_id, main_record

from .persons import give_number, lock_number


def prove_number(actor: Actor, person: Person, *, kind: str, number: str, country: str = "") -> Person:
    """The one person with this number: who was entered with it before, or else this person, from now on."""
    if not actor.is_system:
        raise NotAllowed(_("Nobody vouches for a number of their own."))
    bare, country = normalise(kind, number), country.strip().upper()
    with transaction.atomic():
        lock_number(kind, bare)
        known = find_person_id(kind, bare, country)
        known = None if known is None else main_record(known)
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
