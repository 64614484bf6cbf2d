"""Places of the dossier that another app keeps: it says what stands there, and on which page that is changed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from tidtam.kernel.actor import Actor
from tidtam.products.academic.rulebook.pointing import is_within
from tidtam.products.academic.rulebook.structure import Dossier as Content

from .models import Dossier


@dataclass(frozen=True, slots=True)
class Page:
    """Where such a place is changed."""

    title: str | Promise
    url: str


Pages = tuple[tuple[str, Page], ...]
"""Each place that is kept elsewhere, with its page."""


@dataclass(frozen=True, slots=True)
class Keeper:
    places: tuple[str, ...]
    page: Callable[[Actor, Dossier], Page | None]
    """Nothing where nothing is kept for this dossier, or nothing that exists for the actor."""
    fill: Callable[[Actor, Dossier, Content], Content]
    """The content with what is kept in its places."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A content, and on which pages some of its places are changed."""

    content: Content
    pages: Pages = ()

    def page_of(self, place: str) -> Page | None:
        return page_at(self.pages, place)


_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Called once from the `AppConfig.ready` of the app that keeps them."""
    _keepers.append(keeper)


def filled(actor: Actor, dossier: Dossier, typed: Content) -> Whole:
    """What was typed, with what others keep in the place of some of it."""
    content, pages = typed, pages_of(actor, dossier)
    for keeper in _keepers:
        if any(place in keeper.places for place, _page in pages):
            content = keeper.fill(actor, dossier, content)
    return Whole(content, pages)


def pages_of(actor: Actor, dossier: Dossier) -> Pages:
    pages = ((keeper, keeper.page(actor, dossier)) for keeper in _keepers)
    return tuple((place, page) for keeper, page in pages if page for place in keeper.places)


def page_at(pages: Pages, place: str) -> Page | None:
    return next((page for kept, page in pages if is_within(place, kept)), None)


def may_be_kept(place: str) -> bool:
    """Whether to look at all: what is typed in any other place asks the keepers nothing."""
    return any(is_within(place, kept) for keeper in _keepers for kept in keeper.places)
