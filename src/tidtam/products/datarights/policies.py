"""One's own data is one's own affair; what is asked to be done with it is decided by somebody else."""

from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.policies import within

from .models import DataRequest, Download, Erasure


def own_downloads(queryset: QuerySet[Download], actor: Actor) -> QuerySet[Download]:
    """Nobody else's, not even for the platform's administrators."""
    if actor.is_system:
        return queryset
    return queryset.filter(person__in=actor.persons)


def requests_in_scope(queryset: QuerySet[DataRequest], actor: Actor) -> QuerySet[DataRequest]:
    """One's own, and those that an officer of the office asked decides on: never both at once."""
    if actor.is_system:
        return queryset
    decided = queryset.filter(within("organization_path", actor.paths(Role.DATA_OFFICER)))
    return decided.exclude(person__in=actor.persons) | queryset.filter(person__in=actor.persons)


def erasures_in_scope(queryset: QuerySet[Erasure], actor: Actor) -> QuerySet[Erasure]:
    """One's own: until it begins it can be seen and stopped."""
    if actor.is_system:
        return queryset
    return queryset.filter(person__in=actor.persons)


def can_ask(actor: Actor) -> bool:
    """Whoever is known as a person, for themselves."""
    return actor.account_id is not None and actor.person_id is not None


def can_carry_out(actor: Actor) -> bool:
    return actor.is_system


def reads_runs(actor: Actor) -> bool:
    """What the nightly job ended is told to those who answer for it."""
    return actor.is_system or actor.holds_any((Role.DATA_OFFICER, Role.AUDITOR))
