from enum import StrEnum


class Measure(StrEnum):
    """What is counted of a matter; the triggers write these letters."""

    RECEIVED = "r"
    IN_HAND = "h"
    ENDED = "e"
    STAY = "s"
    """A finished stay at a step."""
