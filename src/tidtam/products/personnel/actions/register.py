from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import find_or_enter_person, record_assignment
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import Person
from tidtam.products.personnel.policies import keeps_register

SOURCE = "register"


@dataclass(frozen=True, slots=True)
class StaffFacts:
    national_id: str
    title: str
    given_name: str
    family_name: str
    position: str
    level: str
    unit: str
    since: date


def enter_staff(actor: Actor, *, entry_id: UUID, organization: Organization, facts: StaffFacts) -> Person:
    """Take somebody up in the register. The id comes with the form: sent twice, it is entered once."""
    if not keeps_register(actor, organization.path):
        raise NotAllowed(_("Only the office's own personnel officers keep its register."))
    with atomic():
        person = find_or_enter_person(
            actor,
            kind=IdentifierKind.NATIONAL_ID,
            number=facts.national_id,
            title=facts.title,
            given_name=facts.given_name,
            family_name=facts.family_name,
            organization=organization,
        )
        record_assignment(
            actor,
            person,
            organization=organization,
            position=facts.position,
            level=facts.level,
            unit=facts.unit,
            effective_on=facts.since,
            source_kind=SOURCE,
            source_id=entry_id,
        )
    return person
