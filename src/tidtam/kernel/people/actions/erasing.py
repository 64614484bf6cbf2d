"""Lawful erasure of what this shelf keeps. Rows stay, for histories name them; what they said is gone."""

from datetime import datetime

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.models import NAME_LIMITS, Affiliation, ContactAddress, Identifier, Person
from tidtam.kernel.people.policies import can_destroy_key
from tidtam.kernel.personal_data import Subject

from .keys import destroy_private_key

_AT_ONCE = 500


def erase_addresses(actor: Actor, subject: Subject) -> int:
    _must_be_platform(actor)
    rows = ContactAddress.objects.filter(person=subject.person_id).exclude(value="")
    rows.filter(ended_at=None).update(ended_at=actor.now())
    return rows.update(value="", verified_at=None)


def forget_ended_addresses(actor: Actor, ended_before: datetime) -> int:
    """Where people were reached once; some at a time, the number of those forgotten."""
    _must_be_platform(actor)
    old = ContactAddress.objects.filter(ended_at__lt=ended_before).exclude(value="").order_by("ended_at", "pk")
    return ContactAddress.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_AT_ONCE])).update(value="")


def erase_identity(actor: Actor, subject: Subject) -> int:
    """The name, the numbers with their blind indexes, and the key under which all words about the person are sealed."""
    _must_be_platform(actor)
    if subject.person_id is None:
        return 0
    person = Person.objects.select_for_update().filter(pk=subject.person_id, erased_at=None).first()
    if person is None:
        return 0
    for name in NAME_LIMITS:
        setattr(person, name, "")
    person.birth_date, person.birth_precision = None, ""
    person.verified_at, person.verified_source = None, ""
    person.erased_at = actor.now()
    person.save()
    Affiliation.objects.filter(person=person).exclude(stated_name="").update(stated_name="")
    for number in Identifier.objects.filter(person=person):
        number.ciphertext = number.masked = number.country = ""
        number.index = f"erased:{number.pk.hex}"
        number.save()
    destroy_private_key(actor, person)
    record(actor, "person.erased", "person", person.pk, person_id=person.pk)
    return 1


def _must_be_platform(actor: Actor) -> None:
    if not can_destroy_key(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
