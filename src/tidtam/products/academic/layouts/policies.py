"""Papers are seen to by those who see to processes and rules: whoever writes a template sees no dossier with it."""

from django.db.models import QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.policies import within

from .models import Layout


def scope(queryset: QuerySet[Layout], actor: Actor) -> QuerySet[Layout]:
    """Templates of the offices whose papers one sees to."""
    if actor.is_system:
        return queryset
    return queryset.filter(within("organization__path", actor.paths(Role.PROCESS_ADMIN)))


def can_manage(actor: Actor) -> bool:
    return actor.holds(Role.PROCESS_ADMIN)


def can_set(actor: Actor, organization_path: str) -> bool:
    return actor.holds(Role.PROCESS_ADMIN, organization_path)
