"""Estimates in sentences, in the language that is active."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.thai.working_days import add_working_days
from tidtam.tracking.wording import short_date

from .queries import Expectation, Forecast
from .ranges import ENOUGH, ROUNDED_TO, Range


@dataclass(frozen=True, slots=True)
class Said:
    whole: str
    step: str
    basis: str


def say(forecast: Forecast) -> Said:
    """What the page of a matter says: when the matter ends, when the step does, and what that rests on."""
    ranges = [told.range for told in (forecast.whole, forecast.step) if told and told.range]
    return Said(
        whole=_about(forecast, forecast.whole, is_step=False),
        step=_about(forecast, forecast.step, is_step=True) if forecast.step and _adds(forecast) else "",
        basis=_basis(ranges[0]) if ranges else "",
    )


def _adds(forecast: Forecast) -> bool:
    """Whether the step says anything that the whole does not."""
    step, whole = forecast.step, forecast.whole
    if step is None or step.is_beyond:
        return False
    if step.range and whole.range:
        return (step.range.half, step.range.most) != (whole.range.half, whole.range.most)
    return bool(step.range or step.expected)


def _about(forecast: Forecast, told: Expectation, *, is_step: bool) -> str:
    if told.range is not None:
        return _range(forecast, told.range)
    if told.is_beyond:
        return _("It has taken longer than nearly all before it: no honest range can be given any more.")
    return _planned(told.expected, is_step=is_step)


def _range(forecast: Forecast, told: Range) -> str:
    words = {
        "start": _("Once it is handed in,") if forecast.waits else _("From today,"),
        "half": told.half,
        "most": told.most,
        "beyond": told.beyond,
        "dates": _dates(forecast.today, told),
    }
    if told.half is None:
        return _("%(start)s more than half take longer than %(beyond)s working days.") % words
    if told.most is None:
        text = _(
            "%(start)s half are done within %(half)s working days; when 8 in 10 are is not known yet, "
            "only that it takes more than %(beyond)s."
        )
    else:
        text = ngettext(
            "%(start)s half are done within %(half)s working day, 8 in 10 within %(most)s.",
            "%(start)s half are done within %(half)s working days, 8 in 10 within %(most)s.",
            told.half,
        )
    if not forecast.waits:
        text = "{} {}".format(text, _("(About %(dates)s)"))
    return text % words


def _dates(today: date, told: Range) -> str:
    days = [add_working_days(today, number) for number in (told.half, told.most) if number is not None]
    return span(days[0], days[-1]) if days else ""


def _planned(expected: int | None, *, is_step: bool) -> str:
    words = {"enough": ENOUGH, "expected": expected}
    if expected is None:
        return _("Fewer than %(enough)s such matters have finished, too few to tell how long it will take.") % words
    if is_step:
        return _("Fewer than %(enough)s have finished; the process plans %(expected)s working days for it.") % words
    return (
        _(
            "Fewer than %(enough)s such matters have finished; "
            "from the beginning of this step the process plans %(expected)s working days."
        )
        % words
    )


def _basis(told: Range) -> str:
    words = {"finished": roughly(told.finished), "going": roughly(told.going)}
    if not told.going:
        return _("Reckoned from %(finished)s finished matters.") % words
    return _("Reckoned from %(finished)s finished matters and %(going)s unfinished ones.") % words


def roughly(count: int) -> str:
    """A number of matters to the nearest ten: exact ones would tell what the public statistics hide."""
    if 0 < count < ROUNDED_TO:
        return _("fewer than %(limit)s") % {"limit": ROUNDED_TO}
    return _("about %(count)s") % {"count": f"{round(count, -1):,}"} if count else "0"


def span(first: date, last: date) -> str:
    """12 มี.ค. – 30 เม.ย. 2570, or both years where they differ."""
    if first == last:
        return short_date(first)
    begin = short_date(first)
    return f"{begin.rpartition(' ')[0] if first.year == last.year else begin} – {short_date(last)}"
