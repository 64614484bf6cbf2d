"""The clock of this sandbox: the machine's, ahead by as much as somebody has set, so that codes expire at will."""

from datetime import datetime, timedelta

from tidtam.kernel.actor import system_clock


def now() -> datetime:
    from .models import Setting

    return system_clock() + timedelta(seconds=Setting.current().seconds_ahead)
