"""What the pages show: the part on the page of a matter, and the page that explains the estimate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import Case
from tidtam.tracking.parts import Part
from tidtam.tracking.queries import get_process

from .calibration import Calibration, Promises
from .choices import Measure
from .drawing import draw
from .models import Curve
from .queries import estimate_of, forecast_of, whole_curve
from .ranges import ENOUGH, HALF, MOST, days_until
from .wording import roughly, say

_FINE, _COARSE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), (0.25, 0.5, 0.8)
_ENOUGH_FOR_FINE = 50
"""So that between two points of a curve there are never fewer than five matters."""


def case_part(actor: Actor, case: Case) -> Part | None:
    forecast = forecast_of(actor, case)
    if forecast is None:
        return None
    return Part("tracking_forecast/part.html", {"said": say(forecast), "process_key": case.process.key})


def process_part(actor: Actor, key: str) -> Part:
    """How long matters of this kind take from receipt to end, where enough have ended."""
    curve = whole_curve(actor, key)
    words = {"half": _days(curve, HALF), "most": _days(curve, MOST)} if curve else {}
    return Part("tracking_forecast/process_part.html", {"process_key": key, **words})


@dataclass(frozen=True, slots=True)
class StepLine:
    number: int
    name: str
    half: str
    most: str
    finished: str


@dataclass(frozen=True, slots=True)
class Judged:
    what: str
    matters: str
    percent: int
    low: int
    high: int


def estimate_page(actor: Actor, key: str) -> dict[str, Any]:
    definition = get_process(actor, key).definition
    estimate, curves = estimate_of(actor, key)
    whole = next((curve for curve in curves if not curve.step), None)
    points = _points(whole) if whole else []
    return {
        "definition": definition,
        "estimate": estimate,
        "whole": whole,
        "finished": roughly(whole.finished) if whole else "",
        "going": roughly(whole.going) if whole else "",
        "enough": ENOUGH,
        "points": [(round(share * 100), days) for days, share in points],
        "picture": draw(points) if points else SafeString(""),
        "steps": _steps(definition, [curve for curve in curves if curve.step]),
        "judged": _judged(estimate.calibration) if estimate else [],
    }


def _points(curve: Curve) -> list[tuple[int, float]]:
    parts = _FINE if curve.finished >= _ENOUGH_FOR_FINE else _COARSE
    found = [(days_until(curve, -1, part), part) for part in parts]
    return [(days - 1, part) for days, part in found if days is not None]


def _steps(definition: Definition, curves: Sequence[Curve]) -> list[StepLine]:
    """Those of the present definition, in its order."""
    by_step = {curve.step: curve for curve in curves}
    return [
        StepLine(
            definition.number(step.key), str(step.name), _days(curve, HALF), _days(curve, MOST), roughly(curve.finished)
        )
        for step in definition.steps
        if (curve := by_step.get(step.key))
    ]


def _days(curve: Curve, part: float) -> str:
    days = days_until(curve, -1, part)
    return str(days - 1) if days is not None else _("more than %(days)s") % {"days": curve.longest}


def _judged(content: dict[str, Any]) -> list[Judged]:
    whole, step = (Calibration.from_content(content[measure]) for measure in (Measure.WHOLE, Measure.STEP))
    asked = [
        (_("the whole matter: 8 in 10 within so many days"), whole.most),
        (_("the whole matter: half within so many days"), whole.half),
        (_("the step: 8 in 10 within so many days"), step.most),
        (_("the step: half within so many days"), step.half),
    ]
    return [_line(what, promises) for what, promises in asked if promises.matters >= ENOUGH]


def _line(what: str, promises: Promises) -> Judged:
    low, high = promises.interval()
    return Judged(what, roughly(promises.matters), round(promises.share * 100), round(low * 100), round(high * 100))
