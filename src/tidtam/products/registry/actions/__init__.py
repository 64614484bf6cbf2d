"""Every write of the register."""

from .approving import approve_entry, approve_many
from .corrections import judge_correction, report_correction, write_correction
from .entries import (
    Letter,
    Who,
    begin_entry,
    change_facts,
    explain_gaps,
    recall_entry,
    submit_entry,
)
from .justifications import file_justification
from .notices import (
    accept_transfer,
    approve_notice,
    decline_transfer,
    file_notice,
    refuse_notice,
    withdraw_notice,
)
from .recorders import ask_for_contacts, confirm_contact
from .requests import take_request
from .tallies import recount

__all__ = [
    "Letter",
    "Who",
    "accept_transfer",
    "approve_entry",
    "approve_many",
    "approve_notice",
    "ask_for_contacts",
    "begin_entry",
    "change_facts",
    "confirm_contact",
    "decline_transfer",
    "explain_gaps",
    "file_justification",
    "file_notice",
    "judge_correction",
    "recall_entry",
    "recount",
    "refuse_notice",
    "report_correction",
    "submit_entry",
    "take_request",
    "withdraw_notice",
    "write_correction",
]
