"""A bulk action and an import are their owner's alone; what they do to a matter is judged by the engine, each time."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.tracking.definitions import SUBJECT, Definition

from .models import Order

Ordered = TypeVar("Ordered", bound=Order)


def scope(queryset: "QuerySet[Ordered]", actor: Actor) -> "QuerySet[Ordered]":
    if actor.is_system:
        return queryset
    return queryset.filter(account_id=actor.account_id) if actor.grants else queryset.none()


def owner_of_new(actor: Actor) -> UUID:
    """The account to which a new order belongs."""
    if actor.account_id is None:
        raise NotAllowed(_("Only officers who signed in order something for many matters."))
    return actor.account_id


def opening_roles(definition: Definition) -> tuple[str, ...]:
    """The roles that hand in matters of this process for others."""
    return tuple(role for role in (definition.owner, *definition.opened_by) if role != SUBJECT)


def can_import(actor: Actor, definition: Definition) -> bool:
    return actor.account_id is not None and actor.holds_any(opening_roles(definition))
