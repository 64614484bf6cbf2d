"""Who can be asked about a person: the civil registry, the staff directory, the HR system."""

from .choices import PERSONNEL, Part, Reason, Result, Source
from .outcome import Outcome, Silence
from .protocol import Answer, Connector, Employment, Evidence, Stated, Unavailable

__all__ = [
    "PERSONNEL",
    "Answer",
    "Connector",
    "Employment",
    "Evidence",
    "Outcome",
    "Part",
    "Reason",
    "Result",
    "Silence",
    "Source",
    "Stated",
    "Unavailable",
]
