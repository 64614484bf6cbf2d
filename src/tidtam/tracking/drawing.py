"""The picture of a process: one column of steps, their ways beside it. Plain SVG, drawn here, without scripts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .definitions import Definition

ROW = 74
TOP = 20
BOX_WIDTH = 350
BOX_HEIGHT = 54
LANE = 16
_MARGIN = 22


@dataclass(frozen=True, slots=True)
class Way:
    """An outcome that does not simply lead to the next row."""

    start: int
    end: int
    lane: int

    @property
    def is_back(self) -> bool:
        return self.end <= self.start


def draw(definition: Definition) -> SafeString:
    """All steps and endings in their order; ways ahead run on the right, ways back on the left."""
    rows = [step.key for step in definition.steps] + [ending.key for ending in definition.endings]
    place = {key: number for number, key in enumerate(rows)}
    ways = list(_lanes(_ways(definition, place)))
    left = _MARGIN + LANE * max((way.lane for way in ways if way.is_back), default=0)
    right = _MARGIN + LANE * max((way.lane for way in ways if not way.is_back), default=0)
    width, height = left + BOX_WIDTH + right, TOP + ROW * len(rows)
    return format_html(
        '<svg class="tt-process" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-label="{label}">'
        '<defs><marker id="tt-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="#0b474d"/></marker></defs>'
        '<g fill="none" stroke="#0b474d" stroke-width="2">{lines}</g>{boxes}</svg>',
        w=width,
        h=height,
        label=_("Picture of the process “%(name)s”; the list beside it says the same in words")
        % {"name": definition.name},
        lines=_lines(definition, ways, place, left),
        boxes=_boxes(definition, left),
    )


def _ways(definition: Definition, place: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Ways that need a lane, the short ones first."""
    found = {(place[step.key], place[outcome.leads_to]) for step in definition.steps for outcome in step.outcomes}
    yield from sorted((way for way in found if way[1] != way[0] + 1), key=lambda way: (abs(way[1] - way[0]), way))


def _lanes(ways: Iterable[tuple[int, int]]) -> Iterator[Way]:
    """Each way gets the innermost lane on its side that is free along its length."""
    taken: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for start, end in ways:
        is_back, low, high = end <= start, min(start, end), max(start, end)
        lane = 1
        while any(low <= other_high and other_low <= high for other_low, other_high in taken.get((is_back, lane), [])):
            lane += 1
        taken.setdefault((is_back, lane), []).append((low, high))
        yield Way(start, end, lane)


def _lines(definition: Definition, ways: list[Way], place: dict[str, int], left: int) -> SafeString:
    straight = [
        f"M{left + BOX_WIDTH // 2} {_top(place[step.key]) + BOX_HEIGHT}v{ROW - BOX_HEIGHT - 2}"
        for step in definition.steps
        if any(place[outcome.leads_to] == place[step.key] + 1 for outcome in step.outcomes)
    ]
    bent = [_bend(way, left) for way in ways]
    return format_html_join("", '<path d="{}" marker-end="url(#tt-arrow)"/>', ((path,) for path in straight + bent))


def _bend(way: Way, left: int) -> str:
    """Out of the side of one box, along its lane, into the side of the other."""
    sign = -1 if way.is_back else 1
    edge = left if way.is_back else left + BOX_WIDTH
    lane = edge + sign * (LANE * way.lane)
    out, into = _top(way.start) + BOX_HEIGHT // 2 + 8, _top(way.end) + BOX_HEIGHT // 2 - 8
    return f"M{edge} {out}H{lane}V{into}H{edge + sign * 2}"


def _top(row: int) -> int:
    return TOP // 2 + ROW * row


def _boxes(definition: Definition, left: int) -> SafeString:
    steps = [
        _box(left, row, f"{row + 1}. {step.name}", fill="#ffffff", corner=6)
        for row, step in enumerate(definition.steps)
    ]
    endings = [
        _box(left, row, str(ending.name), fill="#eef0f1" if ending.early else "#d9eee9", corner=BOX_HEIGHT // 2)
        for row, ending in enumerate(definition.endings, start=len(definition.steps))
    ]
    return format_html_join("", "{}", ((box,) for box in steps + endings))


def _box(left: int, row: int, text: str, *, fill: str, corner: int) -> SafeString:
    """The name stands in it as HTML, because only the browser knows where Thai words end."""
    return format_html(
        '<rect x="{left}" y="{top}" width="{w}" height="{h}" rx="{corner}" fill="{fill}" stroke="#0b474d" '
        'stroke-width="1.5"/><foreignObject x="{left}" y="{top}" width="{w}" height="{h}">'
        '<div xmlns="http://www.w3.org/1999/xhtml" class="tt-process__name"><span>{text}</span></div></foreignObject>',
        left=left,
        top=_top(row),
        w=BOX_WIDTH,
        h=BOX_HEIGHT,
        corner=corner,
        fill=fill,
        text=text,
    )
