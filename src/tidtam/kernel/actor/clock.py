"""The one clock. Nothing else in the product asks what time it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_at(moment: datetime) -> Clock:
    """A clock that stands still, for tests and for demonstration data dated back."""
    return lambda: moment


def date_in_bangkok(moment: datetime) -> date:
    return moment.astimezone(BANGKOK).date()
