"""Small groups are not shown, and nothing is shown from which they could be computed."""

from collections.abc import Mapping
from typing import TypeVar

SMALLEST_SHOWN = 5

Key = TypeVar("Key")


def hidden(groups: Mapping[Key, int]) -> tuple[set[Key], bool]:
    """Which groups that make up a total are hidden, and whether the total may stand beside the others.

    Whoever takes the shown groups from the total learns what the hidden ones are together: so that is never one group
    alone, and never a small one. Where there is no other group to hide, the total is hidden too.
    """
    closed = {key for key, number in groups.items() if 0 < number < SMALLEST_SHOWN}
    if not closed:
        return closed, True
    others = sorted((key for key in groups if groups[key] >= SMALLEST_SHOWN), key=lambda key: groups[key])
    while len(closed) == 1 or sum(groups[key] for key in closed) < SMALLEST_SHOWN:
        if not others:
            return closed, False
        closed.add(others.pop(0))
    return closed, True
