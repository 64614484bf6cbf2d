"""What the two pages show, each number with the address of the list it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.tracking.queries import published_processes

from .charts import month_name, trend
from .queries import Dashboard, Month, Process, Step, dashboard, latest_publication
from .years import first_day, last_day


class Lists:
    """Addresses of the work list."""

    def __init__(self, office: Organization | None) -> None:
        self._always = {"office": office.code} if office else {}

    def __call__(self, **filters: object) -> str:
        return f"{reverse('work_list')}?{urlencode({**filters, **self._always})}"

    def received(self, month: Month, until: Month | None = None, **filters: object) -> str:
        to = last_day((until or month).first)
        return self(received_from=month.first, received_to=to, **filters)

    def ended(self, month: Month, until: Month | None = None, **filters: object) -> str:
        to = last_day((until or month).first)
        return self(ended_from=month.first, ended_to=to, **filters)


def dashboard_page(actor: Actor, office: Organization | None) -> dict[str, Any]:
    shown = dashboard(actor, office.path if office else "")
    lists = Lists(office)
    return {
        "figures": _figures(shown, lists),
        "chart": trend(shown.months),
        "months": [_month(month, lists) for month in shown.months],
        "processes": [_process(process, shown, lists) for process in shown.processes],
        "today": actor.today(),
    }


def _figures(shown: Dashboard, lists: Lists) -> dict[str, tuple[int, str]]:
    first, last = shown.months[0], shown.months[-1]
    return {
        "in_hand": (shown.in_hand, lists(status="in_progress")),
        "late": (shown.late, lists(late="on")),
        "received": (shown.received, lists.received(first, last)),
        "ended": (shown.ended, lists.ended(first, last)),
    }


def _month(month: Month, lists: Lists) -> dict[str, Any]:
    return {
        "name": month_name(month),
        "received": (month.received, lists.received(month)),
        "ended": (month.ended, lists.ended(month)),
    }


def _process(process: Process, shown: Dashboard, lists: Lists) -> dict[str, Any]:
    first, last = shown.months[0], shown.months[-1]
    most = max((step.in_hand for step in process.steps), default=0)
    return {
        "name": process.definition.name,
        "key": process.key,
        "in_hand": (process.in_hand, lists(process=process.key, status="in_progress")),
        "late": (process.late, lists(process=process.key, late="on")),
        "received": (process.received, lists.received(first, last, process=process.key)),
        "ended": (process.ended, lists.ended(first, last, process=process.key)),
        "steps": [_step(process, step, most, lists) for step in process.steps],
    }


def _step(process: Process, step: Step, most: int, lists: Lists) -> dict[str, Any]:
    where = {"process": process.key, "step": step.key}
    return {
        "name": step.name,
        "in_hand": (step.in_hand, lists(**where)),
        "late": (step.late, lists(**where, late="on")),
        "median": step.median,
        "share": 100 * step.in_hand // most if most else 0,
        "late_share": 100 * step.late // most if most else 0,
    }


def public_page(actor: Actor) -> Mapping[str, Any]:
    publication = latest_publication(actor)
    if publication is None:
        return {"years": []}
    names = {process.key: process.definition.name for process in published_processes(actor)}
    years = [
        {
            "year": year["year"],
            "from": first_day(year["year"]),
            "to": min(date(year["year"], 9, 30), publication.as_of),
            "total": year["total"],
            "rows": [
                {**numbers, "name": names.get(key, key), "key": key} for key, numbers in year["processes"].items()
            ],
        }
        for year in publication.years
    ]
    return {"years": years, "as_of": publication.as_of}
