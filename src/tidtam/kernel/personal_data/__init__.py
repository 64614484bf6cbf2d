"""What the platform keeps of people, said by whoever keeps it. Below every shelf that keeps something.

Each keeper registers a `Holding`: what it keeps and why, how it hands that over, what of it the law holds back, and how
it erases the rest. Nobody else looks into its tables.
"""

from .holdings import Fact, Hold, Holding, Record, Subject, Value, holdings, nothing_held, register
from .terms import Term, register_terms, terms

__all__ = [
    "Fact",
    "Hold",
    "Holding",
    "Record",
    "Subject",
    "Term",
    "Value",
    "holdings",
    "nothing_held",
    "register",
    "register_terms",
    "terms",
]
