from .accounts import (
    change_password,
    choose_language,
    choose_username,
    create_account,
    lock_account,
    make_permanent,
    reset_second_factor,
    unlock_account,
)
from .proving import prove_owner

__all__ = [
    "change_password",
    "choose_language",
    "choose_username",
    "create_account",
    "lock_account",
    "make_permanent",
    "prove_owner",
    "reset_second_factor",
    "unlock_account",
]
