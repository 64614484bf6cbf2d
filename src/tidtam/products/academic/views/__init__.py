from .inside import request_inside
from .requests import (
    request_begin_dossier,
    request_change,
    request_committee,
    request_detail,
    request_list,
    request_new,
    request_submit,
    request_withdraw,
)
from .returns import request_answer, request_return, request_returns

__all__ = [
    "request_answer",
    "request_begin_dossier",
    "request_change",
    "request_committee",
    "request_detail",
    "request_inside",
    "request_list",
    "request_new",
    "request_return",
    "request_returns",
    "request_submit",
    "request_withdraw",
]
