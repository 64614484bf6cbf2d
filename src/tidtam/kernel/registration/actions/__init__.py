from .checking import answer_question, ask_for_account
from .consents import keep_consent
from .drafts import answer_code, clear_drafts, draft_gone, keep_answers, send_code
from .following import carry_statement
from .members import TEMPORARY_FOR, register_member
from .own_data import change_statement, withdraw_consent
from .reminding import send_due_reminders

__all__ = [
    "TEMPORARY_FOR",
    "answer_code",
    "answer_question",
    "ask_for_account",
    "carry_statement",
    "change_statement",
    "clear_drafts",
    "draft_gone",
    "keep_answers",
    "keep_consent",
    "register_member",
    "send_code",
    "send_due_reminders",
    "withdraw_consent",
]
