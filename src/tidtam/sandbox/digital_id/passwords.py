"""How passwords are kept here: hashed, and lightly, as the persons are invented."""

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password


class PasswordHasher(Argon2PasswordHasher):
    algorithm = "digital_id"
    time_cost = 1
    memory_cost = 8 * 1024
    parallelism = 1


def hashed(password: str) -> str:
    return make_password(password, hasher=PasswordHasher.algorithm)


def is_right(password: str, kept: str) -> bool:
    return check_password(password, kept)
