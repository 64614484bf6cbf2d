"""The statutory limit and the suspension of a matter in words, as its pages show them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Case
from .wording import long_date


@dataclass(frozen=True, slots=True)
class LimitsShown:
    statutory: str = ""
    is_over: bool = False
    suspended: str = ""


def limits_shown(case: Case, today: date) -> LimitsShown:
    suspended = long_date(case.suspended_on) if case.suspended_on else ""
    if case.deadline_on is None:
        return LimitsShown(suspended=suspended)
    left = (case.deadline_on - today).days
    words = {"date": long_date(case.deadline_on), "days": abs(left)}
    if case.suspended_on:
        statutory = _("%(date)s, and later by the days of the suspension") % words
    elif left < 0:
        statutory = ngettext("%(date)s: passed %(days)s day ago", "%(date)s: passed %(days)s days ago", -left) % words
    else:
        statutory = ngettext("%(date)s: %(days)s day left", "%(date)s: %(days)s days left", left) % words
    return LimitsShown(statutory, is_over=left < 0 and not case.suspended_on, suspended=suspended)
