"""Every write of academic requests. What moves the matter itself is the engine's to do and to remember."""

from .requests import (
    begin_request_dossier,
    change_request,
    draft_request,
    process_key_of,
    resubmit_request,
    submit_request,
    withdraw_request,
)
from .returns import return_request

__all__ = [
    "begin_request_dossier",
    "change_request",
    "draft_request",
    "process_key_of",
    "resubmit_request",
    "return_request",
    "submit_request",
    "withdraw_request",
]
