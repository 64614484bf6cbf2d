"""Where one can go. Each app registers its entries here when it starts; pages never name one another's app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.functional import Promise

from .acting import Acting

Text = str | Promise
Area = Literal["main", "side", "header", "home", "footer", "begin"]
"""`begin`: the page on which people choose what to hand in for themselves."""

MOST_MAIN_ENTRIES = 6


@dataclass(frozen=True)
class Entry:
    """One place to go. `visible` is given the actor; it is asked on every page, so one cheap query is the most."""

    key: str
    label: Text
    url_name: str
    order: int
    visible: Callable[[Any], bool]
    area: Area = "main"
    description: Text = ""
    """One sentence on what one can do there; the home page shows it."""


@dataclass(frozen=True)
class Link:
    key: str
    label: Text
    url: str
    is_current: bool
    count: int
    description: Text


_entries: dict[tuple[Area, str], Entry] = {}
_badges: dict[str, Callable[[Any], int]] = {}
_role_labels: list[Callable[[str], Text]] = []


def register(entry: Entry) -> None:
    known = _entries.setdefault((entry.area, entry.key), entry)
    if known != entry:
        raise ValueError(f"the navigation has two different entries {entry.area}/{entry.key}")


def register_badge(key: str, count: Callable[[Any], int]) -> None:
    """Show a number beside the entries of this key, such as unread notices."""
    _badges[key] = count


def register_role_labels(label: Callable[[str], Text]) -> None:
    """Say how a role is called; the floor above knows the roles."""
    _role_labels[:] = [label]


def role_label(role: str) -> Text:
    return _role_labels[0](role) if _role_labels else role.replace("_", " ")


def links(area: Area, acting: Acting, path: str) -> list[Link]:
    """What this actor may go to, in order, with the place they are in marked."""
    found = sorted(
        (e for e in _entries.values() if e.area == area and e.visible(acting)), key=lambda e: (e.order, e.key)
    )
    urls = [reverse(entry.url_name) for entry in found]
    here = _current(urls, path)
    return [
        Link(
            key=entry.key,
            label=entry.label,
            url=url,
            is_current=url == here,
            count=_badges[entry.key](acting) if entry.key in _badges else 0,
            description=entry.description,
        )
        for entry, url in zip(found, urls, strict=True)
    ]


def beginning(acting: Acting, without_role: Acting) -> str:
    """The first place that the role opens, which nobody sees without it; for others the first place of all."""
    areas: tuple[Area, ...] = ("main", "side")
    entries = sorted((e for e in _entries.values() if e.area in areas), key=lambda e: (areas.index(e.area), e.order))
    seen = [entry for entry in entries if entry.visible(acting)]
    opened = [entry for entry in seen if not entry.visible(without_role)]
    return next((reverse(entry.url_name) for entry in opened or seen), "")


def _current(urls: list[str], path: str) -> str | None:
    """The entry whose address is the longest beginning of the page's own."""
    beginnings = [url for url in urls if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))]
    return max(beginnings, key=len, default=None)
