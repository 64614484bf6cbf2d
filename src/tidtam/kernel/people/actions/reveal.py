from uuid import UUID

from django.db import transaction
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.crypto import decrypt, identifier_field
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.people.queries import get_person


def reveal_number(actor: Actor, person_id: UUID, *, organization_path: str = "") -> str:
    """The whole number, for the rare page that is for it. That it was looked at is on record before it is shown."""
    person = get_person(actor, person_id)
    rows = Identifier.objects.filter(person=person).exclude(ciphertext="").order_by("entered_at", "pk")
    identifiers = sorted(rows, key=lambda row: row.kind == IdentifierKind.NATIONAL_ID)
    if not identifiers:
        raise Http404
    chosen = identifiers[-1]
    with transaction.atomic():
        record_view(actor, "identifier", chosen.pk, person.pk, organization_path=organization_path)
        return decrypt(chosen.ciphertext, identifier_field(chosen.pk))
