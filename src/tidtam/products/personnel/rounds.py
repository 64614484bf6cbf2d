"""The rounds of moves: two a year, and which of them a day belongs to."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.thai import dates

from .choices import ROUND_MONTHS
from .models import MoveRound


@dataclass(frozen=True, slots=True)
class Round:
    year: int
    month: int
    opens_on: date
    closes_on: date
    version: int = 0
    """0 while nobody set its dates, so that the whole month counts."""

    @property
    def key(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def label(self) -> str:
        return round_label(self.year, self.month)

    def is_open(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    def state(self, today: date) -> tuple[str, str]:
        """Kind and word of the status shown for it."""
        if self.is_open(today):
            return "progress", _("Open for requests")
        return ("waiting", _("Not open yet")) if today < self.opens_on else ("closed", _("Closed to requests"))


def round_label(year: int, month: int) -> str:
    """The round as it is called: May 2569."""
    spoken = dates.format_long(date(year, month, 1), get_language() or "th")
    return spoken.split(" ", 1)[1]


def default_round(year: int, month: int) -> Round:
    return Round(year, month, date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def rounds_between(known: Iterable[MoveRound], first_year: int, last_year: int) -> list[Round]:
    """All rounds of these years, the earliest first, with the dates that were set."""
    found = {(y, m): default_round(y, m) for y in range(first_year, last_year + 1) for m in ROUND_MONTHS}
    for row in known:
        if (row.year, row.month) in found:
            found[row.year, row.month] = Round(row.year, row.month, row.opens_on, row.closes_on, row.version)
    return sorted(found.values(), key=lambda each: (each.opens_on, each.year, each.month))


def round_of(rounds: Iterable[Round], received_on: date) -> Round:
    """The round that takes what was received on this day: the open one, else the next that opens."""
    return next(each for each in rounds if received_on <= each.closes_on)
