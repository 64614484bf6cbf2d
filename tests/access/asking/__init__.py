"""How each route is asked: with which object in its address, and with which form that would be accepted.

`a` and `b` are the two universities and what belongs to them, `none` is what does not exist. A route with nothing in
its address is asked once, under no label. A new route stands in the file of its noun.
"""

from . import (
    academic,
    accounts,
    agencies,
    datarights,
    everybody,
    experts,
    helpdesk,
    layouts,
    many,
    matters,
    notices,
    offices,
    personnel,
    processes,
    programs,
    registry,
    rules,
    services,
    verification,
)
from .ask import NOBODY, Ask, Asking

__all__ = ["ASKING", "NOBODY", "Ask", "Asking"]

_NOUNS = (
    academic,
    accounts,
    agencies,
    datarights,
    everybody,
    experts,
    helpdesk,
    layouts,
    many,
    matters,
    notices,
    offices,
    personnel,
    processes,
    programs,
    registry,
    rules,
    verification,
    services,
)
ASKING: dict[str, dict[str, Asking]] = {route: asks for noun in _NOUNS for route, asks in noun.ASKING.items()}
