"""How the public register and its counts read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.fields.queries import fields_coded
from tidtam.kernel.orgs.queries import institutions
from tidtam.products.registry.choices import Dimension, Position
from tidtam.products.registry.models import Tally
from tidtam.products.registry.queries import public as queries
from tidtam.thai.collation import sort_key
from tidtam.thai.dates.formatting import BUDDHIST_ERA

MOST_BARS = 15
_BAR, _GAP, _LEFT, _WIDTH, _RIGHT = 20, 10, 260, 720, 60
_PARAMETERS = {Dimension.INSTITUTION: "institution", Dimension.FIELD: "field", Dimension.YEAR: "year"}


@dataclass(frozen=True, slots=True)
class Count:
    label: str
    cells: list[tuple[int, str, str]]
    """For each position: how many, the address of their list, and the position's name."""
    total: int
    url: str


def counts_page(actor: Actor, dimension: Dimension) -> dict[str, Any]:
    found = queries.tallies(actor, dimension)
    counts = _counts(dimension, found, _names(dimension, found))
    at: datetime | None = max((tally.counted_at for tally in found), default=None)
    return {
        "dimension": dimension,
        "counts": counts,
        "positions": [position.label for position in Position],
        "counted_at": at,
        "chart": chart(counts, dimension) if counts else "",
    }


def _names(dimension: Dimension, found: Sequence[Tally]) -> dict[str, str]:
    """What is counted, in the reader's language, as far as today's lists know it."""
    if dimension is Dimension.INSTITUTION:
        return {str(office.pk): office.name for office in institutions()}
    if dimension is Dimension.FIELD:
        return {code: field.name for code, field in fields_coded({tally.key for tally in found}).items()}
    return {}


def _counts(dimension: Dimension, found: Sequence[Tally], names: Mapping[str, str]) -> list[Count]:
    by_key: dict[str, dict[str, Tally]] = {}
    for tally in found:
        by_key.setdefault(tally.key, {})[tally.position] = tally
    counts = []
    for key, tallies in by_key.items():
        numbers = {position: tallies[position].number if position in tallies else 0 for position in Position.values}
        cells = [
            (numbers[position.value], _list_url(dimension, key, position.value), str(position.label))
            for position in Position
        ]
        label = _label(dimension, key, names.get(key) or next(iter(tallies.values())).label)
        counts.append(Count(label, cells, sum(numbers.values()), _list_url(dimension, key, "")))
    if dimension is Dimension.YEAR:
        return sorted(counts, key=lambda count: count.label)
    return sorted(counts, key=lambda count: sort_key(count.label))


def _label(dimension: Dimension, key: str, label: str) -> str:
    if not key:
        return _("not stated")
    if dimension is Dimension.YEAR:
        return key if get_language() == "en" else str(int(key) + BUDDHIST_ERA)
    return f"{key} {label}" if dimension is Dimension.FIELD else label


def _list_url(dimension: Dimension, key: str, position: str) -> str:
    """The list that a number counts; of what is not stated there is none."""
    if not key:
        return ""
    asked = {_PARAMETERS[dimension]: key} | ({"position": position} if position else {})
    return f"{reverse('registry:search')}?{urlencode(asked)}"


def chart(counts: Sequence[Count], dimension: Dimension) -> SafeString:
    """A bar for each of the greatest, or of the last years, with its number beside it."""
    drawn = list(counts)[-MOST_BARS:] if dimension is Dimension.YEAR else greatest(counts)
    most = max((count.total for count in drawn), default=1) or 1
    height = len(drawn) * (_BAR + _GAP) + _GAP
    bars = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end" font-size="14" fill="#2b383d">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="#1f6f78"/>'
        '<text x="{}" y="{}" font-size="14" fill="#2b383d">{}</text>',
        (_bar(place, count, most) for place, count in enumerate(drawn)),
    )
    return format_html(
        '<svg class="tt-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-label="{label}">{bars}</svg>',
        w=_WIDTH,
        h=height,
        label=_("Numbers of positions held; the table below says the same in numbers"),
        bars=bars,
    )


def greatest(counts: Sequence[Count]) -> list[Count]:
    return sorted(counts, key=lambda count: -count.total)[:MOST_BARS]


def _bar(place: int, count: Count, most: int) -> tuple[object, ...]:
    top = _GAP + place * (_BAR + _GAP)
    length = max(1, (_WIDTH - _LEFT - _RIGHT) * count.total // most)
    label = count.label if len(count.label) <= 32 else f"{count.label[:31]}…"
    return (_LEFT - 8, top + 15, label, _LEFT, top, length, _BAR, _LEFT + length + 8, top + 15, count.total)
