"""A notice is for the one it is addressed to; not even an administrator reads it."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor

from .models import Recipient

Row = TypeVar("Row", bound=Recipient)


def addressed_to(actor: Actor) -> Q:
    """To the person, or to the account they act with."""
    rule = Q(person__in=actor.persons)
    if actor.account_id is not None:
        rule |= Q(account=actor.account_id)
    return rule


def scope(queryset: "QuerySet[Row]", actor: Actor) -> "QuerySet[Row]":
    return queryset.filter(addressed_to(actor))
