from .accounts import (
    change_password,
    choose_language,
    create_account,
    lock_account,
    unlock_account,
)

__all__ = [
    "change_password",
    "choose_language",
    "create_account",
    "lock_account",
    "unlock_account",
]
