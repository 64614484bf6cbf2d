"""Every change of experts, of committees and of what institutions decided on them."""

from .approval import request_approval, resume_approval
from .committees import add_member, answer_conflict, begin_committee, record_approach, remove_member, set_reasons
from .erasing import forget_applicant
from .experts import change_expert, enter_expert
from .policies import record_policy

__all__ = [
    "add_member",
    "answer_conflict",
    "begin_committee",
    "change_expert",
    "enter_expert",
    "forget_applicant",
    "record_approach",
    "record_policy",
    "remove_member",
    "request_approval",
    "resume_approval",
    "set_reasons",
]
