"""Holidays of Thai government offices: a public list, corrected by the reviewed file beside it."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "holidays.toml"


@cache
def _reviewed() -> tuple[frozenset[str], frozenset[date], frozenset[date]]:
    data = tomllib.loads(DATA.read_text("utf-8"))
    return (
        frozenset(entry["name"] for entry in data["not_for_government"]),
        frozenset(entry["date"] for entry in data.get("removed", [])),
        frozenset(entry["date"] for entry in data["added"]),
    )


@cache
def government_holidays(year: int) -> frozenset[date]:
    """All days of the year on which the cabinet closes the offices."""
    from holidays import country_holidays

    open_names, removed, added = _reviewed()
    public = {
        day
        for day, names in country_holidays("TH", years=year, language="th").items()
        if any(all(name not in reason for name in open_names) for reason in names.split("; "))
    }
    return frozenset((public - removed) | {day for day in added if day.year == year})


class GovernmentHolidays:
    """All years at once, each read when it is first asked for."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in government_holidays(day.year)


GOVERNMENT_HOLIDAYS = GovernmentHolidays()
