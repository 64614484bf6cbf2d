"""Every write of personnel requests, their rounds and the register. What moves the matter is the engine's to do."""

from .orders import enter_from_elsewhere, enter_in_register, outcome_of_order, set_order, take_out_of_register
from .register import StaffFacts, enter_staff
from .requests import change_request, draft_request, resubmit_request, submit_request, withdraw_request
from .rounds import set_round

__all__ = [
    "StaffFacts",
    "change_request",
    "draft_request",
    "enter_from_elsewhere",
    "enter_in_register",
    "enter_staff",
    "outcome_of_order",
    "resubmit_request",
    "set_order",
    "set_round",
    "submit_request",
    "take_out_of_register",
    "withdraw_request",
]
