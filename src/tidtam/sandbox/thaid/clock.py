"""The sandbox's own clock, and nothing else, decides what has expired.

It runs with the machine's, ahead by as much as somebody has set: a test makes a code expire by a setting.
"""

from datetime import datetime, timedelta

from tidtam.kernel.actor import system_clock


def now() -> datetime:
    from .models import Sandbox

    return system_clock() + timedelta(seconds=Sandbox.current().seconds_ahead)
