"""The days that count when somebody resigns."""

from dataclasses import dataclass
from datetime import date, timedelta

NOTICE_DAYS = 30
LONGEST_DEFERRAL = 90


@dataclass(frozen=True, slots=True)
class Notice:
    """A wish to leave, held against the day it was received."""

    received_on: date
    leave_on: date
    for_election: bool

    @property
    def days(self) -> int:
        return (self.leave_on - self.received_on).days

    @property
    def earliest_on(self) -> date:
        """The first day on which the person can leave with due notice; standing in an election needs none."""
        return self.received_on if self.for_election else self.received_on + timedelta(days=NOTICE_DAYS)

    @property
    def is_short(self) -> bool:
        return self.leave_on < self.earliest_on

    @property
    def last_day(self) -> date:
        """The last day in service."""
        return self.leave_on - timedelta(days=1)

    @property
    def latest_on(self) -> date:
        """To when the resignation can be deferred; not at all for standing in an election."""
        return self.leave_on if self.for_election else self.leave_on + timedelta(days=LONGEST_DEFERRAL)
