"""What the platform keeps of people, said by whoever keeps it. Below every shelf that keeps something.

Each keeper registers a `Holding`: what it keeps and why, how it hands that over, what of it the law holds back, how
it erases the rest, and what becomes of it when two records turn out to be one human's. Nobody else looks into its
tables.
"""

from .holdings import Fact, Hold, Holding, Record, Value, holdings, nothing_held, register
from .joining import STAYS, Joining
from .subject import Subject
from .terms import Term, register_terms, terms

__all__ = [
    "STAYS",
    "Fact",
    "Hold",
    "Holding",
    "Joining",
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
