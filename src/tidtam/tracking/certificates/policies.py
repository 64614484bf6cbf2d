"""A certificate is printed, seen and ended by the person whose matter it is; whoever holds the paper verifies it."""

from django.db.models import QuerySet

from tidtam.kernel.actor import Actor
from tidtam.tracking.models import Case

from .models import Certificate


def scope(queryset: QuerySet[Certificate], actor: Actor) -> QuerySet[Certificate]:
    if actor.is_system:
        return queryset
    return queryset.none() if actor.person_id is None else queryset.filter(person=actor.person_id)


def can_issue(actor: Actor, case: Case) -> bool:
    return actor.person_id is not None and actor.person_id == case.person_told_of
