"""What one can read of offices. They are public, so nothing here asks who reads."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Collate
from django.http import Http404

from tidtam.kernel.actor import Actor

from .choices import OrganizationKind
from .models import CODE, OfficeContact, Organization
from .policies import MINISTRY_KINDS, keeps_contacts, within

THAI = "th-x-icu"


def get_organization(code: str) -> Organization:
    organization = Organization.objects.filter(code=code).first() if CODE.fullmatch(code) else None
    if organization is None:
        raise Http404(f"no organisation has the code {code}")
    return organization


def get_organization_by_id(organization_id: UUID) -> Organization:
    organization = Organization.objects.filter(pk=organization_id).first()
    if organization is None:
        raise Http404("no such organisation")
    return organization


def subtree(path: str) -> QuerySet[Organization]:
    """The organisation at `path` and everything below it, ended ones too."""
    return Organization.objects.filter(within("path", [path]))


def heads() -> QuerySet[Organization]:
    """Who answers for what all offices share: the ministries; where there is none, whatever stands below no other."""
    top = Organization.objects.filter(parent=None, ended_at=None)
    ministries = top.filter(kind=OrganizationKind.MINISTRY)
    return ministries if ministries.exists() else top


def living(paths: Iterable[str]) -> QuerySet[Organization]:
    """Organisations at or below one of the paths that have not ended, in Thai order below each kind."""
    return Organization.objects.filter(within("path", paths), ended_at=None).order_by("kind", Collate("name_th", THAI))


def institutions() -> QuerySet[Organization]:
    """Higher-education institutions in Thai order."""
    return Organization.objects.filter(kind=OrganizationKind.INSTITUTION, ended_at=None).order_by(
        Collate("name_th", THAI), "id"
    )


def _contacts() -> QuerySet[OfficeContact]:
    return OfficeContact.objects.filter(ended_at=None, organization__ended_at=None).select_related("organization")


def contacts_of(organization: Organization) -> QuerySet[OfficeContact]:
    return _contacts().filter(organization=organization).order_by("order", "id")


def directory(office: Organization | None = None) -> list[tuple[Organization, list[OfficeContact]]]:
    """The contacts of one office, or those of all offices that run the service for everybody; office by office."""
    rule: dict[str, Any] = {"organization__kind__in": MINISTRY_KINDS} if office is None else {"organization": office}
    found = _contacts().filter(**rule).order_by("organization__path", "order", "id")
    return [(where, list(contacts)) for where, contacts in groupby(found, key=lambda each: each.organization)]


def other_offices_with_contacts() -> QuerySet[Organization]:
    reachable = OfficeContact.objects.filter(organization=OuterRef("pk"), ended_at=None)
    return (
        Organization.objects.filter(Exists(reachable), ended_at=None)
        .exclude(kind__in=MINISTRY_KINDS)
        .order_by(Collate("name_th", THAI), "id")
    )


def offices_to_keep(actor: Actor, words: str = "") -> QuerySet[Organization]:
    """Living offices of which the actor may edit the contacts, by part of a name.

    Annotated for their order: offices of the ministry first, then by Thai name.
    """
    offices = Organization.objects.filter(keeps_contacts(actor), ended_at=None).annotate(
        rank=Case(When(kind__in=MINISTRY_KINDS, then=0), default=1), thai_name=Collate("name_th", THAI)
    )
    if words:
        offices = offices.filter(Q(name_th__contains=words) | Q(name_en__icontains=words) | Q(code=words.lower()))
    return offices


def get_office_to_keep(actor: Actor, organization_id: UUID) -> Organization:
    office = offices_to_keep(actor).filter(pk=organization_id).first()
    if office is None:
        raise Http404("no such office")
    return office


def get_contact_to_keep(actor: Actor, contact_id: UUID) -> OfficeContact:
    contact = _contacts().filter(pk=contact_id, organization__in=offices_to_keep(actor)).first()
    if contact is None:
        raise Http404("no such contact")
    return contact


def names_at(actor: Actor, paths: Iterable[str]) -> dict[str, str]:
    """How the offices at these paths are called today, for lists that hold paths."""
    return {office.path: office.name for office in Organization.objects.filter(path__in=list(paths))}
