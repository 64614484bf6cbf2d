"""The picture of a curve: how many of ten matters are done after how many working days."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 560, 260
_LEFT, _TOP, _RIGHT, _BOTTOM = 52, 14, 24, 44
_MARKS = 4


def draw(points: Sequence[tuple[int, float]]) -> SafeString:
    """`points`: working days, and the share that is done by then."""
    end = _round_up(max(days for days, _share in points))
    shown = [(0, 0.0), *points]
    path = " ".join(f"{_x(days, end)},{_y(share)}" for days, share in shown)
    return format_html(
        '<svg class="tt-curve" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-label="{label}" font-family="Sarabun, sans-serif">{grid}'
        '<polyline points="{path}" fill="none" stroke="#0b474d" stroke-width="3" stroke-linejoin="round"/>{dots}'
        '<text x="{middle}" y="{bottom}" text-anchor="middle" '
        'font-size="14" fill="#3d4a4c">{days}</text></svg>',
        w=WIDTH,
        h=HEIGHT,
        label=_("How many matters are done after how many working days; the table beside it says the same in numbers"),
        grid=_grid(end),
        path=path,
        dots=format_html_join(
            "", '<circle cx="{}" cy="{}" r="4" fill="#0b474d"/>', ((_x(d, end), _y(s)) for d, s in points)
        ),
        middle=(_LEFT + WIDTH - _RIGHT) // 2,
        bottom=HEIGHT - 6,
        days=_("working days since it was received"),
    )


def _grid(end: int) -> SafeString:
    rows = format_html_join(
        "",
        '<path d="M{} {}H{}" stroke="#d5dadb"/><text x="{}" y="{}" text-anchor="end" font-size="14" '
        'fill="#3d4a4c">{}%</text>',
        ((_LEFT, _y(part / 4), WIDTH - _RIGHT, _LEFT - 8, _y(part / 4) + 5, part * 25) for part in range(5)),
    )
    columns = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="14" fill="#3d4a4c">{}</text>',
        ((_x(end * mark // _MARKS, end), HEIGHT - _BOTTOM + 18, end * mark // _MARKS) for mark in range(_MARKS + 1)),
    )
    return format_html("{}{}", rows, columns)


def _round_up(days: int) -> int:
    """To a number that divides well among the marks."""
    unit = next(unit for unit in (4, 20, 40, 100, 200, 400, 1000, 4000, 40_000) if days <= unit * 8)
    return -(-max(days, 1) // unit) * unit


def _x(days: int, end: int) -> int:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * days // end


def _y(share: float) -> int:
    return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * share)
