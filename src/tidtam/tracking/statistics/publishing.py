"""The figures that everybody may see: of each fiscal year and process, with small groups hidden."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.db.models import Sum

from tidtam.tracking.models import ProcessVersion

from .choices import Measure
from .hiding import hidden
from .medians import median
from .models import Tally
from .years import first_day, fiscal_year

YEARS = 5
Groups = defaultdict[int, Counter[str]]


def figures(today: date) -> list[dict[str, Any]]:
    """Newest year first, as plain values; None stands for what is hidden."""
    newest = fiscal_year(today)
    received, ended, days = _counted(first_day(newest - YEARS + 1))
    found = []
    for year in range(newest, newest - YEARS, -1):
        received_shown, received_total = _shown(received[year])
        ended_shown, ended_total = _shown(ended[year])
        keys = sorted(key for key in received[year] | ended[year])
        processes = {
            key: {
                "received": received_shown.get(key, 0),
                "ended": ended_shown.get(key, 0),
                "median": median(days[year, key]) if ended_shown.get(key) else None,
            }
            for key in keys
        }
        if processes:
            total = {"received": received_total, "ended": ended_total}
            found.append({"year": year, "total": total, "processes": processes})
    return found


def _counted(since: date) -> tuple[Groups, Groups, defaultdict[tuple[int, str], Counter[int]]]:
    keys = dict(ProcessVersion.objects.values_list("id", "process__key"))
    received: Groups = defaultdict(Counter)
    ended: Groups = defaultdict(Counter)
    days: defaultdict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    rows = Tally.objects.filter(measure__in=[Measure.RECEIVED, Measure.ENDED], day__gte=since)
    grouped = rows.values_list("measure", "version_id", "day", "days").annotate(number=Sum("change"))
    for measure, version, day, passed, number in grouped.filter(number__gt=0):
        if day is None:
            continue
        year, key = fiscal_year(day), keys[version]
        if measure == Measure.RECEIVED:
            received[year][key] += number
        else:
            ended[year][key] += number
            days[year, key][passed or 0] += number
    return received, ended, days


def _shown(groups: Counter[str]) -> tuple[dict[str, int | None], int | None]:
    closed, has_total = hidden(groups)
    shown = {key: None if key in closed else number for key, number in groups.items()}
    return shown, groups.total() if has_total else None
