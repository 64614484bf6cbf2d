"""The picture of a process. Plain SVG, drawn here, without scripts; the list of steps says the same in words."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tidtam.tracking.definitions import Definition
from tidtam.tracking.explaining import explain

from .layout import (
    EDGE,
    INDENT,
    LANE,
    NAME_LINE,
    NAME_SIZE,
    PADDING,
    SMALL_LINE,
    SMALL_SIZE,
    Box,
    Line,
    Sheet,
    Way,
    arrange,
)
from .lettering import lines_of

__all__ = ["draw", "draw_file", "hints"]

_INK = "#0b474d"
_XHTML = "http://www.w3.org/1999/xhtml"
_EXTENSIBLE = "http://www.w3.org/TR/SVG11/feature#Extensibility"
_STYLE = (
    ".tt-process__name{font:16px/25px Sarabun,'Noto Sans Thai',sans-serif;display:flex;flex-direction:column;"
    "justify-content:center;height:100%;padding:0 12px;box-sizing:border-box;color:#1b2427}"
    ".tt-process__name small,.tt-process__line{font:14px/22px Sarabun,'Noto Sans Thai',sans-serif;color:#45535a}"
    ".tt-process__line{padding:4px 12px;box-sizing:border-box}"
)
_NOTHING = SafeString("")


def draw(definition: Definition) -> SafeString:
    """For a page, whose style sheet dresses the words."""
    label = _("Picture of the process “%(name)s”; the list of steps says the same in words")
    return _svg(arrange(definition), label % {"name": definition.name}, _NOTHING)


def draw_file(definition: Definition) -> str:
    """A picture that stands for itself: with its dress, and with its words for those who do not see it."""
    words = " ".join(f"{step.number}. {step.name}: {'; '.join(step.ways)}." for step in explain(definition))
    head = format_html("<title>{}</title><desc>{}</desc><style>{}</style>", definition.name, words, SafeString(_STYLE))
    return _svg(arrange(definition), str(definition.name), head) + "\n"


def hints(definition: Definition) -> list[str]:
    """How to read the signs of this picture, and of no other."""
    sheet = arrange(definition)
    told = (
        (sheet.has_ways_ahead, _("Lines on the right lead ahead.")),
        (sheet.has_ways_back, _("Lines on the left lead back.")),
        (any(box.has_clock for box in sheet.boxes), _("A clock marks a step with a limit set by rules.")),
        (any(box.is_early for box in sheet.boxes), _("A dashed border marks an end before the course is run.")),
    )
    return [hint for applies, hint in told if applies]


def _svg(sheet: Sheet, label: str, head: SafeString) -> SafeString:
    return format_html(
        '<svg class="tt-process" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-label="{label}">{head}'
        '<defs><marker id="tt-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="{ink}"/></marker></defs>'
        '{boxes}<g fill="none" stroke="{ink}" stroke-width="2">{ways}</g></svg>',
        w=sheet.width,
        h=sheet.height,
        ink=_INK,
        label=label,
        head=head,
        boxes=format_html_join("", "{}", ((_box(sheet, box, stands_alone=bool(head)),) for box in sheet.boxes)),
        ways=format_html_join(
            "", '<path d="{}" marker-end="url(#tt-arrow)"/>', ((_path(sheet, way),) for way in sheet.ways)
        ),
    )


def _path(sheet: Sheet, way: Way) -> str:
    """Out of the line of its outcome, or of its box; along its lane; into the side of the other box."""
    box, target = sheet.boxes[way.start], sheet.boxes[way.end]
    if way.is_straight:
        return f"M{sheet.left + sheet.box_width // 2} {box.bottom}V{target.top - 1}"
    line = box.lines[way.place] if box.lines else box
    out = line.top + line.height // 2
    sign = -1 if way.is_back else 1
    edge = sheet.left if way.is_back else sheet.left + sheet.box_width
    start = edge + INDENT if box.lines and way.is_back else edge
    into = target.middle - 6 if way.start == way.end and not box.lines else target.middle
    return f"M{start} {out}H{edge + sign * (EDGE // 2 + LANE * way.lane - 4)}V{into}H{edge + sign}"


def _box(sheet: Sheet, box: Box, *, stands_alone: bool) -> SafeString:
    fill = "#eef0f1" if box.is_early else "#d9eee9" if box.is_ending else "#ffffff"
    return format_html(
        '<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{corner}" fill="{fill}" stroke="{ink}" '
        'stroke-width="1.5"{dashes}/>{text}{clock}{lines}',
        x=sheet.left,
        y=box.top,
        w=sheet.box_width,
        h=box.height,
        corner=min(24, box.height // 2) if box.is_ending else 6,
        fill=fill,
        ink=_INK,
        dashes=SafeString(' stroke-dasharray="5 4"') if box.is_early else "",
        text=_name(sheet, box, stands_alone=stands_alone),
        clock=_clock(sheet.left + sheet.box_width - 22, box.top + box.height - 22) if box.has_clock else "",
        lines=format_html_join("", "{}", ((_line(sheet, line, stands_alone=stands_alone),) for line in box.lines)),
    )


def _name(sheet: Sheet, box: Box, *, stands_alone: bool) -> SafeString:
    """The name stands in it as HTML, because only the browser knows where Thai words end."""
    small = format_html("<small>{}</small>", box.facts) if box.facts else ""
    inside = format_html('<div xmlns="{}" class="tt-process__name"><span>{}</span>{}</div>', _XHTML, box.name, small)
    area = (sheet.left, box.top, sheet.box_width, box.height)
    plain = [(line, NAME_SIZE, NAME_LINE) for line in lines_of(box.name, sheet.box_width - 2 * PADDING, NAME_SIZE)]
    if box.facts:
        room = sheet.box_width - 2 * PADDING - 24
        plain += [(line, SMALL_SIZE, SMALL_LINE) for line in lines_of(box.facts, room, SMALL_SIZE)]
    return _words(area, inside, plain if stands_alone else [])


def _line(sheet: Sheet, line: Line, *, stands_alone: bool) -> SafeString:
    x, width = sheet.left + INDENT, sheet.box_width - INDENT
    inside = format_html('<div xmlns="{}" class="tt-process__line">{}</div>', _XHTML, line.name)
    plain = [(text, SMALL_SIZE, SMALL_LINE) for text in lines_of(line.name, width - 2 * PADDING, SMALL_SIZE)]
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="#e3f0f1" stroke="{}"/>{}',
        x,
        line.top,
        width,
        line.height,
        _INK,
        _words((x, line.top, width, line.height), inside, plain if stands_alone else []),
    )


def _words(area: tuple[int, int, int, int], inside: SafeString, plain: list[tuple[str, int, int]]) -> SafeString:
    """HTML where it is understood; programs that draw only SVG take the plain lines behind it."""
    x, y, width, height = area
    needs = SafeString(f' requiredFeatures="{_EXTENSIBLE}"') if plain else ""
    html = format_html(
        '<foreignObject x="{}" y="{}" width="{}" height="{}"{}>{}</foreignObject>', x, y, width, height, needs, inside
    )
    if not plain:
        return html
    top = y + (height - sum(line for _text, _size, line in plain)) // 2
    drawn = []
    for text, size, line in plain:
        top += line
        drawn.append((x + PADDING, top - 7, size, text))
    lines = format_html_join(
        "", '<text x="{}" y="{}" font-size="{}" font-family="Sarabun,Noto Sans Thai,sans-serif">{}</text>', drawn
    )
    return format_html("<switch>{}<g>{}</g></switch>", html, lines)


def _clock(x: int, y: int) -> SafeString:
    return format_html(
        '<g fill="none" stroke="#7a4a00" stroke-width="2" stroke-linecap="round">'
        '<circle cx="{0}" cy="{1}" r="8" fill="#fdf4dc"/><path d="M{0} {2}V{1}h4"/></g>',
        x + 8,
        y + 8,
        y + 3,
    )
