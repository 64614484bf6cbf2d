import tomllib
from pathlib import Path

from tidtam.kernel.actor import acting_as
from tidtam.kernel.orgs.actions import ContactFacts, add_contact
from tidtam.kernel.orgs.models import OfficeContact
from tidtam.kernel.orgs.queries import get_organization

from .accounts import beginning, system_on

_FILE = Path(__file__).parents[1] / "data" / "contacts.toml"


def enter_contacts() -> None:
    """Once: what visitors change of the contacts afterwards stays."""
    founder = system_on(beginning())
    with acting_as(founder):
        if OfficeContact.objects.exists():
            return
        for entry in tomllib.loads(_FILE.read_text("utf-8"))["contact"]:
            office = get_organization(entry.pop("organization"))
            add_contact(founder, office, ContactFacts(**entry))
