from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.models import Person, PersonKey
from tidtam.kernel.people.policies import can_destroy_key


def destroy_private_key(actor: Actor, person: Person) -> None:
    """Erase, for ever, what histories keep of the person in words. The events themselves stay whole."""
    if not can_destroy_key(actor):
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    with transaction.atomic():
        key = PersonKey.objects.select_for_update().get(person=person)
        if key.destroyed_at is not None:
            return
        key.wrapped, key.destroyed_at = "", actor.now()
        key.save(update_fields=["wrapped", "destroyed_at"])
        record(actor, "person.key_destroyed", "person", person.pk, person_id=person.pk)
