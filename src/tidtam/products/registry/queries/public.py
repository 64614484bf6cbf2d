"""What everybody may look up: approved holders, found by small work however many there are."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.products.registry.choices import Dimension
from tidtam.products.registry.models import Holding, Tally
from tidtam.products.registry.policies import public_scope
from tidtam.products.registry.words import looked_for

BY_NAME = ("sort_name", "id")
SAMPLE = 1_000
COMMON = 50
"""Words that so many of a sample bear are met soon on the way through the list; the index would gather them all."""


@dataclass(frozen=True, slots=True)
class PublicFilters:
    text: str = ""
    position: str = ""
    organization_id: UUID | None = None
    field_code: str = ""
    year: int | None = None


def holders(actor: Actor, filters: PublicFilters) -> QuerySet[Holding]:
    """A page of them costs small work: rare words are looked up, common ones are met on the way through the list."""
    found = public_scope(Holding.objects.select_related("organization"), actor)
    chosen = {
        "position": filters.position,
        "organization": filters.organization_id,
        "field_code": filters.field_code,
        "year": filters.year,
    }
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    return _with_words(found, filters.text) if filters.text else found


def _with_words(found: QuerySet[Holding], text: str) -> QuerySet[Holding]:
    words = looked_for(text) if text.isprintable() else []
    if not words:
        return found.none()
    if not _are_common(words):
        return found.filter(*(Q(words__contains=word) for word in words))
    # A comparison of which the database knows nothing: it expects many, and goes by the order of the list.
    for number, word in enumerate(words):
        found = found.alias(**{f"place_{number}": StrIndex("words", Value(word))}).filter(**{f"place_{number}__gt": 0})
    return found


def _are_common(words: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT words FROM registry_holding LIMIT %s) AS sample"
            " WHERE NOT EXISTS (SELECT 1 FROM unnest(%s::text[]) AS word WHERE strpos(words, word) = 0)",
            [SAMPLE, words],
        )
        return bool(cursor.fetchone()[0] >= COMMON)


def public_levels(actor: Actor, entry_id: UUID) -> list[Holding]:
    """The levels of one holder, the lowest first."""
    found = public_scope(Holding.objects.filter(entry=entry_id).select_related("organization"), actor)
    levels = sorted(found, key=lambda each: (each.appointed_on is None, each.appointed_on, each.position))
    if not levels:
        raise Http404
    return levels


def tallies(actor: Actor, dimension: Dimension) -> list[Tally]:
    return list(Tally.objects.filter(dimension=dimension, number__gt=0).order_by("key", "position"))
