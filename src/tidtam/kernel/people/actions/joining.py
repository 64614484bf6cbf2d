"""One human stands in two records: a number proved it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.choices import AddressKind, IdentifierKind
from tidtam.kernel.people.models import ContactAddress, Identifier, Person
from tidtam.kernel.personal_data import Subject, holdings

from .contacts import set_contact_address
from .persons import go_by_the_name


def join_records(actor: Actor, lesser: Subject, into: Subject) -> Person:
    """The lesser record is known as the other's from now on, and every keeper does what it said it would.

    No history is rewritten: what was recorded under either stays there, sealed with the key of its own.
    """
    if not actor.is_system:
        raise NotAllowed(_("Nobody says of themselves as whom else they are known."))
    with transaction.atomic():
        found = Person.objects.select_for_update().filter(pk__in=[lesser.person_id, into.person_id], erased_at=None)
        rows = {row.pk: row for row in found.order_by("pk")}
        if len(rows) != 2 or lesser.person_id is None or into.person_id is None:
            raise Refused(_("One of these records was erased meanwhile, or both are one already."), code="record_gone")
        joined, person = rows[lesser.person_id], rows[into.person_id]
        if Identifier.objects.filter(person=joined, kind=IdentifierKind.NATIONAL_ID).exists():
            raise Refused(_("This account belongs to a person with another number already."), code="other_number")
        for holding in holdings():
            holding.when_joined.refuse_to(actor, lesser, into)
        person.also = sorted({*person.also, joined.pk, *joined.also})
        joined.also = []
        joined.save(update_fields=["also"])
        person.save(update_fields=["also"])
        go_by_the_name(person)
        for holding in holdings():
            holding.when_joined.follow(actor, lesser, into)
        for one, other in ((joined, person), (person, joined)):
            details = {"other_record": other.pk, "is_main": one == person}
            record(actor, "person.joined", "person", one.pk, person_id=one.pk, details=details)
    return person


def carry_addresses(actor: Actor, lesser: Subject, into: Subject) -> None:
    """Whoever goes on with their account is reached where they said, if nowhere else. Of an account that ends nothing
    is carried unasked: an address opens an account whose password is forgotten."""
    current = ContactAddress.objects.filter(person=lesser.person_id, ended_at=None)
    if lesser.account_id is None and into.person_id is not None:
        person = Person.objects.get(pk=into.person_id)
        has = ContactAddress.objects.filter(person=person, ended_at=None).values_list("kind", flat=True)
        for row in current.exclude(kind__in=list(has)):
            set_contact_address(actor, person, kind=AddressKind(row.kind), value=row.value, verified_at=row.verified_at)
    current.update(ended_at=actor.now())
