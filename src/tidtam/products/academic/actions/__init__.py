"""Every write of academic requests. What moves the matter itself is the engine's to do and to remember."""

from .inside import begin_inside
from .requests import begin_request_dossier, change_request, draft_request
from .returns import Noted, Reply, answer_defects, return_request
from .sending import resubmit_request, submit_request, withdraw_request

__all__ = [
    "Noted",
    "Reply",
    "answer_defects",
    "begin_inside",
    "begin_request_dossier",
    "change_request",
    "draft_request",
    "resubmit_request",
    "return_request",
    "submit_request",
    "withdraw_request",
]
