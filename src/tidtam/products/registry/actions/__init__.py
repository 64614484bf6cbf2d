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
from .imports import (
    begin_import,
    clear_imports,
    discard_import,
    give_up_import,
    order_import,
    record_export,
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
from .recorders import ask_for_contacts, confirm_contact, report_bounce
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
    "begin_import",
    "change_facts",
    "clear_imports",
    "confirm_contact",
    "decline_transfer",
    "discard_import",
    "explain_gaps",
    "file_justification",
    "file_notice",
    "give_up_import",
    "judge_correction",
    "order_import",
    "recall_entry",
    "record_export",
    "recount",
    "refuse_notice",
    "report_bounce",
    "report_correction",
    "submit_entry",
    "take_request",
    "withdraw_notice",
    "write_correction",
]
