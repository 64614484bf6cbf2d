from .entering import enter_token, may_enter
from .issuing import NewToken, issue_token, record_letter, revoke_token
from .redeeming import redeem_token
from .requests import ask_for_token, refuse_request

__all__ = [
    "NewToken",
    "ask_for_token",
    "enter_token",
    "issue_token",
    "may_enter",
    "record_letter",
    "redeem_token",
    "refuse_request",
    "revoke_token",
]
