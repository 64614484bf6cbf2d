from .erasing import forget_reasons
from .look_up import look_up_account
from .roles import end_role, grant_role, hand_over_role

__all__ = ["end_role", "forget_reasons", "grant_role", "hand_over_role", "look_up_account"]
