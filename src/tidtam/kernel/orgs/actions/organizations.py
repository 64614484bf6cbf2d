"""Offices: made, renamed, moved and ended. One at a time changes the tree, so that paths and parents agree."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, covers
from tidtam.kernel.audit.actions import record
from tidtam.kernel.files.actions import follow_office
from tidtam.kernel.orgs.choices import MAY_STAND_ALONE, PARENT_KINDS
from tidtam.kernel.orgs.models import FormerName, Organization
from tidtam.kernel.orgs.policies import can_administer
from tidtam.kernel.orgs.queries import subtree


def create_organization(
    actor: Actor,
    *,
    code: str,
    kind: str,
    name_th: str,
    name_en: str,
    parent: Organization | None = None,
    is_sample: bool = False,
) -> Organization:
    with transaction.atomic():
        _lock_tree()
        if parent is not None:
            parent.refresh_from_db()
        _require_administrator(actor, parent.path if parent else code)
        _require_fitting_place(kind, parent)
        if Organization.objects.filter(code=code).exists():
            raise Refused(_("Another office already has this code; choose another code."), code="taken", field="code")
        organization = Organization(
            code=code,
            kind=kind,
            name_th=name_th.strip(),
            name_en=name_en.strip(),
            parent=parent,
            path=f"{parent.path}/{code}" if parent else code,
            is_sample=is_sample,
            created_at=actor.now(),
        )
        _require_valid(organization)
        organization.save()
        _record(actor, "organization.created", organization)
    return organization


def rename_organization(actor: Actor, organization: Organization, *, name_th: str, name_en: str) -> Organization:
    with transaction.atomic():
        _lock_tree()
        organization.refresh_from_db()
        _require_administrator(actor, organization.path)
        if (organization.name_th, organization.name_en) == (name_th.strip(), name_en.strip()):
            return organization
        FormerName.objects.create(
            organization=organization,
            name_th=organization.name_th,
            name_en=organization.name_en,
            until=actor.now(),
        )
        organization.name_th, organization.name_en = name_th.strip(), name_en.strip()
        _require_valid(organization)
        organization.save(update_fields=["name_th", "name_en"])
        _record(actor, "organization.renamed", organization)
    return organization


def move_organization(actor: Actor, organization: Organization, *, parent: Organization | None) -> Organization:
    """Put the office, with everything below it, under another parent; roles follow the new paths at once."""
    with transaction.atomic():
        _lock_tree()
        organization.refresh_from_db()
        if parent is not None:
            parent.refresh_from_db()
        old, new = organization.path, f"{parent.path}/{organization.code}" if parent else organization.code
        # One who could only take an office away, or only receive it, would be widening or escaping a rule.
        _require_administrator(actor, old)
        _require_administrator(actor, parent.path if parent else organization.code)
        if new == old:
            return organization
        if parent is not None and covers(old, parent.path):
            raise Refused(_("An office cannot stand below itself; choose another office."), field="parent")
        _require_fitting_place(organization.kind, parent)
        subtree(old).exclude(pk=organization.pk).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
        organization.parent, organization.path = parent, new
        organization.save(update_fields=["parent", "path"])
        follow_office(actor, old, new)
        _record(actor, "organization.moved", organization, {"from": old, "to": new})
    return organization


def end_organization(actor: Actor, organization: Organization) -> Organization:
    """The office no longer exists: no role in it counts any more; what happened in it stays readable from above."""
    with transaction.atomic():
        _lock_tree()
        organization.refresh_from_db()
        _require_administrator(actor, organization.path)
        if organization.is_ended:
            return organization
        if subtree(organization.path).filter(ended_at=None).exclude(pk=organization.pk).exists():
            raise Refused(_("There are still offices below this one; move or end them first."), code="has_offices")
        organization.ended_at = actor.now()
        organization.save(update_fields=["ended_at"])
        _record(actor, "organization.ended", organization)
    return organization


def _lock_tree() -> None:
    """Wait for any other change of the tree; readers are not held up."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE orgs_organization IN SHARE ROW EXCLUSIVE MODE")


def _require_administrator(actor: Actor, path: str) -> None:
    if not can_administer(actor, path):
        raise NotAllowed(_("Only a role administrator of the office above may change this office."))


def _require_fitting_place(kind: str, parent: Organization | None) -> None:
    if parent is None:
        if kind not in MAY_STAND_ALONE:
            raise Refused(_("An office of this kind stands below another; choose the one above it."), field="parent")
        return
    if parent.is_ended:
        raise Refused(_("The office above has ended; choose another."), field="parent")
    if parent.kind not in PARENT_KINDS[kind]:
        raise Refused(_("An office of this kind cannot stand below that one; choose another."), field="parent")


def _require_valid(organization: Organization) -> None:
    try:
        organization.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as mistake:
        field, messages = next(iter(mistake.message_dict.items()))
        raise Refused(f"{field}: {messages[0]}", code="invalid", field=field) from mistake


def _record(actor: Actor, verb: str, organization: Organization, details: dict[str, object] | None = None) -> None:
    record(actor, verb, "organization", organization.pk, organization_path=organization.path, details=details)
