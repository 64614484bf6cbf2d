"""The registration as data: its steps in their order, and what must be done before each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import PictureKind

TERMS_VERSION = "2569-1"


@dataclass(frozen=True)
class Draft:
    """What was entered so far, and which photographs were confirmed."""

    entered: Mapping[str, Any]
    confirmed: frozenset[str]


@dataclass(frozen=True)
class Step:
    key: str
    title: Promise
    is_done: Callable[[Draft], bool]
    template: str = ""
    picture: PictureKind | None = None


def _entered(name: str) -> Callable[[Draft], bool]:
    return lambda draft: bool(draft.entered.get(name))


def _photograph(key: str, title: Promise, kind: PictureKind) -> Step:
    return Step(key, title, lambda draft: kind in draft.confirmed, "picture", kind)


STEPS = (
    Step("way", _("Ways to register"), lambda draft: draft.entered.get("way") == "self"),
    Step("overview", _("Steps of the registration"), _entered("overview")),
    Step("terms", _("Terms of use"), lambda draft: draft.entered.get("terms") == TERMS_VERSION),
    _photograph("front", _("Photograph the front of the card"), PictureKind.FRONT),
    _photograph("back", _("Photograph the back of the card"), PictureKind.BACK),
    Step("card", _("Check the data of the card"), _entered("card")),
    _photograph("face", _("Photograph your face"), PictureKind.FACE),
    Step("pin", _("Set a PIN"), _entered("pin_hash")),
    Step("pin-again", _("Enter the PIN once more"), _entered("pin_repeated")),
    Step("consent", _("Consent"), lambda _draft: False),
)
_PLACES = {step.key: place for place, step in enumerate(STEPS)}


def step_of(key: str) -> Step | None:
    return STEPS[_PLACES[key]] if key in _PLACES else None


def place_of(step: Step) -> int:
    """Counted from 1, as a person counts."""
    return _PLACES[step.key] + 1


def step_before(step: Step) -> Step | None:
    place = _PLACES[step.key]
    return STEPS[place - 1] if place else None


def step_after(step: Step) -> Step:
    return STEPS[min(_PLACES[step.key] + 1, len(STEPS) - 1)]


def first_open_step(draft: Draft) -> Step:
    return next(step for step in STEPS if not step.is_done(draft))


def may_enter(step: Step, draft: Draft) -> bool:
    """A step opens when everything before it is done; what is done can be looked at and changed."""
    return _PLACES[step.key] <= _PLACES[first_open_step(draft).key]
