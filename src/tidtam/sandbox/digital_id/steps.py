"""The registration as data: its steps in their order, and what must be done before each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Proofing
from .models import Draft

TERMS_VERSION = "2569-1"


@dataclass(frozen=True)
class Step:
    key: str
    title: Promise
    is_done: Callable[[Draft], bool]


STEPS = (
    Step("terms", _("Terms and conditions"), lambda draft: draft.answer("terms") == TERMS_VERSION),
    Step("proofing", _("How to prove who you are"), lambda draft: draft.answer("proofing") == Proofing.CARD_CODE),
    Step("details", _("Your details"), lambda draft: draft.answer("is_proven") is True),
    Step("account", _("User name and password"), lambda draft: bool(draft.answer("password_hash"))),
    Step("mobile", _("Mobile number"), lambda draft: bool(draft.answer("mobile"))),
    Step(
        "code",
        _("Code sent to the mobile number"),
        lambda draft: bool(draft.answer("mobile")) and draft.answer("proven_mobile") == draft.answer("mobile"),
    ),
    Step("review", _("Check your data"), lambda _draft: False),
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
