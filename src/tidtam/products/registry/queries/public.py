"""What everybody may look up: approved holders, found by small work however many there are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.products.registry.choices import Dimension
from tidtam.products.registry.models import Holding, Tally
from tidtam.products.registry.policies import public_scope
from tidtam.products.registry.words import looked_for
from tidtam.web.pagination import Page, bounded_count, count_label, paginate

BY_NAME = ("sort_name", "id")
FEW = 200
"""So many are picked out at once, wherever in the list they stand; more are met soon by going through it."""
SAMPLE = 1_000
_UNINDEXED = Concat("words", Value("", output_field=TextField()), output_field=TextField())
COMMON = 200
"""Words that so many of a sample bear are borne by very many: to look them up in the index would gather them all."""


@dataclass(frozen=True, slots=True)
class PublicFilters:
    text: str = ""
    position: str = ""
    organization_id: UUID | None = None
    field_code: str = ""
    year: int | None = None


def page_of_holders(actor: Actor, filters: PublicFilters, *, cursor: str | None, size: int) -> Page[Holding]:
    """A page by small work: few matches are picked out, very many are met by going through the list by name."""
    found = _filtered(actor, filters)
    if not filters.text:
        return paginate(found, order=BY_NAME, cursor=cursor, size=size)
    wanted = _words(filters.text)
    if wanted is None:
        return paginate(found.none(), order=BY_NAME, cursor=cursor, size=size)
    met: QuerySet[Holding] = found.alias(met=_UNINDEXED).filter(wanted("met"))
    if _is_common(actor, wanted):
        return paginate(met, order=BY_NAME, cursor=cursor, size=size)
    few = list(public_scope(Holding.objects.filter(wanted("words")), actor).values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return paginate(found.filter(pk__in=few), order=BY_NAME, cursor=cursor, size=size)
    page = paginate(met, order=BY_NAME, cursor=cursor, size=size, count=False)
    return replace(page, count_label=count_label(bounded_count(found.filter(wanted("words")))))


def holders(actor: Actor, filters: PublicFilters) -> QuerySet[Holding]:
    """All that fit, for whoever does not need them by pages."""
    found = _filtered(actor, filters)
    if not filters.text:
        return found
    wanted = _words(filters.text)
    return found.filter(wanted("words")) if wanted else found.none()


def _filtered(actor: Actor, filters: PublicFilters) -> QuerySet[Holding]:
    found = public_scope(Holding.objects.select_related("organization"), actor)
    chosen = {
        "position": filters.position,
        "organization": filters.organization_id,
        "field_code": filters.field_code,
        "year": filters.year,
    }
    return found.filter(**{name: value for name, value in chosen.items() if value})


def _words(text: str) -> Callable[[str], Q] | None:
    """That all the words occur, asked of a column: of the one with the index, or of one that has none."""
    words = looked_for(text) if text.isprintable() else []
    if not words:
        return None
    return lambda column: reduce(and_, (Q(**{f"{column}__contains": word}) for word in words))


def _is_common(actor: Actor, wanted: Callable[[str], Q]) -> bool:
    sample = public_scope(Holding.objects.order_by("pk"), actor).values("pk")[:SAMPLE]
    borne = Holding.objects.filter(pk__in=sample).alias(met=_UNINDEXED).filter(wanted("met"))
    return borne.count() >= COMMON


def public_levels(actor: Actor, entry_id: UUID) -> list[Holding]:
    """The levels of one holder, the lowest first."""
    found = public_scope(Holding.objects.filter(entry=entry_id).select_related("organization"), actor)
    levels = sorted(found, key=lambda each: (each.appointed_on is None, each.appointed_on, each.position))
    if not levels:
        raise Http404
    return levels


def tallies(actor: Actor, dimension: Dimension) -> list[Tally]:
    return list(Tally.objects.filter(dimension=dimension, number__gt=0).order_by("key", "position"))
