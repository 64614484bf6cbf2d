"""The chain of dates as a picture with a table beside it that says the same in words."""

from dataclasses import dataclass
from itertools import pairwise

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tidtam.products.academic.rulebook.chain import Chain, ChainDay
from tidtam.thai.dates import format_short
from tidtam.tracking.drawing.lettering import lines_of

WIDTH = 350
_EDGE, _LEFT, _GAP, _PADDING = 8, 44, 26, 10
_SIZE, _LINE = 16, 25
_SMALL, _SMALL_LINE = 14, 22
_INK, _SOFT, _GOOD, _BAD, _OPEN = "#0b474d", "#45535a", "#0b5f3c", "#a3190f", "#5b6770"


@dataclass(frozen=True, slots=True)
class Row:
    day: ChainDay
    when: str
    holds: bool | None
    top: int
    lines: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def height(self) -> int:
        return 2 * _PADDING + _LINE * len(self.lines) + _SMALL_LINE * len(self.facts)

    @property
    def verdict(self) -> str:
        return str(_VERDICTS[self.holds])

    @property
    def title(self) -> str:
        return str(self.day.title)


_VERDICTS: dict[bool | None, Promise] = {
    True: gettext_lazy("In its order"),
    False: gettext_lazy("Too early"),
    None: gettext_lazy("Not known yet"),
}


def chain_figure(chain: Chain) -> SafeString:
    """For a page: the picture, the table and the earliest day on which the appointment may begin."""
    earliest = chain.earliest_appointment
    context = {
        "picture": draw(chain),
        "rows": rows_of(chain),
        "earliest": format_short(earliest, get_language() or "th") if earliest else "",
    }
    return render_to_string("academic_dossier/date_chain.html", context)


def rows_of(chain: Chain) -> list[Row]:
    rows: list[Row] = []
    top = _EDGE
    room = WIDTH - _LEFT - _EDGE - 2 * _PADDING
    for day in chain.days:
        when = _when(day)
        facts = " · ".join(filter(None, (when, day.who)))
        row = Row(
            day,
            when,
            None if day.day is None else chain.holds_at(day),
            top,
            tuple(lines_of(str(day.title), room, _SIZE)),
            tuple(lines_of(facts, room, _SMALL)),
        )
        rows.append(row)
        top += row.height + _GAP
    return rows


def draw(chain: Chain) -> SafeString:
    rows = rows_of(chain)
    height = rows[-1].top + rows[-1].height + _EDGE
    return format_html(
        '<svg class="tt-chain" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-label="{label}" font-family="Sarabun, sans-serif">{boxes}{arrows}</svg>',
        w=WIDTH,
        h=height,
        label=_("The dates of the request in their order; the table says the same in words"),
        boxes=format_html_join("", "{}", ((_box(row),) for row in rows)),
        arrows=format_html_join("", "{}", ((_arrow(before, row),) for before, row in pairwise(rows))),
    )


def _when(day: ChainDay) -> str:
    if day.day is not None:
        return format_short(day.day, get_language() or "th")
    return _("“%(typed)s” is not one day") % {"typed": day.typed} if day.typed.strip() else _("no date yet")


def _box(row: Row) -> SafeString:
    colour = {True: _GOOD, False: _BAD, None: _OPEN}[row.holds]
    texts = []
    line = row.top + _PADDING
    for text in row.lines:
        line += _LINE
        texts.append((_LEFT + _PADDING, line - 8, _SIZE, _INK, text))
    for text in row.facts:
        line += _SMALL_LINE
        texts.append((_LEFT + _PADDING, line - 7, _SMALL, _SOFT, text))
    return format_html(
        '<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="6" fill="#ffffff" stroke="{c}" stroke-width="2"{dashes}/>'
        "{texts}{sign}",
        x=_LEFT,
        y=row.top,
        w=WIDTH - _LEFT - _EDGE,
        h=row.height,
        c=colour,
        dashes=SafeString(' stroke-dasharray="5 4"') if row.holds is None else "",
        texts=format_html_join("", '<text x="{}" y="{}" font-size="{}" fill="{}">{}</text>', texts),
        sign=_sign(row.holds, 22, row.top + row.height // 2, colour),
    )


_SIGNS = {True: "M-6 0 -2 5 6 -5", False: "M-5 -5 5 5M5 -5 -5 5", None: "M-4 0H4"}
"""A tick, a cross, a dash: told apart without colour."""


def _sign(holds: bool | None, x: int, y: int, colour: str) -> SafeString:
    return format_html(
        '<g transform="translate({} {})"><circle r="12" fill="#ffffff" stroke="{}" stroke-width="2"/>'
        '<path d="{}" fill="none" stroke="{}" stroke-width="2.5"/></g>',
        x,
        y,
        colour,
        _SIGNS[holds],
        colour,
    )


def _arrow(before: Row, row: Row) -> SafeString:
    x, end = (WIDTH + _LEFT) // 2, row.top - 2
    return format_html(
        '<path d="M{x} {start}V{end}M{left} {head} {x} {end} {right} {head}" fill="none" stroke="{ink}" '
        'stroke-width="2"/>',
        x=x,
        start=before.top + before.height,
        end=end,
        left=x - 5,
        right=x + 5,
        head=end - 6,
        ink=_INK,
    )
