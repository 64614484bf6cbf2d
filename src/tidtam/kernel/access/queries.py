from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Grant

from .models import RoleGrant


def in_force(today: date) -> QuerySet[RoleGrant]:
    """Grants that count on this day: not ended, begun, not run out, in an organisation that exists."""
    return RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        ended_at=None,
        starts_on__lte=today,
        organization__ended_at=None,
    )


def grants_of(account_id: UUID, today: date) -> tuple[Grant, ...]:
    """The roles an account holds today, read once a request: what was ended a moment ago no longer counts."""
    rows = in_force(today).filter(account_id=account_id).select_related("organization")
    return tuple(
        Grant(
            id=row.pk,
            role=row.role,
            organization_id=row.organization_id,
            organization_path=row.organization.path,
            organization_name_th=row.organization.name_th,
            organization_name_en=row.organization.name_en,
            until=row.ends_on,
        )
        for row in rows.order_by("organization__path", "role", "id")
    )
