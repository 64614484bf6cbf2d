"""The picture of a year: what came in and what was brought to an end, month by month."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.thai.dates.formatting import BUDDHIST_ERA, MONTHS_EN_SHORT, MONTHS_TH_SHORT

from .queries import Month

WIDTH, HEIGHT = 720, 240
_LEFT, _TOP, _RIGHT, _BOTTOM = 44, 16, 110, 30
_INK, _RECEIVED, _ENDED = "#45535a", "#1c4e8f", "#17613a"
_APART = 18


def month_name(month: Month) -> str:
    """With its year where a year begins."""
    if get_language() == "en":
        return f"{MONTHS_EN_SHORT[month.first.month]} {month.first.year}"
    return f"{MONTHS_TH_SHORT[month.first.month]} {month.first.year + BUDDHIST_ERA}"


def trend(months: Sequence[Month]) -> SafeString:
    top = _round_up(max(max(month.received, month.ended) for month in months))
    received = [month.received for month in months]
    ended = [month.ended for month in months]
    at_end = sorted(
        [(_y(received[-1], top), _RECEIVED, _("received")), (_y(ended[-1], top), _ENDED, _("completed"))],
        key=lambda label: label[0],
    )
    lower = min(max(at_end[1][0], at_end[0][0] + _APART), HEIGHT - _BOTTOM)
    labels = [(min(at_end[0][0], lower - _APART), *at_end[0][1:]), (lower, *at_end[1][1:])]
    return format_html(
        '<svg class="tt-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-label="{label}">{grid}{names}{received}{ended}{labels}</svg>',
        w=WIDTH,
        h=HEIGHT,
        label=_("Matters received and completed in each month; the table below says the same in numbers"),
        grid=_grid(top),
        names=_names(months),
        received=_line(received, top, _RECEIVED, dashed=False),
        ended=_line(ended, top, _ENDED, dashed=True),
        labels=format_html_join(
            "",
            '<text x="{}" y="{}" font-size="14" font-weight="600" fill="{}">{}</text>',
            ((WIDTH - _RIGHT + 12, y + 5, colour, name) for y, colour, name in labels),
        ),
    )


def _line(values: Sequence[int], top: int, colour: str, *, dashed: bool) -> SafeString:
    places = [(_x(number, len(values)), _y(value, top)) for number, value in enumerate(values)]
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2.5" stroke-linejoin="round"{}/>{}',
        " ".join(f"{x},{y}" for x, y in places),
        colour,
        SafeString(' stroke-dasharray="6 4"') if dashed else "",
        format_html_join("", '<circle cx="{}" cy="{}" r="3.5" fill="{}"/>', ((x, y, colour) for x, y in places)),
    )


def _grid(top: int) -> SafeString:
    marks = (top * part // 4 for part in range(5))
    return format_html_join(
        "",
        '<path d="M{} {}H{}" stroke="#dde3e5"/><text x="{}" y="{}" text-anchor="end" font-size="13" '
        'fill="{}">{}</text>',
        ((_LEFT, _y(mark, top), WIDTH - _RIGHT, _LEFT - 8, _y(mark, top) + 5, _INK, mark) for mark in marks),
    )


def _names(months: Sequence[Month]) -> SafeString:
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="13" fill="{}">{}</text>',
        (
            (_x(number, len(months)), HEIGHT - 8, _INK, month_name(month).split(" ")[0])
            for number, month in enumerate(months)
        ),
    )


def _round_up(most: int) -> int:
    """To a number that divides by four."""
    unit = next(unit for unit in (4, 20, 40, 200, 400, 2_000, 4_000, 20_000, 400_000) if most <= unit * 5)
    return -(-max(most, 1) // unit) * unit


def _x(number: int, of: int) -> int:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * number // (of - 1)


def _y(value: int, top: int) -> int:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value // top
