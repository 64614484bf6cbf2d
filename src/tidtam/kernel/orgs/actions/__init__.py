"""Every change of the tree of offices and of their contacts."""

from .contacts import ContactFacts, add_contact, change_contact, end_contact
from .importing import Imported, OrganizationRow, import_organizations, read_rows
from .organizations import create_organization, end_organization, move_organization, rename_organization

__all__ = [
    "ContactFacts",
    "Imported",
    "OrganizationRow",
    "add_contact",
    "change_contact",
    "create_organization",
    "end_contact",
    "end_organization",
    "import_organizations",
    "move_organization",
    "read_rows",
    "rename_organization",
]
