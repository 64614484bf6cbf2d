"""Offices and their contacts are public; who keeps them up is asked of the actor."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor, covers

from .choices import OrganizationKind
from .models import Organization

# The names of roles stand one shelf higher, in access; the actor carries them as plain text.
ADMINISTRATOR = "role_admin"
INSTITUTION_OFFICER = "institution_officer"
MINISTRY_CASE_OFFICER = "ministry_case_officer"
CONTACT_KEEPERS = (ADMINISTRATOR, INSTITUTION_OFFICER, MINISTRY_CASE_OFFICER)
MINISTRY_KINDS = frozenset({OrganizationKind.MINISTRY, OrganizationKind.DEPARTMENT, OrganizationKind.AGENCY})


def within(field: str, paths: Iterable[str]) -> Q:
    """Rows whose organisation path, reached by `field`, is one of `paths` or lies below it; nothing for no path."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{field: path}) | Q(**{f"{field}__startswith": f"{path}/"})
    return condition


def scope(queryset: QuerySet[Organization], actor: Actor) -> QuerySet[Organization]:
    """Everybody may know which offices there are."""
    return queryset


def can_administer(actor: Actor, path: str) -> bool:
    """Whether the actor may change the tree at this path and below."""
    return actor.is_system or actor.holds(ADMINISTRATOR, path)


def keeps_contacts(actor: Actor) -> Q:
    """The offices of which the actor may edit the contacts.

    Each office keeps its own: a ministry's officers those of its offices, not those of the universities below it.
    """
    if actor.is_system:
        return ~Q(pk__in=[])
    own = within("path", actor.paths(ADMINISTRATOR, INSTITUTION_OFFICER))
    offices = within("path", actor.paths(MINISTRY_CASE_OFFICER)) & Q(kind__in=MINISTRY_KINDS)
    return own | offices


def can_edit_contacts(actor: Actor, organization: Organization) -> bool:
    """The same rule for one office at hand."""
    if actor.is_system:
        return True
    roles = [ADMINISTRATOR, INSTITUTION_OFFICER]
    if organization.kind in MINISTRY_KINDS:
        roles.append(MINISTRY_CASE_OFFICER)
    return any(covers(path, organization.path) for path in actor.paths(*roles))
