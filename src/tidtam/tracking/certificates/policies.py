"""A certificate is printed, seen and ended by the person whose matter it is; whoever holds the paper verifies it."""

from django.db.models import QuerySet

from tidtam.kernel.actor import Actor
from tidtam.tracking.models import Case

from .models import Certificate


def scope(queryset: QuerySet[Certificate], actor: Actor) -> QuerySet[Certificate]:
    if actor.is_system:
        return queryset
    return queryset.filter(person__in=actor.persons)


def can_issue(actor: Actor, case: Case) -> bool:
    return actor.is_person(case.person_told_of)
