"""Every write of the register."""

from .approving import approve_entry, approve_many
from .entries import (
    Letter,
    Who,
    begin_entry,
    change_facts,
    explain_gaps,
    recall_entry,
    submit_entry,
)
from .recorders import confirm_contact

__all__ = [
    "Letter",
    "Who",
    "approve_entry",
    "approve_many",
    "begin_entry",
    "change_facts",
    "confirm_contact",
    "explain_gaps",
    "recall_entry",
    "submit_entry",
]
