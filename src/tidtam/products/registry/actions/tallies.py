"""The public counts: made by a job, so that no page counts a hundred thousand rows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Value
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.products.registry.choices import Dimension
from tidtam.products.registry.models import Holding, Tally


def recount(actor: Actor) -> int:
    """Count everything anew; what nobody holds any more becomes nought."""
    if not actor.is_system:
        raise NotAllowed(_("The counts are made by the platform."))
    with atomic():
        moment = actor.now()
        tallies = [tally for dimension in Dimension for tally in _counted(dimension, moment)]
        Tally.objects.bulk_create(
            tallies,
            update_conflicts=True,
            unique_fields=["dimension", "key", "position"],
            update_fields=["label", "number", "counted_at"],
        )
        Tally.objects.exclude(counted_at=moment).update(number=0, counted_at=moment)
    return len(tallies)


def _counted(dimension: Dimension, moment: datetime) -> Iterator[Tally]:
    for row in _grouped(dimension).order_by():
        yield Tally(
            dimension=dimension,
            key="" if row["key"] is None else str(row["key"]),
            label=row["label"] or "",
            position=row["position"],
            number=row["number"],
            counted_at=moment,
        )


def _grouped(dimension: Dimension) -> "QuerySet[Holding, Any]":
    keys = {Dimension.INSTITUTION: "organization_id", Dimension.FIELD: "field_code", Dimension.YEAR: "year"}
    labels = {
        Dimension.INSTITUTION: Max("organization__name_th"),
        Dimension.FIELD: Max("field_name"),
        Dimension.YEAR: Value(""),
    }
    rows = Holding.objects.values("position", key=F(keys[dimension]))
    return rows.annotate(number=Count("pk"), label=labels[dimension])
