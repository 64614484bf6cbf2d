from uuid import UUID

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor, covers

from .models import StoredFile

_ONLY_READ = frozenset({"auditor"})


def _working_paths(actor: Actor) -> set[str]:
    return {grant.organization_path for grant in actor.grants if grant.role not in _ONLY_READ}


def scope(queryset: QuerySet[StoredFile], actor: Actor) -> QuerySet[StoredFile]:
    """Files about oneself, and those of the organisations one works for; the file's owner may narrow it further."""
    if actor.is_system:
        return queryset
    rule = Q(person_id__in=actor.persons)
    for path in _working_paths(actor):
        rule |= Q(organization_path=path) | Q(organization_path__startswith=f"{path}/")
    return queryset.filter(rule)


def can_store(actor: Actor, organization_path: str, person_id: UUID | None) -> bool:
    if actor.is_system or actor.is_person(person_id):
        return True
    return bool(organization_path) and any(covers(path, organization_path) for path in _working_paths(actor))


def can_end(actor: Actor, file: StoredFile) -> bool:
    return can_store(actor, file.organization_path, file.person_id)


def can_erase(actor: Actor) -> bool:
    return actor.is_system
