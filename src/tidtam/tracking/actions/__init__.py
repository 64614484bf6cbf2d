"""Every change of matters and processes.

All of them run inside `acting_as`, which opened the transaction; the matter's row is locked first, everything that
can be refused is refused before anything is written.
"""

from .corrections import Restated, correct_event
from .endings import close_case, reopen_case, withdraw_case
from .exports import record_export
from .going_on import end_to_go_on
from .importing import PastMove, RunningCase, import_cases
from .links import renew_link
from .notes import add_note
from .opening import appeal_case, open_case
from .processes import publish_process, take_back_version
from .saved_views import choose_default_view, remove_view, rename_view, save_view
from .steps import finish_step, resume_case, return_case
from .suspensions import continue_case, suspend_case
from .versions import move_case_to_version

__all__ = [
    "PastMove",
    "Restated",
    "RunningCase",
    "add_note",
    "appeal_case",
    "choose_default_view",
    "close_case",
    "continue_case",
    "correct_event",
    "end_to_go_on",
    "finish_step",
    "import_cases",
    "move_case_to_version",
    "open_case",
    "publish_process",
    "record_export",
    "remove_view",
    "rename_view",
    "renew_link",
    "reopen_case",
    "resume_case",
    "return_case",
    "save_view",
    "suspend_case",
    "take_back_version",
    "withdraw_case",
]
