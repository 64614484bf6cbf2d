"""How whole and how fresh an institution's entries are. Each number opens the list it counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.products.registry.models import Entry
from tidtam.products.registry.policies import scope

from .entries import concerning, institutions_seen


@dataclass(frozen=True, slots=True)
class Quality:
    organization: Organization
    total: int
    whole: int
    incomplete: int
    old: int
    correction: int
    awaiting: int
    public: int
    last_changed: datetime | None

    @property
    def share_whole(self) -> int:
        """In per cent, rounded down: only all of them are a hundred."""
        return 100 * self.whole // self.total


def quality_board(actor: Actor) -> list[Quality]:
    """One query for all institutions, however many there are."""
    concerns = concerning(actor.today())
    numbers = {name: Count("pk", filter=concerns[name]) for name in _COUNTED}
    rows = (
        scope(Entry.objects.all(), actor)
        .order_by()
        .values("organization")
        .annotate(total=Count("pk"), last_changed=Max("changed_at"), **numbers)
    )
    by_office = {
        row["organization"]: {name: value for name, value in row.items() if name != "organization"} for row in rows
    }
    nothing: dict[str, Any] = {"total": 0, "last_changed": None, **dict.fromkeys(_COUNTED, 0)}
    return [Quality(office, **by_office.get(office.pk, nothing)) for office in institutions_seen(actor)]


_COUNTED = ("whole", "incomplete", "old", "correction", "awaiting", "public")
