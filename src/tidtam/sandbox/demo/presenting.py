from dataclasses import dataclass

from django.utils.translation import gettext as _

from tidtam.kernel.access.choices import Role
from tidtam.sandbox.demo.persons import DemoPerson, demo_persons


@dataclass(frozen=True)
class Card:
    """A demo person as the page shows them, in the visitor's language."""

    person: DemoPerson
    name: str
    roles: str
    hint: str


def cards(language: str) -> list[Card]:
    return [_card(person, is_english=language == "en") for person in demo_persons()]


def _card(person: DemoPerson, *, is_english: bool) -> Card:
    roles = [str(Role(held.role).label) for held in person.roles]
    return Card(
        person=person,
        name=person.full_name_en if is_english else person.full_name,
        roles=", ".join(roles) or (_("Employee") if person.key.startswith("employee") else _("Applicant")),
        hint=person.try_en if is_english else person.try_th,
    )
