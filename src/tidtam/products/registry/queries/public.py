"""What everybody may look up: approved holders, found by small work however many there are."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.products.registry.choices import Dimension
from tidtam.products.registry.models import Holding, Tally
from tidtam.products.registry.policies import public_scope
from tidtam.products.registry.words import looked_for

BY_NAME = ("sort_name", "id")
FEW = 200
"""So many are picked out at once, wherever in the list they stand; more are met soon by going through it."""


@dataclass(frozen=True, slots=True)
class PublicFilters:
    text: str = ""
    position: str = ""
    organization_id: UUID | None = None
    field_code: str = ""
    year: int | None = None


def holders(actor: Actor, filters: PublicFilters) -> QuerySet[Holding]:
    found = public_scope(Holding.objects.select_related("organization"), actor)
    chosen = {
        "position": filters.position,
        "organization": filters.organization_id,
        "field_code": filters.field_code,
        "year": filters.year,
    }
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    return found.filter(_with_words(actor, filters.text)) if filters.text else found


def _with_words(actor: Actor, text: str) -> Q:
    words = looked_for(text)
    if not words or not text.isprintable():
        return Q(pk__in=[])
    wanted = Q()
    for word in words:
        wanted &= Q(words__contains=word)
    few = list(public_scope(Holding.objects.filter(wanted), actor).values_list("pk", flat=True)[: FEW + 1])
    return wanted if len(few) > FEW else Q(pk__in=few)


def public_levels(actor: Actor, entry_id: UUID) -> list[Holding]:
    """The levels of one holder, the lowest first."""
    found = public_scope(Holding.objects.filter(entry=entry_id).select_related("organization"), actor)
    levels = sorted(found, key=lambda each: (each.appointed_on is None, each.appointed_on, each.position))
    if not levels:
        raise Http404
    return levels


def tallies(actor: Actor, dimension: Dimension) -> list[Tally]:
    return list(Tally.objects.filter(dimension=dimension, number__gt=0).order_by("key", "position"))
