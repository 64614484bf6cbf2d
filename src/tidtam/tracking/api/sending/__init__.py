"""How a webhook leaves the house: signed, to a public address only, bounded in time, all receivers at once."""

from .addresses import Forbidden, Target, allowed_addresses, read_target
from .messages import new_secret, sign
from .post import Result, send_all

__all__ = [
    "Forbidden",
    "Result",
    "Target",
    "allowed_addresses",
    "new_secret",
    "read_target",
    "send_all",
    "sign",
]
