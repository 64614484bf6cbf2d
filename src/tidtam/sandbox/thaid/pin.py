"""The rules of a PIN: eight digits, no run of four or more equal or consecutive ones."""

from datetime import timedelta

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused

LENGTH = 8
RUN = 4
TRIES_BEFORE_PAUSE = 3
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))


class PinHasher(Argon2PasswordHasher):
    """Light on purpose: no hash makes eight digits hard to find, the pauses do; and the persons are invented."""

    algorithm = "sandbox_pin"
    time_cost = 1
    memory_cost = 8 * 1024
    parallelism = 1


def check_new_pin(pin: str) -> None:
    """Refuse a PIN that is too easy, and say why."""
    if not pin.isascii() or not pin.isdecimal():
        raise Refused(_("The PIN must be digits only."), code="pin_not_digits", field="pin")
    if len(pin) != LENGTH:
        raise Refused(
            _("The PIN must have 8 digits; this one has %(count)d.") % {"count": len(pin)},
            code="pin_length",
            field="pin",
        )
    run = _run(pin, 0)
    if run:
        raise Refused(
            _("The PIN repeats one digit 4 times or more (%(run)s). Choose another.") % {"run": run},
            code="pin_equal_run",
            field="pin",
        )
    run = _run(pin, 1) or _run(pin, -1)
    if run:
        raise Refused(
            _("The PIN has 4 or more digits in a row (%(run)s). Choose another.") % {"run": run},
            code="pin_consecutive_run",
            field="pin",
        )


def _run(pin: str, step: int) -> str:
    """The first run of digits that each differ by `step` from the one before, if it is long enough."""
    start = 0
    for end in range(1, len(pin) + 1):
        if end == len(pin) or int(pin[end]) - int(pin[end - 1]) != step:
            if end - start >= RUN:
                return pin[start:end]
            start = end
    return ""


def pause_after(wrong_pins: int) -> timedelta | None:
    """Every third wrong PIN in a row is followed by a pause, each longer than the one before."""
    rounds, rest = divmod(wrong_pins, TRIES_BEFORE_PAUSE)
    if rest or not rounds:
        return None
    return _PAUSES[min(rounds, len(_PAUSES)) - 1]


def tries_left(wrong_pins: int) -> int:
    return TRIES_BEFORE_PAUSE - wrong_pins % TRIES_BEFORE_PAUSE
