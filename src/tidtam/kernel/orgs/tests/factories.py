"""Offices for tests, straight into the tables: what actions do is what the tests of actions look at."""

from datetime import UTC, datetime
from uuid import uuid4

from tidtam.kernel.actor import Actor, ActorKind, Grant
from tidtam.kernel.orgs.models import OfficeContact, Organization

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def make_organization(
    code: str, parent: Organization | None = None, *, kind: str = "institution", name_th: str = "", name_en: str = ""
) -> Organization:
    return Organization.objects.create(
        code=code,
        kind=kind,
        parent=parent,
        path=f"{parent.path}/{code}" if parent else code,
        name_th=name_th or f"หน่วยงาน {code}",
        name_en=name_en or f"Office {code}",
        is_sample=True,
        created_at=LONG_AGO,
    )


def make_ministry() -> Organization:
    return make_organization("mhesi", kind="ministry")


def make_contact(organization: Organization, *, matter: str = "documents", phone: str = "0 2000 0001") -> OfficeContact:
    return OfficeContact.objects.create(
        organization=organization,
        matter=matter,
        label_th=f"งานสารบรรณ {organization.code}",
        label_en=f"Records {organization.code}",
        phone=phone,
        changed_at=LONG_AGO,
    )


def make_officer(role: str, organization: Organization) -> Actor:
    grant = Grant(uuid4(), role, organization.pk, organization.path, organization.name_th, organization.name_en)
    return Actor(kind=ActorKind.MEMBER, account_id=uuid4(), name="somchai", grants=(grant,))
