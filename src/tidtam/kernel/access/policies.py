"""Who sees and who changes roles: a role administrator, in the own organisation and below, and nobody wider."""

from datetime import date

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor, covers
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within

from .choices import FITTING_KINDS, Role
from .models import RoleGrant


def scope(queryset: QuerySet[RoleGrant], actor: Actor) -> QuerySet[RoleGrant]:
    """Grants in the organisations one administers."""
    if actor.is_system:
        return queryset
    return queryset.filter(within("organization__path", actor.paths(Role.ROLE_ADMIN)))


def administers_roles(actor: Actor) -> bool:
    return actor.is_system or actor.holds(Role.ROLE_ADMIN)


def administered(actor: Actor) -> Q:
    """The organisations in which the actor may grant roles."""
    return ~Q(pk__in=[]) if actor.is_system else within("path", actor.paths(Role.ROLE_ADMIN))


def can_grant(actor: Actor, organization: Organization) -> bool:
    return actor.is_system or actor.holds(Role.ROLE_ADMIN, organization.path)


def fits(role: str, organization: Organization) -> bool:
    """Whether the role makes sense in an organisation of this kind."""
    kinds = FITTING_KINDS.get(role)
    return kinds is None or organization.kind in kinds


def longest_until(actor: Actor, role: str, organization: Organization) -> date | None:
    """The last day until which the actor may grant this role; None for no end.

    Other roles may outlast the administrator who granted them: officers stay when an acting administrator leaves.
    The administrator's own role may not, or it could be prolonged by way of a colleague.
    """
    if actor.is_system or role != Role.ROLE_ADMIN:
        return None
    own = [g for g in actor.grants if g.role == Role.ROLE_ADMIN and covers(g.organization_path, organization.path)]
    if any(grant.until is None for grant in own):
        return None
    return max((grant.until for grant in own if grant.until), default=None)
