from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress, Person
from tidtam.kernel.people.policies import can_change_contact
from tidtam.thai import mobile
from tidtam.thai.errors import ThaiInputError


def set_contact_address(
    actor: Actor, person: Person, *, kind: str, value: str, verified_at: datetime | None = None
) -> ContactAddress:
    """Where the person is reached from now on. Setting the same address again changes nothing but its proof."""
    if not can_change_contact(actor, person):
        raise NotAllowed(_("Only the person can change where they are reached."))
    address = _clean(kind, value)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        current = ContactAddress.objects.filter(person=person, kind=kind, ended_at=None).first()
        if current is not None and current.value == address:
            if verified_at is None or current.verified_at is not None:
                return current
            current.verified_at = verified_at
            current.save(update_fields=["verified_at"])
        else:
            if current is not None:
                current.ended_at = actor.now()
                current.save(update_fields=["ended_at"])
            current = ContactAddress.objects.create(
                person=person, kind=kind, value=address, verified_at=verified_at, created_at=actor.now()
            )
        details = {"kind": kind, "address": current.pk, "verified": verified_at is not None}
        record(actor, "person.contact_set", "person", person.pk, person_id=person.pk, details=details)
    return current


def _clean(kind: str, value: str) -> str:
    if kind == AddressKind.MOBILE:
        try:
            return mobile.parse(value)
        except ThaiInputError as error:
            raise Refused(_(error.message) % error.facts, code=error.code, field="value") from None
    address = value.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            _("This is not an e-mail address; it looks like name@example.ac.th."), code="email", field="value"
        ) from None
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"
