"""Who acts, when, and in which transaction. The lowest shelf of the kernel."""

from .actor import SYSTEM, VISITOR, Actor, ActorKind, Grant, Origin, covers, platform_for
from .clock import BANGKOK, Clock, clock_at, date_in_bangkok, system_clock
from .context import acting_as
from .errors import NotAllowed, Outdated, Refused
from .ids import new_id
from .statements import execute

__all__ = [
    "BANGKOK",
    "SYSTEM",
    "VISITOR",
    "Actor",
    "ActorKind",
    "Clock",
    "Grant",
    "NotAllowed",
    "Origin",
    "Outdated",
    "Refused",
    "acting_as",
    "clock_at",
    "covers",
    "date_in_bangkok",
    "execute",
    "new_id",
    "platform_for",
    "system_clock",
]
