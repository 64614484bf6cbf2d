"""How a token is written: four groups of five letters and digits, the last of each a check on the other four.

Nothing in it can be taken for something else (no 0 O, 1 I L, 2 Z, 5 S, 6 b, 8 B, U V), and whoever mistypes it is told
in which group. The sixteen that are drawn by lot hold 72 bits.
"""

import secrets
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused

ALPHABET = "346789ACDEFHJKMNPRTVWXY"
"""As many as a prime number: so one wrong sign, and two that changed places, always show."""
GROUPS = 4
GROUP = 5
_WEIGHTS = (2, 3, 4, 5)
_SEPARATORS = frozenset(" -–—_.\u00a0\u200b")


def new_token() -> str:
    """As it is kept: without what separates the groups."""
    groups = ("".join(secrets.choice(ALPHABET) for _sign in _WEIGHTS) for _group in range(GROUPS))
    return "".join(group + _check(number, group) for number, group in enumerate(groups))


def written(token: str) -> str:
    """As people read and type it."""
    return "-".join(_groups(token))


def read_token(typed: str) -> str:
    """What was meant; refused with the place where it cannot be right."""
    token = "".join(_plain(sign) for sign in typed if sign not in _SEPARATORS and not sign.isspace())
    for place, sign in enumerate(token[: GROUPS * GROUP]):
        if sign not in ALPHABET:
            raise _refused(
                _("Group %(group)s holds “%(sign)s”, which stands in no token. Look at the letter again.")
                % {"group": place // GROUP + 1, "sign": sign}
            )
    if len(token) != GROUPS * GROUP:
        raise _refused(
            _("A token has 4 groups of 5 letters and digits, 20 in all; this has %(found)s.") % {"found": len(token)}
        )
    for number, group in enumerate(_groups(token)):
        if group[-1] != _check(number, group[:-1]):
            raise _refused(
                _("Group %(group)s, “%(signs)s”, is mistyped. Compare it with the letter, sign by sign.")
                % {"group": number + 1, "signs": group}
            )
    return token


def _plain(sign: str) -> str:
    """A Thai digit is a digit, a small letter a capital one."""
    return str(unicodedata.digit(sign)) if unicodedata.digit(sign, None) is not None else sign.upper()


def _groups(token: str) -> Sequence[str]:
    return [token[place : place + GROUP] for place in range(0, len(token), GROUP)]


def _check(number: int, group: str) -> str:
    """The group's number counts too, so that two groups that changed places show."""
    weighed = sum(weight * ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, group, strict=True))
    return ALPHABET[-(weighed + number + 1) % len(ALPHABET)]


def _refused(message: object) -> Refused:
    return Refused(str(message), code="mistyped", field="token")
