from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor

from .models import AuditRecord

AUDITOR = "auditor"


def scope(queryset: QuerySet[AuditRecord], actor: Actor) -> QuerySet[AuditRecord]:
    """What happened in an auditor's organisation and below; what belongs to no organisation, only at the root."""
    if actor.is_system:
        return queryset
    rule = Q(pk__in=[])
    for path in actor.paths(AUDITOR):
        # A range and not LIKE: under row-level security only comparisons that cannot leak may use the index.
        rule |= Q(organization_path=path) | Q(organization_path__gte=f"{path}/", organization_path__lt=f"{path}0")
        if "/" not in path:
            rule |= Q(organization_path="")
    return queryset.filter(rule)


def scope_of_subject(queryset: QuerySet[AuditRecord], actor: Actor) -> QuerySet[AuditRecord]:
    """What others did with one's own data."""
    return queryset.filter(person_id__in=actor.persons).exclude(actor_person__in=actor.persons)


def can_search(actor: Actor) -> bool:
    return actor.is_system or actor.holds(AUDITOR)


def can_seal(actor: Actor) -> bool:
    """Sealing and checking read all of the trail: only the platform itself does."""
    return actor.is_system
